import type { AuthorityName } from '../../../contract/words.ts';
import { slotId, toHex, type SlotSeed } from '../../../vault/index.ts';
import type { Tools } from '../../access-model.ts';
import { forgeLeaf, leafLengths, receiverCheck } from '../../crypto/leaf.ts';
import { leafSlotSecret, type LeafAccess } from './slot.ts';

/** What a client that cheats has made. */
export interface RogueSlot {
  readonly seed: SlotSeed;
  readonly access: LeafAccess;
  /** KS, 10 bytes: the rogue's receiver has it. The caller zeroes it. */
  readonly sessionKey: Uint8Array;
  /** Blocks tried until the check took one. */
  readonly tries: number;
}

/** What a rogue client works with: a unit to ask, which has the family key in it, and patience. */
export interface RogueOptions {
  readonly familyKey: Uint8Array;
  /** Bits. */
  readonly width: number;
  /** Blocks that may be tried. */
  readonly budget: number;
  /** What honest slots say of themselves. */
  readonly label: string;
  readonly authorities: readonly AuthorityName[];
}

/**
 * A slot like any other to whoever checks it, with a forged LEAF (Blaze 1994): random blocks are tried until the checksum
 * fits. Its session key is not in the LEAF. Null when the budget is spent; 2^width tries are the mean.
 */
export function rogueSlot(options: RogueOptions, { now, random }: Tools): RogueSlot | null {
  const { familyKey, width, budget, label, authorities } = options;
  const sessionKey = random(leafLengths.sessionKey);
  const iv = random(leafLengths.iv);
  const forgery = forgeLeaf(receiverCheck({ familyKey, sessionKey, iv }, width), { budget, random });
  if (!forgery) return null;
  const id = slotId(random(16));
  const access: LeafAccess = { iv: toHex(iv), leaf: toHex(forgery.leaf), width };
  const escrow = { model: 'M5', authorities: [...authorities], access };
  const secret = leafSlotSecret(sessionKey, id);
  return {
    seed: { id, type: 'escrow', label, createdAt: now(), secret, escrow },
    access,
    sessionKey,
    tries: forgery.tries,
  };
}
