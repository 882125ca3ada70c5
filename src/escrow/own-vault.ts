import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { ownVaultModels, type OwnVaultModel } from '../contract/lab.ts';
import {
  fromHex,
  systemRandom,
  vaultId,
  slotId,
  wipe,
  type EscrowSlot,
  type RandomBytes,
  type SlotSeed,
  type VaultId,
} from '../vault/index.ts';
import { fingerprintOf, type AuthorityCard } from './authority.ts';
import { hpkeLengths } from './crypto/hpke.ts';
import { wrapTo } from './wrap.ts';
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
 * Sees to it that a card can let its authority into a real vault by this model: something is sealed to its key on trial. Throws
 * `demo-key` for a card that was made for a demonstration, `invalid-request` for one of another model, `not-an-escrow-file`
 * for one whose key is none.
 */
export async function assertForOwnVault(model: OwnVaultModel, card: AuthorityCard): Promise<void> {
  if (card.demo) throw demoKey();
  if (card.model !== model) {
    throw new LatchkeyError(
      'invalid-request',
      'This public key file was made for another way of access. Choose one that was made for this way, or choose the other way. Nothing was changed.',
    );
  }
  const publicKey = fromHex(card.publicKey);
  const place = { vault: vaultId(new Uint8Array(16)), slot: slotId(new Uint8Array(16)), isDemo: true };
  const trial = systemRandom(32);
  try {
    if (publicKey.length !== hpkeLengths.publicKey) throw noPublicKey();
    await wrapTo(publicKey, place, trial);
  } catch {
    throw noPublicKey();
  } finally {
    wipe(trial);
  }
}

/**
 * A slot for one's own vault. Throws as `assertForOwnVault` does, and `invalid-request` for the wrong number of cards.
 */
export async function ownVaultSeed(
  model: OwnVaultModel,
  cards: readonly AuthorityCard[],
  vault: OwnVault,
): Promise<SlotSeed> {
  for (const card of cards) await assertForOwnVault(model, card);
  if (cards.length !== cardsOf[model]) {
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

/**
 * The same authorities for a new vault key; null for a slot of a model that is not for own vaults, or whose keys are not those
 * of the authorities it names, or no keys.
 */
export async function sameAuthorities(slot: EscrowSlot, vault: OwnVault): Promise<SlotSeed | null> {
  const model = ownVaultModels.find((id) => id === slot.model);
  const access = v.safeParse(WrappedAccess, slot.access);
  if (model === undefined || !access.success) return null;
  const { publicKeys } = access.output;
  if (publicKeys.length !== slot.authorities.length) return null;
  const isTheirs = (at: number, fingerprint: string) =>
    fingerprintOf(fromHex(publicKeys[at] ?? '')) === fingerprint;
  if (!slot.authorities.every(({ fingerprint }, at) => isTheirs(at, fingerprint))) return null;
  const cards = slot.authorities.map(({ name }, at): AuthorityCard => ({
    format: 'latchkey-authority',
    version: 1,
    demo: false,
    model,
    name,
    publicKey: publicKeys[at] ?? '',
    createdAt: slot.createdAt,
  }));
  // What nothing can be sealed to lets nobody in.
  return ownVaultSeed(model, cards, vault).catch(() => null);
}

function noPublicKey(): LatchkeyError {
  return new LatchkeyError(
    'not-an-escrow-file',
    'The key in this public key file is not one that anything can be sealed to: the file is damaged, or made by hand. Ask for another. Nothing was changed.',
  );
}

function demoKey(): LatchkeyError {
  return new LatchkeyError(
    'demo-key',
    'This key was made for a demonstration: others have it, too. It is refused on a real vault. Nothing was changed.',
  );
}
