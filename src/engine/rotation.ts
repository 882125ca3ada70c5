import { errorFromData, LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import {
  findRotationKey,
  readInfo,
  recoverySeed,
  wipe,
  type DeriveKey,
  type SlotId,
  type SlotSeed,
  type Store,
  type Vault,
  type VaultKey,
} from '../vault/index.ts';
import { closeQuietly } from './closing.ts';
import { leftDrafts, removeDraft } from './draft-file.ts';
import { keptAuthorities } from './escrow/enabling.ts';
import { samePassphrase, withKeyFileOf } from './holders.ts';
import type { PassphraseProof } from './methods.ts';
import { createReplacement, openStore, reopenReplacement, type DraftStore } from './sqlite-store.ts';
import { discard, setAside, type Successor } from './successor.ts';
import { realPath } from './vault-file.ts';
import { inTwoParts, runInSlices, type Run } from './watch.ts';

/** The passphrase must open the vault now, and will open the new one; so with its key file. */
export interface RotationRequest extends PassphraseProof {
  /** Whether the new vault gets a recovery phrase. */
  readonly recovery: boolean;
}

/** A rotation, and what it means for those who are let in besides the owner. */
export interface RotationWish extends RotationRequest {
  /** Whether authorities can open the new vault, too. */
  readonly keepsEscrow: boolean;
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

/** The vault that is to get a new key. */
interface Source {
  readonly path: string;
  readonly store: Store;
  readonly vault: Vault;
}

/** Who is to open the new vault. Making it takes time, and using it once zeroes its secrets. */
interface Seeds {
  /** Slots of the vault so far that have one in the new vault in their place. */
  readonly keptIds: readonly string[];
  /** The slot of the same passphrase in the new vault. */
  readonly successor: SlotId;
  readonly seeds: readonly SlotSeed[];
  readonly phrase: string | null;
}

/**
 * The drafts beside a vault that a change of its key has left, the newest first. What has such a name and is no draft of
 * this vault, or was cut off too early to be of use, is removed.
 */
export function leftRotations(path: string, vaultId: string): readonly string[] {
  return leftDrafts(realPath(path), 'rotating').filter((draft) => {
    const found = idIn(draft);
    if (found !== vaultId && found !== 'unknown') removeDraft(draft);
    return found === vaultId;
  });
}

/**
 * The id of the vault that a draft is of, its log included: a crash leaves most of it there. Null for what is no vault, or not
 * yet; `'unknown'` if the file cannot be read now.
 */
function idIn(draft: string): string | null {
  try {
    const store = openStore(draft);
    try {
      return readInfo(store).vaultId;
    } finally {
      closeQuietly(store);
    }
  } catch (error) {
    return error instanceof LatchkeyError && saysNothing.includes(error.code) ? 'unknown' : null;
  }
}

/** What may be otherwise the next time. */
const saysNothing: readonly string[] = [
  'internal',
  'vault-in-use',
  'permission-denied',
  'read-only',
  'disk-full',
];

/**
 * Writes everything in a vault again under a new key, into a draft beside it, and opens every record of that. The vault
 * must not change meanwhile. A draft that was left is carried on with; if anything is wrong with it, it goes, and all is
 * begun again. A draft of the time when an authority was let in may have been copied, and the authority opens it: where the new
 * vault is to be without, no draft is carried on. Throws `wrong-passphrase`; what the check of the vault finds first, because damage must be dealt with and not
 * copied; `disk-full`, `permission-denied`, `read-only`; the run's reason. No draft is left then, except at a lock: it can
 * be carried on with.
 */
export async function writeSuccessor(
  old: Source,
  request: RotationWish,
  tools: RotationTools,
  run: Run,
): Promise<Successor & { readonly rotated: Rotated }> {
  const drafts = leftRotations(old.path, old.vault.id);
  const [draft] = request.keepsEscrow ? drafts : [];
  for (const each of drafts) if (each !== draft) removeDraft(each);
  const seeds = await makeSeeds(old, request, tools);
  try {
    refuseDamaged(await runInSlices(old.vault.check(), run));
  } catch (error) {
    wipeSeeds(seeds);
    throw error;
  }
  if (draft === undefined) return begin(old, seeds, run);
  try {
    const { store, key } = await reopen(old, { draft, successor: seeds.successor }, request, tools);
    return await reseal(old, { store, key }, seeds, run);
  } catch (error) {
    if (isNoFaultOfDraft(error, run)) throw error;
    removeDraft(draft);
  } finally {
    wipeSeeds(seeds);
  }
  return begin(old, await makeSeeds(old, request, tools), run);
}

async function makeSeeds(
  { vault }: Source,
  { recovery, keepsEscrow, ...proof }: RotationWish,
  { deriveKey, now }: RotationTools,
): Promise<Seeds> {
  const own = await samePassphrase({ vault, deriveKey, now: now() }, proof);
  const words = recovery ? recoverySeed(now()) : null;
  const authorities = keepsEscrow ? await keptAuthorities(vault) : [];
  return {
    keptIds: [own.keptId, ...authorities.map(({ id }) => id)],
    successor: own.seed.id,
    seeds: [own.seed, ...(words ? [words.seed] : []), ...authorities.map(({ seed }) => seed)],
    phrase: words?.phrase ?? null,
  };
}

function wipeSeeds({ seeds }: Seeds): void {
  wipe(...seeds.map(({ secret }) => secret));
}

async function begin(old: Source, seeds: Seeds, run: Run) {
  try {
    return await reseal(old, { store: createReplacement(old.path, 'rotating') }, seeds, run);
  } finally {
    wipeSeeds(seeds);
  }
}

/** A draft, with the key that its rows are sealed under. Throws for one that no rotation of this vault by this passphrase began. */
async function reopen(
  { path, vault }: Source,
  { draft, successor }: { readonly draft: string; readonly successor: SlotId },
  request: RotationRequest,
  { deriveKey }: RotationTools,
): Promise<{ readonly store: DraftStore; readonly key: VaultKey }> {
  const store = reopenReplacement(path, draft);
  try {
    const { passphrase } = request;
    const key = await withKeyFileOf(request, (keyFile) =>
      findRotationKey(
        store,
        { kind: 'passphrase', passphrase, keyFile, deriveKey },
        { vaultId: vault.id, successor },
      ),
    );
    if (!key) throw new Error('This draft was not begun by a rotation of this vault by this passphrase');
    if (!isOpenToNobodyElse(readInfo(store).holders, vault.holders)) {
      wipe(key);
      throw new Error('This draft was begun while somebody else was let in');
    }
    return { store, key };
  } catch (error) {
    discard({ vault: null, store });
    throw error;
  }
}

/**
 * Whether every authority that opens a draft opens the vault, too. One that was let in when the draft was begun has its key, and
 * may be out again: where a backup has taken the vault's place.
 */
function isOpenToNobodyElse(draft: readonly Holder[], vault: readonly Holder[]): boolean {
  const letIn = new Set(fingerprintsIn(vault));
  return fingerprintsIn(draft).every((fingerprint) => letIn.has(fingerprint));
}

function fingerprintsIn(holders: readonly Holder[]): readonly string[] {
  return holders.flatMap(({ escrow }) => escrow?.authorities.map(({ fingerprint }) => fingerprint) ?? []);
}

async function reseal(
  { vault: old }: Source,
  { store, key }: { readonly store: DraftStore; readonly key?: VaultKey },
  { keptIds, seeds, phrase }: Seeds,
  run: Run,
): Promise<Successor & { readonly rotated: Rotated }> {
  let vault: Vault | null = null;
  try {
    const { first, second } = inTwoParts(run);
    vault = await runInSlices(old.rotateInto(store, seeds, key), first);
    const { problems } = await runInSlices(vault.verify(), second());
    refuseDamaged(problems);
    const dropped = old.holders.filter(({ id }) => !keptIds.includes(id));
    return { vault, store, rotated: { phrase, dropped, holders: vault.holders } };
  } catch (error) {
    if (isLocking(error)) setAside({ vault, store });
    else discard({ vault, store });
    throw error;
  }
}

function isLocking(error: unknown): boolean {
  return error instanceof LatchkeyError && error.code === 'locked';
}

/** Beginning again would end in the same way. */
function isNoFaultOfDraft(error: unknown, { signal }: Run): boolean {
  return signal.aborted || (error instanceof LatchkeyError && error.code === 'disk-full');
}

function refuseDamaged(problems: readonly Parameters<typeof errorFromData>[0][]): void {
  const [problem] = problems;
  if (!problem) return;
  const { code, message, details } = errorFromData(problem);
  throw new LatchkeyError(
    code,
    `The key was not changed, because something is wrong with this vault. ${message}`,
    { details },
  );
}
