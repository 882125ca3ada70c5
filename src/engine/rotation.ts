import { errorFromData, LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import {
  findHolder,
  passphraseSeed,
  recoverySeed,
  wipe,
  type DeriveKey,
  type SlotSeed,
  type Store,
  type Vault,
} from '../vault/index.ts';
import { closeQuietly, lockQuietly } from './closing.ts';
import { costsOf } from './costs.ts';
import { createReplacement, type DraftStore, type FileStore } from './sqlite-store.ts';
import { partOf, runInSlices, type Run } from './watch.ts';

export interface RotationRequest {
  /** Must open the vault now, and will open the new one. */
  readonly passphrase: string;
  /** Whether the new vault gets a recovery phrase. */
  readonly recovery: boolean;
}

export interface Rotated {
  /** The new recovery phrase: shown once, kept nowhere. */
  readonly phrase: string | null;
  /** Whoever could open the vault and cannot any more; an old recovery phrase is among them. */
  readonly dropped: readonly Holder[];
  readonly holders: readonly Holder[];
}

export interface RotationTools {
  readonly deriveKey: DeriveKey;
  readonly now: () => number;
}

/** A vault under a new key, in a file beside the old one. */
export interface Successor {
  readonly vault: Vault;
  readonly store: DraftStore;
  readonly rotated: Rotated;
}

/**
 * Writes everything in a vault again under a new key, into a draft beside it, and opens every record of that. The vault
 * must not change meanwhile. Throws `wrong-passphrase`; what the check of the vault finds first, because damage must be
 * dealt with and not copied; `disk-full`, `permission-denied`, `read-only`; the run's reason. Nothing is left then.
 */
export async function writeSuccessor(
  old: { readonly path: string; readonly store: Store; readonly vault: Vault },
  request: RotationRequest,
  tools: RotationTools,
  run: Run,
): Promise<Successor> {
  const { seeds, keptId, phrase } = await makeSeeds(old.store, request, tools);
  try {
    refuseDamaged(await runInSlices(old.vault.check(), run));
    const dropped = old.vault.holders.filter(({ id }) => id !== keptId);
    const { vault, store } = await reseal(old, seeds, run);
    return { vault, store, rotated: { phrase, dropped, holders: vault.holders } };
  } finally {
    wipe(...seeds.map(({ secret }) => secret));
  }
}

async function makeSeeds(
  store: Store,
  { passphrase, recovery }: RotationRequest,
  { deriveKey, now }: RotationTools,
) {
  const keptId = await findHolder(store, { kind: 'passphrase', passphrase, deriveKey });
  const kdf = costsOf(store, keptId);
  const own = await passphraseSeed({ passphrase, kdf, deriveKey, now: now() });
  const words = recovery ? recoverySeed(now()) : null;
  return { keptId, seeds: words ? [own, words.seed] : [own], phrase: words?.phrase ?? null };
}

async function reseal(
  { path, vault: oldVault }: { readonly path: string; readonly vault: Vault },
  seeds: readonly SlotSeed[],
  run: Run,
): Promise<{ readonly vault: Vault; readonly store: DraftStore }> {
  const store = createReplacement(path);
  let vault: Vault | null = null;
  try {
    let total = 0;
    const writing: Run = {
      ...run,
      onProgress: (progress) => {
        total = progress.total;
        run.onProgress({ done: progress.done, total: 2 * total });
      },
    };
    vault = await runInSlices(oldVault.rotateInto(store, seeds), writing);
    const { problems } = await runInSlices(vault.verify(), partOf(run, { before: total, total: 2 * total }));
    refuseDamaged(problems);
    return { vault, store };
  } catch (error) {
    discard({ vault, store });
    throw error;
  }
}

/** Wipes the keys of a successor that is not wanted, and removes its file. */
export function discard({ vault, store }: { readonly vault: Vault | null; readonly store: FileStore }): void {
  if (vault) lockQuietly(vault);
  // If its file stays, it goes when the vault is next opened.
  closeQuietly(store);
}

function refuseDamaged(problems: readonly Parameters<typeof errorFromData>[0][]): void {
  const [problem] = problems;
  if (!problem) return;
  const { code, message, details } = errorFromData(problem);
  throw new LatchkeyError(
    code,
    `The key was not changed, because something is wrong with this vault. ${message}`,
    {
      details,
    },
  );
}
