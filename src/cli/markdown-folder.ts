import { mkdir, open, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../engine/file-errors.ts';
import { formatMarkdown, type MarkdownNote } from '../vault/markdown.ts';
import { fileNameOf, foldersOf } from '../vault/markdown-names.ts';
import { withPath } from './text-files.ts';

const trash = 'Trash';

/** A folder that notes are written into, one file each. What is there already is never overwritten. */
export class MarkdownFolder {
  readonly #path: string;
  readonly #made = new Set<string>();
  /** Where to go on counting for a name that was taken. */
  readonly #numbers = new Map<string, number>();

  private constructor(path: string) {
    this.#path = path;
  }

  /** Makes the folder if it is not there. Throws `permission-denied`, `read-only`, `disk-full`. */
  static async open(path: string): Promise<MarkdownFolder> {
    const folder = new MarkdownFolder(path);
    await folder.#make(path);
    return folder;
  }

  /**
   * Writes a note and returns where. Only this account can read the file. Throws as `open` does; a file that was begun is
   * then removed.
   */
  async write(note: MarkdownNote): Promise<string> {
    const folder = join(this.#path, ...(note.trashedAt === null ? foldersOf(note.notebook) : [trash]));
    await this.#make(folder);
    const path = await this.#claim(folder, fileNameOf(note.title));
    await withPath(path, () => fill(path, formatMarkdown(note), note.updatedAt));
    return path;
  }

  async #make(folder: string): Promise<void> {
    if (this.#made.has(folder)) return;
    await withPath(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
    this.#made.add(folder);
  }

  /** Makes an empty file under a name that nothing has: the disk itself says whether it is taken. */
  async #claim(folder: string, name: string): Promise<string> {
    const key = join(folder, name).toLowerCase();
    for (let number = this.#numbers.get(key) ?? 1; ; number++) {
      const path = join(folder, `${number === 1 ? name : `${name} ${number}`}.md`);
      if (!(await withPath(path, () => claim(path)))) continue;
      this.#numbers.set(key, number + 1);
      return path;
    }
  }
}

async function claim(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function fill(path: string, text: string, changedAt: number): Promise<void> {
  try {
    await writeFile(path, text);
    await utimes(path, new Date(), new Date(Math.min(changedAt, lastTime)));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** The last moment, in milliseconds, that every disk can write down: in 2038. */
const lastTime = 2 ** 31 * 1000 - 1000;
