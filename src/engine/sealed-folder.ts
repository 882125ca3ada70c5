import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import { syncFolder } from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';

/** Something sealed that has a name of its own: 16 random bytes as hex. */
export interface NamedSealed {
  readonly name: string;
  readonly sealed: Uint8Array;
}

/** What lies in such a folder. */
export interface SealedKind {
  /** Behind the name of each file: letters. */
  readonly extension: string;
  /** What one is called where people read of it. */
  readonly noun: string;
  /** The most that wait for one vault. */
  readonly files: number;
  /** The longest file. */
  readonly bytes: number;
}

/** How something was sealed: under the vault's key, or under the one that the vault is about to get. */
type Under = (typeof unders)[number];
const unders = ['', '-next'] as const;

/**
 * What is sealed for one vault and waits outside its file, each in a file of its own that is named like it. While the vault gets
 * another key there may be two files of each; a crash may leave both, and one of them opens.
 */
export class SealedFolder {
  readonly #folder: string;
  readonly #kind: SealedKind;
  readonly #fileName: RegExp;
  readonly #unfinished: RegExp;

  /** `folder` need not be there. `vaultId` is 32 hex digits. */
  constructor(folder: string, vaultId: string, kind: SealedKind) {
    this.#folder = join(folder, vaultId);
    this.#kind = kind;
    this.#fileName = new RegExp(`^(?<name>[0-9a-f]{32})\\.${kind.extension}(?:-next)?$`);
    this.#unfinished = new RegExp(`^[0-9a-f]{32}\\.${kind.extension}(?:-next)?\\.new$`);
  }

  /** The names of those that wait, the oldest first. None if there is no such folder. */
  names(): readonly string[] {
    const names = this.#files().flatMap((file) => this.#fileName.exec(file)?.groups?.name ?? []);
    return [...new Set(names)]
      .map((name) => ({ name, at: this.#writtenAt(name) }))
      .sort((one, other) => one.at - other.at)
      .map(({ name }) => name);
  }

  /** What lies under that name. Throws what Node's file system does as ours, and `too-large` for a file that is none of ours. */
  read(name: string): readonly NamedSealed[] {
    const paths = unders.map((under) => this.#pathOf(name, under)).filter((path) => fs.existsSync(path));
    return withFileErrors(() =>
      paths.map((path) => {
        if (fs.statSync(path).size > this.#kind.bytes) throw this.#tooLarge();
        return { name, sealed: fs.readFileSync(path) };
      }),
    );
  }

  /** It is there, whole, when this returns, and on the disk; not at all if this throws. */
  write({ name, sealed }: NamedSealed, under: Under = ''): void {
    if (sealed.length > this.#kind.bytes) throw this.#tooLarge();
    if (this.#files().length >= this.#kind.files) throw this.#tooMany();
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

  /** It is in the vault now. */
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

  /** Removes what a crash has left of what was being written, and the folder if nothing is in it. Never throws. */
  tidy(): void {
    try {
      for (const file of this.#files()) if (this.#unfinished.test(file)) fs.rmSync(join(this.#folder, file));
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
    return join(this.#folder, `${name}.${this.#kind.extension}${under}`);
  }

  #tooLarge(): LatchkeyError {
    return new LatchkeyError('too-large', `A ${this.#kind.noun} is too large to be kept beside the vault.`);
  }

  #tooMany(): LatchkeyError {
    const { files, noun } = this.#kind;
    return new LatchkeyError(
      'too-large',
      `There are ${files} ${noun}s already that wait to be put into this vault, and no more are kept.`,
    );
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
