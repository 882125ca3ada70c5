import type { AdversaryId } from '../../contract/lab.ts';
import type { Player } from './adversary.ts';
import { endpoint, guesser, maliciousUpdate, thief } from './outsiders.ts';
import { agency, changedPurpose, intruder, oldCopies, oneHolder, patchedTarget, quorum } from './insiders.ts';

/** Every adversary, in the order in which they are shown. They are tried in it, too: the last but one changes most. */
export const adversaries: readonly Player[] = [
  thief,
  guesser,
  agency,
  oneHolder,
  quorum,
  intruder,
  maliciousUpdate,
  oldCopies,
  patchedTarget,
  changedPurpose,
  endpoint,
];

/** The adversary of this name. */
export function adversary(id: AdversaryId): Player {
  const found = adversaries.find(({ about }) => about.id === id);
  if (!found) throw new RangeError(`There is no adversary ${id}`);
  return found;
}
