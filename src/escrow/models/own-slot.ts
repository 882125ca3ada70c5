import { LatchkeyError } from '../../contract/errors.ts';
import type { ModelId } from '../../contract/lab.ts';
import type { EscrowSlot } from '../../vault/index.ts';

/** The slot that a model has added to a vault. Throws `wrong-authority-key` where there is none. */
export function ownSlot(slots: readonly EscrowSlot[], model: ModelId): EscrowSlot {
  const slot = slots.find((one) => one.model === model);
  if (slot) return slot;
  throw new LatchkeyError(
    'wrong-authority-key',
    'This vault has no slot for this authority: it was never enrolled. It was not opened.',
  );
}
