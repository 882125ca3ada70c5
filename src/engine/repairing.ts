import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Repaired } from '../contract/care.ts';
import { errorFromData, LatchkeyError } from '../contract/errors.ts';
import type { Vault } from '../vault/index.ts';
import { nameCopyBeforeRepair } from './backup-name.ts';
import { closeQuietly, lockQuietly } from './closing.ts';
import { createDraft, lacksHardLinks, publishDraft, removeDraft, syncFile } from './draft-file.ts';
import { codeOf, fromFileError } from './file-errors.ts';
import { openToRead, openWithSameKey } from './rehearsing.ts';
import { createReplacement, type FileStore } from './sqlite-store.ts';
import { discard, type Successor } from './successor.ts';
import { realPath } from './vault-file.ts';
import { inTwoParts, runInSlices, type Run } from './watch.ts';

/** The vault that is to be mended. */
interface Source {
  readonly path: string;
  readonly store: FileStore;
  readonly vault: Vault;
}

/**
 * Writes a vault again without what is damaged, into a draft beside it, and opens every record of that. What backups
 * still have is put back; one that does not open, or not with this key, is passed over. The vault must not change
 * meanwhile. Throws `disk-full`, `permission-denied`, `read-only` and the run's reason: nothing is left then.
 */
export async function writeRepaired(
  { path, vault: damaged }: Source,
  backups: readonly string[],
  run: Run,
): Promise<Successor & { readonly repairs: Omit<Repaired, 'before'> }> {
  const others: Vault[] = [];
  try {
    for (const file of backups) {
      const other = openIfPossible(damaged, file);
      if (other) others.push(other);
    }
    return await rewrite({ path, vault: damaged }, others, run);
  } finally {
    for (const other of others) lockQuietly(other);
  }
}

async function rewrite({ path, vault: damaged }: Omit<Source, 'store'>, others: readonly Vault[], run: Run) {
  const store = createReplacement(path, 'repairing');
  let vault: Vault | null = null;
  try {
    const { first, second } = inTwoParts(run);
    const repairs = await runInSlices(damaged.repairInto(store, others), first);
    vault = damaged.openCopy(store);
    const { problems } = await runInSlices(vault.verify(), second());
    if (problems[0]) throw notMended(errorFromData(problems[0]));
    return { vault, store, repairs: { mended: [...repairs.mended], lost: [...repairs.lost] } };
  } catch (error) {
    discard({ vault, store });
    throw error;
  }
}

/** Null for a backup that is not there, that its disk does not give, or that this vault's keys do not open. */
function openIfPossible(vault: Vault, file: string): Vault | null {
  try {
    const store = openToRead(file);
    try {
      return openWithSameKey(vault, store);
    } catch (error) {
      closeQuietly(store);
      throw error;
    }
  } catch (error) {
    if (codeOf(error) !== undefined) return null;
    throw error;
  }
}

/**
 * Lets `replace` put the successor in the place of the vault's file, and keeps that file beside it. Returns the name that it
 * has from then on. If something fails the vault is as it was.
 */
export async function keepingOld(
  { path, store }: Source,
  now: number,
  run: Run,
  replace: () => void,
): Promise<string> {
  const file = realPath(path);
  const folder = dirname(file);
  const name = nameCopyBeforeRepair(file, now, (taken) => fs.existsSync(join(folder, taken)));
  const copy = join(folder, name);
  // Each of two names would have a log of its own: the file must be whole without one, whatever comes next.
  store.settle();
  await copyBeside(file, store, copy, run);
  try {
    replace();
  } catch (error) {
    fs.rmSync(copy, { force: true });
    throw error;
  }
  return name;
}

/** A second name for the same file, where the disk has such: opening the file to copy it would drop its lock. */
async function copyBeside(file: string, store: FileStore, copy: string, run: Run): Promise<void> {
  try {
    fs.linkSync(file, copy);
    return;
  } catch (error) {
    if (!lacksHardLinks(error)) throw fromFileError(error);
  }
  const draft = createDraft(copy);
  try {
    await store.copyInto(draft, run);
    syncFile(draft);
    publishDraft(draft, copy);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

/**
 * Takes back the second name that a repair gave the vault's file, if a crash kept the successor from its place: whoever
 * opened the file by that name would not find its log.
 */
export function dropSecondName(path: string): void {
  const folder = dirname(path);
  const start = `${basename(path, '.latchkey')} before repair `;
  try {
    const { ino, dev, nlink } = fs.statSync(path);
    if (nlink < 2) return;
    for (const name of fs.readdirSync(folder).filter((each) => each.startsWith(start))) {
      const other = fs.statSync(join(folder, name));
      if (other.ino === ino && other.dev === dev) fs.rmSync(join(folder, name));
    }
  } catch {
    // It is in nobody's way while the vault is open.
  }
}

function notMended(problem: LatchkeyError): LatchkeyError {
  return new LatchkeyError(
    problem.code,
    `The repaired vault did not open as a whole, so the vault was left as it was. ${problem.message}`,
    { cause: problem, details: problem.details },
  );
}
