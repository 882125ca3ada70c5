import { LatchkeyError } from '../contract/errors.ts';
import {
  defaultKdf,
  findHolder,
  passphraseSeed,
  recoverySeed,
  wipe,
  type DeriveKey,
  type KdfParameters,
  type SlotSeed,
  type Store,
  type Vault,
} from '../vault/index.ts';
import { costsOf } from './costs.ts';

/** An open vault, as those see it who change who can open it. */
export interface HolderDesk {
  readonly store: Store;
  readonly vault: Vault;
  readonly deriveKey: DeriveKey;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Puts a new passphrase in the place of one that is known. Throws `wrong-passphrase`, `kdf-parameters-refused`. */
export async function replacePassphrase(
  desk: HolderDesk,
  {
    current,
    next,
    kdf,
  }: { readonly current: string; readonly next: string; readonly kdf?: KdfParameters | undefined },
): Promise<void> {
  const { store, deriveKey } = desk;
  const old = await findHolder(store, { kind: 'passphrase', passphrase: current, deriveKey });
  await addPassphrase(desk, next, kdf ?? costsOf(store, old), [old]);
}

/** Puts a new passphrase in the place of every one there is. Throws `kdf-parameters-refused`. */
export async function resetPassphrases(
  desk: HolderDesk,
  { next, kdf = defaultKdf }: { readonly next: string; readonly kdf?: KdfParameters | undefined },
): Promise<void> {
  await addPassphrase(desk, next, kdf, idsOf(desk.vault, 'passphrase'));
}

/** Makes a recovery phrase in the place of any there is. Returns its words: shown once, kept nowhere. */
export function replaceRecovery({ vault, now }: Pick<HolderDesk, 'vault' | 'now'>): string {
  const { seed, phrase } = recoverySeed(now);
  change(vault, seed, idsOf(vault, 'recovery'));
  return phrase;
}

/** Only somebody who came by the recovery phrase may set a passphrase without knowing one. */
export function notByRecovery(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'A new passphrase without the old one can only be set after the vault was opened with its recovery phrase.',
  );
}

async function addPassphrase(
  { vault, deriveKey, now, signal }: HolderDesk,
  passphrase: string,
  kdf: KdfParameters,
  remove: readonly string[],
): Promise<void> {
  const seed = await passphraseSeed({ passphrase, kdf, deriveKey, now });
  if (signal.aborted) wipe(seed.secret);
  signal.throwIfAborted();
  change(vault, seed, remove);
}

function change(vault: Vault, seed: SlotSeed, remove: readonly string[]): void {
  try {
    vault.changeSlots({ add: [seed], remove });
  } finally {
    wipe(seed.secret);
  }
}

function idsOf(vault: Vault, type: string): string[] {
  return vault.holders.filter((holder) => holder.type === type).map(({ id }) => id);
}
