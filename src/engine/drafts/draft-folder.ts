import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import type { NamedDraft } from '../../vault/index.ts';
import { syncFolder } from '../draft-file.ts';
import { withFileErrors } from '../file-errors.ts';

/** The most drafts that wait for one vault, and the most bytes of one: a text of 16 Mi characters that are all escaped in JSON. */
const most = { files: 500, bytes: 128 * 1024 * 1024 } as const;

const fileName = /^(?<name>[0-9a-f]{32})\.draft(?:-next)?$/;
const unfinished = /^[0-9a-f]{32}\.draft(?:-next)?\.new$/;

/** How a draft was sealed: under the vault's key, or under the one that the vault is about to get. */
type Under = (typeof unders)[number];
const unders = ['', '-next'] as const;

/**
 * The sealed drafts of one vault, each in a file of its own that is named like it. While the vault gets another key there are
 * two files of each; a crash may leave both, and one of them opens.
 */
export class DraftFolder {
  readonly #folder: string;

  /** `folder` need not be there. `vaultId` is 32 hex digits. */
  constructor(folder: string, vaultId: string) {
    this.#folder = join(folder, vaultId);
  }

  /** The names of those that wait, the oldest first. None if there is no such folder. */
  names(): readonly string[] {
    const names = this.#files().flatMap((file) => fileName.exec(file)?.groups?.name ?? []);
    return [...new Set(names)]
      .map((name) => ({ name, at: this.#writtenAt(name) }))
      .sort((one, other) => one.at - other.at)
      .map(({ name }) => name);
  }

  /** What lies under that name. Throws what Node's file system does as ours, and `too-large` for a file that is no draft of ours. */
  read(name: string): readonly NamedDraft[] {
    const paths = unders.map((under) => this.#pathOf(name, under)).filter((path) => fs.existsSync(path));
    return withFileErrors(() =>
      paths.map((path) => {
        if (fs.statSync(path).size > most.bytes) throw tooLarge();
        return { name, sealed: fs.readFileSync(path) };
      }),
    );
  }

  /** It is there, whole, when this returns, and on the disk; not at all if this throws. */
  write({ name, sealed }: NamedDraft, under: Under = ''): void {
    if (sealed.length > most.bytes) throw tooLarge();
    if (this.#files().length >= most.files) throw tooMany();
    const path = this.#pathOf(name, under);
    const draft = `${path}.new`;
    withFileErrors(() => {
      this.#make();
      try {
        writeSynced(draft, sealed);
        fs.renameSync(draft, path);
      } catch (error) {
        fs.rmSync(draft, { force: true });
        throw error;
      }
    });
    syncQuietly(this.#folder);
  }

  /** The draft is in the vault now. */
  remove(name: string): void {
    withFileErrors(() => {
      for (const under of unders) fs.rmSync(this.#pathOf(name, under), { force: true });
    });
  }

  /** The vault has got its next key. */
  advance(name: string): void {
    withFileErrors(() => fs.renameSync(this.#pathOf(name, '-next'), this.#pathOf(name)));
  }

  /** The vault has kept the key it had. */
  keep(name: string): void {
    withFileErrors(() => fs.rmSync(this.#pathOf(name, '-next'), { force: true }));
  }

  /** Removes what a crash has left of drafts that were being written, and the folder if nothing is in it. Never throws. */
  tidy(): void {
    try {
      for (const file of this.#files()) if (unfinished.test(file)) fs.rmSync(join(this.#folder, file));
      fs.rmdirSync(this.#folder);
    } catch {
      // There is something in it, or it is not there.
    }
  }

  #make(): void {
    if (fs.existsSync(this.#folder)) return;
    fs.mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    syncQuietly(dirname(this.#folder));
  }

  #files(): readonly string[] {
    return fs.existsSync(this.#folder) ? withFileErrors(() => fs.readdirSync(this.#folder)) : [];
  }

  #writtenAt(name: string): number {
    return fs.statSync(this.#pathOf(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  #pathOf(name: string, under: Under = ''): string {
    return join(this.#folder, `${name}.draft${under}`);
  }
}

/** Some disks are only found to be full when a file is closed. */
function writeSynced(path: string, bytes: Uint8Array): void {
  const descriptor = fs.openSync(path, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, bytes);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** A name that may not survive a power cut is better than none. */
function syncQuietly(folder: string): void {
  try {
    syncFolder(folder);
  } catch {
    // See above.
  }
}

function tooLarge(): LatchkeyError {
  return new LatchkeyError('too-large', 'A draft is too large to be kept beside the vault.');
}

function tooMany(): LatchkeyError {
  return new LatchkeyError(
    'too-large',
    `There are ${most.files} drafts already that wait to be put into this vault, and no more are kept.`,
  );
}
