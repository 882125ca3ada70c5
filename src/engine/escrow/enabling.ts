import { LatchkeyError } from '../../contract/errors.ts';
import type { OwnVaultModel } from '../../contract/lab.ts';
import type { AuthorityCard } from '../../escrow/authority.ts';
import { fromHex, systemRandom, vaultId, type SlotSeed, type Vault } from '../../vault/index.ts';
import { change, withProven, type HolderDesk } from '../holders.ts';
import type { PassphraseProof } from '../methods.ts';

/** What seals to authorities. Most vaults let nobody in, so the engine starts without it. */
const sealing = () => import('../../escrow/own-vault.ts');

/** Who is to be let in, and by whose word. */
export interface EscrowRequest extends PassphraseProof {
  readonly model: OwnVaultModel;
  readonly cards: readonly AuthorityCard[];
}

/**
 * Lets authorities into an open vault, in one write. Throws `wrong-passphrase`, `key-file-required` before anything else,
 * `invalid-request` while escrow is on already, and as `ownVaultSeed` does.
 */
export async function enableEscrow(
  desk: HolderDesk,
  { model, cards, ...proof }: EscrowRequest,
): Promise<void> {
  await withProven(desk, proof, async () => {
    const { vault, now } = desk;
    if (isEscrowOn(vault)) throw alreadyOn();
    const place = { vault: vaultId(fromHex(vault.id)), now, random: systemRandom };
    const { ownVaultSeed } = await sealing();
    change(desk, await ownVaultSeed(model, cards, place), []);
  });
}

/** Whether somebody besides the owner can open this vault. */
export function isEscrowOn({ holders }: HolderDesk['vault']): boolean {
  return holders.some(({ type }) => type === 'escrow');
}

/** An escrow slot that a new vault key is wrapped for again. */
export interface KeptAuthorities {
  /** Of the slot so far: 32 hex digits. */
  readonly id: string;
  readonly seed: SlotSeed;
}

/**
 * The authorities of a vault for its next key: those since the day they were let in, by the header that was checked when the vault
 * was opened. What cannot be kept is left out: a slot that
 * is damaged, or of a model that is for demonstrations.
 */
export async function keptAuthorities(vault: Vault): Promise<readonly KeptAuthorities[]> {
  if (vault.escrowSlots.length === 0) return [];
  const { sameAuthorities } = await sealing();
  const kept = vault.escrowSlots.map(async (slot) => {
    const place = { vault: vaultId(fromHex(vault.id)), now: slot.createdAt, random: systemRandom };
    const seed = await sameAuthorities(slot, place);
    return seed && { id: slot.id, seed };
  });
  return (await Promise.all(kept)).filter((one) => one !== null);
}

function alreadyOn(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Escrow is on already: somebody else can open this vault. To let others in instead, turn escrow off first, which gives the vault a new key. Nothing was changed.',
  );
}

/** For what only makes sense while somebody else can open the vault. */
export function notOn(): LatchkeyError {
  return new LatchkeyError('invalid-request', 'Escrow is not on in this vault. Nothing was changed.');
}
