import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import type { KnownVault } from '../contract/settings.ts';
import type { Preferences } from './preferences.ts';
import { isSameFile } from './recent-vaults.ts';

/** The longest that a list waits for a disk to say whether a file is there, in milliseconds. */
const patience = 500;

/** Which vault files the windows show. */
export interface Shown {
  /** In the window that asks. */
  readonly here: string | null;
  readonly elsewhere: readonly string[];
}

interface Known {
  readonly path: string;
  readonly openedAt: number | null;
}

/** The vaults that were open here before, or are now. Windows name them by a `ref` that means nothing anywhere else. */
export class KnownVaults {
  readonly #preferences: Preferences;
  readonly #isThere: (path: string) => Promise<boolean>;
  /** By `ref`. */
  readonly #paths = new Map<string, string>();

  constructor(preferences: Preferences, isThere = isOnDisk) {
    this.#preferences = preferences;
    this.#isThere = isThere;
  }

  /** The latest first; those that were never unlocked come last. */
  async list({ here, elsewhere }: Shown): Promise<KnownVault[]> {
    return Promise.all(
      this.#known([here, ...elsewhere]).map(async ({ path, openedAt }) => ({
        ref: this.refOf(path),
        name: basename(path, extname(path)),
        place: dirname(path),
        openedAt,
        shownIn: whereShown(path, here, elsewhere),
        isMissing: !(await this.#isThere(path)),
      })),
    );
  }

  refOf(path: string): string {
    for (const [ref, known] of this.#paths) if (isSameFile(known, path)) return ref;
    const ref = randomUUID();
    this.#paths.set(ref, path);
    return ref;
  }

  /** Throws `not-found` for what is not on the list any more. */
  pathOf(ref: string): string {
    const path = this.#paths.get(ref);
    if (path === undefined) throw notListed();
    return path;
  }

  /** Takes a vault off the list. Its file stays. */
  async forget(ref: string): Promise<void> {
    const path = this.pathOf(ref);
    this.#paths.delete(ref);
    await this.#preferences.forgetVault(path);
  }

  #known(shown: readonly (string | null)[]): readonly Known[] {
    const { recents, lastVault } = this.#preferences;
    const others = [...shown, lastVault].filter((path) => path !== null);
    return others.reduce<readonly Known[]>(
      (known, path) =>
        known.some((each) => isSameFile(each.path, path)) ? known : [...known, { path, openedAt: null }],
      recents,
    );
  }
}

function whereShown(path: string, here: string | null, elsewhere: readonly string[]): KnownVault['shownIn'] {
  if (here !== null && isSameFile(here, path)) return 'here';
  return elsewhere.some((other) => isSameFile(other, path)) ? 'elsewhere' : null;
}

/** A disk that does not answer in time has not said that the file is gone. */
async function isOnDisk(path: string): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(late.resolve, patience, true);
  const answer = access(path).then(
    () => true,
    (error: unknown) => !isAbsence(error),
  );
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function notListed(): LatchkeyError {
  return new LatchkeyError(
    'not-found',
    'That vault is not on the list any more. Open it with “Open another file…”. Nothing was changed.',
  );
}
