import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { ownVaultModels, type OwnVaultModel } from '../contract/lab.ts';
import type { EscrowSlot, RandomBytes, SlotSeed, VaultId } from '../vault/index.ts';
import type { AuthorityCard } from './authority.ts';
import { WrappedAccess, wrappedSeed } from './wrapped-slot.ts';

/** How many cards each model takes: M3 is two parties. */
const cardsOf: Readonly<Record<OwnVaultModel, number>> = { M1: 1, M2: 1, M3: 2 };

/** A vault that is to let authorities in. */
export interface OwnVault {
  readonly vault: VaultId;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly random: RandomBytes;
}

/**
 * A slot for one's own vault. Throws `demo-key` for a card that was made for a demonstration, and `invalid-request` for a
 * card of another model or the wrong number of them.
 */
export function ownVaultSeed(
  model: OwnVaultModel,
  cards: readonly AuthorityCard[],
  vault: OwnVault,
): Promise<SlotSeed> {
  if (cards.some(({ demo }) => demo)) throw demoKey();
  if (cards.length !== cardsOf[model] || cards.some((card) => card.model !== model)) {
    throw new LatchkeyError(
      'invalid-request',
      `This way of access takes ${cardsOf[model] === 1 ? 'one public key file' : `${cardsOf[model]} public key files`} made for it. Nothing was changed.`,
    );
  }
  if (new Set(cards.map(({ publicKey }) => publicKey)).size !== cards.length) {
    throw new LatchkeyError(
      'invalid-request',
      'Both public key files are of the same holder. Choose one of each holder. Nothing was changed.',
    );
  }
  return wrappedSeed({ model, cards, isDemo: false, ...vault });
}

/** The same authorities for a new vault key; null for a slot of a model that is not for own vaults, or that is damaged. */
export async function sameAuthorities(slot: EscrowSlot, vault: OwnVault): Promise<SlotSeed | null> {
  const model = ownVaultModels.find((id) => id === slot.model);
  const access = v.safeParse(WrappedAccess, slot.access);
  if (model === undefined || !access.success) return null;
  const { publicKeys } = access.output;
  if (publicKeys.length !== slot.authorities.length) return null;
  const cards = slot.authorities.map(({ name }, at): AuthorityCard => ({
    format: 'latchkey-authority',
    version: 1,
    demo: false,
    model,
    name,
    publicKey: publicKeys[at] ?? '',
    createdAt: slot.createdAt,
  }));
  return wrappedSeed({ model, cards, isDemo: false, ...vault });
}

function demoKey(): LatchkeyError {
  return new LatchkeyError(
    'demo-key',
    'This key was made for a demonstration: others have it, too. It is refused on a real vault. Nothing was changed.',
  );
}
