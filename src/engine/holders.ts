import { rmSync } from 'node:fs';
import { LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import {
  defaultKdf,
  deviceSeed,
  makeKeyFile,
  passphraseSeed,
  recoverySeed,
  toHex,
  wipe,
  type DeriveKey,
  type KdfParameters,
  type KeyFileSecret,
  type SlotId,
  type SlotSeed,
  type Vault,
} from '../vault/index.ts';
import { readKeyFile } from './key-file.ts';
import type { PassphraseProof } from './methods.ts';
import { writeNewFile } from './small-file.ts';

/** An open vault, as those see it who change who can open it. */
export interface HolderDesk {
  readonly vault: Vault;
  readonly deriveKey: DeriveKey;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** What it takes to see whose passphrase it is. */
type Lookup = Pick<HolderDesk, 'vault' | 'deriveKey'>;

/** Somebody who has shown a passphrase. */
interface Proven {
  readonly id: string;
  /** What trying the passphrase costs: one in its place costs the same unless somebody says otherwise. */
  readonly kdf: KdfParameters;
  /** Present if the passphrase opens nothing without it; zeroed when the work is over. */
  readonly keyFile: KeyFileSecret | undefined;
  /** Of the slot that takes this one's place when the vault key changes. */
  readonly successor: SlotId;
}

/**
 * Puts a new passphrase in the place of one that is known; the key file stays the same. Throws `wrong-passphrase`,
 * `key-file-required`, `kdf-parameters-refused`, or as `readKeyFile` does.
 */
export async function replacePassphrase(
  desk: HolderDesk,
  {
    current,
    keyFile,
    next,
    kdf,
  }: {
    readonly current: string;
    readonly keyFile?: string | undefined;
    readonly next: string;
    readonly kdf?: KdfParameters | undefined;
  },
): Promise<void> {
  await withProven(desk, { passphrase: current, keyFile }, async (old) => {
    const seed = await seedOf(desk, { passphrase: next, keyFile: old.keyFile, kdf: kdf ?? old.kdf });
    change(desk, seed, [old.id]);
  });
}

/** Puts a new passphrase in the place of every one there is, key files or not. Throws `kdf-parameters-refused`. */
export async function resetPassphrases(
  desk: HolderDesk,
  { next, kdf = defaultKdf }: { readonly next: string; readonly kdf?: KdfParameters | undefined },
): Promise<void> {
  const seed = await seedOf(desk, { passphrase: next, kdf });
  change(desk, seed, idsOf(desk.vault, 'passphrase'));
}

/**
 * Makes a recovery phrase in the place of any there is. Returns its words: shown once, kept nowhere. Throws as
 * `replacePassphrase` does, unless null says that nothing need be proven.
 */
export async function replaceRecovery(desk: HolderDesk, proof: PassphraseProof | null): Promise<string> {
  if (proof) await withProven(desk, proof, () => Promise.resolve());
  const { seed, phrase } = recoverySeed(desk.now);
  change(desk, seed, idsOf(desk.vault, 'recovery'));
  return phrase;
}

/**
 * Makes a key file at `next` that the passphrase needs from now on, or with null lets the passphrase do alone. No file
 * is left unless the vault takes it, or may have taken it. Throws as `replacePassphrase` does, and as `writeNewFile`.
 */
export async function setKeyFile(
  desk: HolderDesk,
  { next, ...proof }: PassphraseProof & { readonly next: string | null },
): Promise<void> {
  const { passphrase } = proof;
  await withProven(desk, proof, async ({ id, kdf }) => {
    if (next === null) {
      change(desk, await seedOf(desk, { passphrase, kdf }), [id]);
      return;
    }
    const { text, secret } = makeKeyFile();
    try {
      const seed = await seedOf(desk, { passphrase, keyFile: secret, kdf });
      withNewKeyFile(next, text, seed, () => change(desk, seed, [id]));
    } finally {
      wipe(text, secret);
    }
  });
}

/**
 * Lets a computer keep a secret that a PIN makes use of, in the place of another device of the vault if `replaces` is
 * one. Returns the secret: given out once. Throws as `replacePassphrase` does.
 */
export async function addDevice(
  desk: HolderDesk,
  {
    pin,
    label,
    replaces,
    ...proof
  }: PassphraseProof & { readonly pin: string; readonly label: string; readonly replaces: string | null },
): Promise<{ readonly id: string; readonly secret: Uint8Array }> {
  return withProven(desk, proof, async ({ kdf }) => {
    const { deriveKey, now } = desk;
    const { seed, secret } = await deviceSeed({ pin, label, kdf, deriveKey, now });
    try {
      return {
        id: change(
          desk,
          seed,
          idsOf(desk.vault, 'device').filter((id) => id === replaces),
        ),
        secret,
      };
    } catch (error) {
      wipe(secret);
      throw error;
    }
  });
}

/** Takes a holder out. Throws `not-found`, or `invalid-request` if nobody could open the vault after that. */
export function removeHolder({ vault }: Pick<HolderDesk, 'vault'>, id: string): void {
  vault.changeSlots({ remove: [id] });
}

/**
 * The passphrase of this proof for a vault under another key, with the same costs and the same key file. Returns whose
 * place it takes, too. Throws `wrong-passphrase`, `key-file-required`, or as `readKeyFile` does.
 */
export function samePassphrase(
  desk: Lookup & Pick<HolderDesk, 'now'>,
  proof: PassphraseProof,
): Promise<{ readonly keptId: string; readonly seed: SlotSeed }> {
  const { passphrase } = proof;
  return withProven(desk, proof, async ({ id: keptId, successor: id, kdf, keyFile }) => {
    const { deriveKey, now } = desk;
    return { keptId, seed: await passphraseSeed({ id, passphrase, keyFile, kdf, deriveKey, now }) };
  });
}

/** Reads the key file of a proof before anything else is done, and zeroes what was in it in the end. */
export async function withKeyFileOf<T>(
  { keyFile }: PassphraseProof,
  work: (keyFile: KeyFileSecret | undefined) => Promise<T>,
): Promise<T> {
  const secret = keyFile === undefined ? undefined : readKeyFile(keyFile);
  try {
    return await work(secret);
  } finally {
    wipe(secret);
  }
}

/** Only somebody who came by the recovery phrase may set a passphrase without knowing one. */
export function notByRecovery(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'A new passphrase without the old one can only be set after the vault was opened with its recovery phrase.',
  );
}

/** Runs `work` with whoever this passphrase belongs to. Throws as `replacePassphrase` does. */
export async function withProven<T>(
  { vault, deriveKey }: Lookup,
  proof: PassphraseProof,
  work: (proven: Proven) => Promise<T>,
): Promise<T> {
  return withKeyFileOf(proof, async (keyFile) => {
    const { passphrase } = proof;
    const credential = { kind: 'passphrase', passphrase, keyFile, deriveKey } as const;
    const { holder, successor } = await vault.findHolder(credential);
    return work({
      successor,
      id: holder.id,
      kdf: holder.kdf ?? defaultKdf,
      keyFile: holder.needsKeyFile ? keyFile : undefined,
    });
  });
}

function seedOf(
  { deriveKey, now }: HolderDesk,
  made: {
    readonly passphrase: string;
    readonly keyFile?: KeyFileSecret | undefined;
    readonly kdf: KdfParameters;
  },
): Promise<SlotSeed> {
  return passphraseSeed({ ...made, deriveKey, now });
}

/**
 * Writes a key file for the time that `enter` needs it, and for good if that succeeds. Where the disk failed while the vault was
 * written, the change may have reached it all the same, and come to light when the vault is opened again: then the vault
 * needs the file.
 */
function withNewKeyFile(path: string, text: Uint8Array, seed: SlotSeed, enter: () => void): void {
  try {
    writeNewFile(path, text);
  } catch (error) {
    wipe(seed.secret);
    throw error;
  }
  try {
    enter();
  } catch (error) {
    if (error instanceof LatchkeyError && error.code !== 'internal') rmSync(path, { force: true });
    throw error;
  }
}

/** Lets one in and takes others out, in one write, unless the vault was locked meanwhile. Returns the id of the new one. */
export function change({ vault, signal }: HolderDesk, seed: SlotSeed, remove: readonly string[]): string {
  try {
    signal.throwIfAborted();
    vault.changeSlots({ add: [seed], remove });
    return toHex(seed.id);
  } finally {
    wipe(seed.secret);
  }
}

function idsOf(vault: Vault, type: Holder['type']): string[] {
  return vault.holders.filter((holder) => holder.type === type).map(({ id }) => id);
}
