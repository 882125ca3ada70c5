import { mkdir, open, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatMarkdown, type MarkdownNote } from '../../vault/markdown.ts';
import { attachedNameOf, fileNameOf, foldersOf } from '../../vault/markdown-names.ts';
import { codeOf } from '../file-errors.ts';
import { withPath } from './text-files.ts';

const trash = 'Trash';

/** What decides where a note is written. */
export type Placed = Pick<MarkdownNote, 'title' | 'notebook' | 'trashedAt'>;

/** A folder that notes are written into, one file each. What is there already is never overwritten. */
export class NoteFolder {
  readonly path: string;
  readonly #made = new Set<string>();
  /** Where to go on counting for a name that was taken. */
  readonly #numbers = new Map<string, number>();

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder if it is not there. Throws `permission-denied`, `read-only`, `disk-full`. */
  static async open(path: string): Promise<NoteFolder> {
    const folder = new NoteFolder(path);
    await folder.#make(path);
    return folder;
  }

  /** Takes a name for a note that nothing has, and with `withFiles` one for the folder of its files. Throws as `open` does. */
  async place(note: Placed, { withFiles }: { readonly withFiles: boolean }): Promise<NotePlace> {
    const folder = join(this.path, ...(note.trashedAt === null ? foldersOf(note.notebook) : [trash]));
    await this.#make(folder);
    const name = fileNameOf(note.title);
    const key = join(folder, name).toLowerCase();
    for (let number = this.#numbers.get(key) ?? 1; ; number++) {
      const place = await NotePlace.claim(join(folder, numbered(name, number)), withFiles);
      if (!place) continue;
      this.#numbers.set(key, number + 1);
      return place;
    }
  }

  async #make(folder: string): Promise<void> {
    if (this.#made.has(folder)) return;
    await withPath(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
    this.#made.add(folder);
  }
}

/** Where one note and its files are written. Only this account can read them. */
export class NotePlace {
  readonly #text: string;
  readonly #files: string;
  readonly #hasFolder: boolean;

  private constructor(path: string, hasFolder: boolean) {
    this.#text = `${path}.md`;
    this.#files = `${path}.files`;
    this.#hasFolder = hasFolder;
  }

  /** Makes an empty file, and a folder beside it if need be: the disk itself says whether a name is taken. Null if one is. */
  static async claim(path: string, withFiles: boolean): Promise<NotePlace | null> {
    const place = new NotePlace(path, withFiles);
    if (!(await unlessTaken(place.#text, makeFile))) return null;
    try {
      if (!withFiles || (await unlessTaken(place.#files, makeFolder))) return place;
    } catch (error) {
      // Why there is no folder matters more than an empty file that could not be removed.
      await rm(place.#text).catch(() => undefined);
      throw error;
    }
    await rm(place.#text);
    return null;
  }

  /** Writes the note. */
  async write(note: MarkdownNote): Promise<void> {
    await withPath(this.#text, async () => {
      await writeFile(this.#text, formatMarkdown(note));
      await utimes(this.#text, new Date(), new Date(Math.min(note.updatedAt, lastTime)));
    });
  }

  /**
   * Writes a file that belongs to the note, as its bytes come, and returns its path from where the note is, divided by `/`.
   * What was begun is removed if it cannot be finished.
   */
  async addFile(name: string, bytes: Iterable<Uint8Array>): Promise<string> {
    const path = await this.#claimFile(name);
    try {
      await fill(path, bytes);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return `${basename(this.#files)}/${basename(path)}`;
  }

  /** Takes back the name for a text that is not written, and for a folder that nothing was put in. */
  async dropText(): Promise<void> {
    await rm(this.#text, { force: true });
    if (this.#hasFolder) await rmdir(this.#files).catch(() => undefined);
  }

  /** Removes everything that was written here. */
  async remove(): Promise<void> {
    await rm(this.#text, { force: true });
    if (this.#hasFolder) await rm(this.#files, { recursive: true, force: true });
  }

  async #claimFile(name: string): Promise<string> {
    const [stem, ending] = attachedNameOf(name);
    for (let number = 1; ; number++) {
      const path = join(this.#files, numbered(stem, number) + ending);
      if (await unlessTaken(path, makeFile)) return path;
    }
  }
}

function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name} ${number}`;
}

async function makeFile(path: string): Promise<void> {
  await (await open(path, 'wx', 0o600)).close();
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 });
}

async function unlessTaken(path: string, make: (path: string) => Promise<void>): Promise<boolean> {
  return withPath(path, async () => {
    try {
      await make(path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  });
}

async function fill(path: string, bytes: Iterable<Uint8Array>): Promise<void> {
  const file = await withPath(path, () => open(path, 'r+'));
  try {
    for (const piece of bytes) await withPath(path, () => file.writeFile(piece));
  } finally {
    await file.close();
  }
}

/** The last moment, in milliseconds, that every disk can write down: in 2038. */
const lastTime = 2 ** 31 * 1000 - 1000;
