import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import { withPath } from './text-files.ts';

/** A file that was found in a folder. */
export interface FoundFile {
  readonly path: string;
  /** Its path below the folder that was searched: for people. */
  readonly name: string;
  /** The folders it lies in, below that folder, joined by slashes; null directly in it. */
  readonly notebook: string | null;
  readonly isMarkdown: boolean;
}

/** Where files are looked for. */
export interface Place {
  /** Nothing outside this folder is read. */
  readonly root: string;
  /** The one file that was named, or null for every file of the folder. */
  readonly file: string | null;
}

const ending = /\.(?:md|markdown|mdown|mkd)$/i;

/** A folder, or one file. Throws `file-missing` or `permission-denied`. */
export async function placeOf(path: string): Promise<Place> {
  const stats = await withPath(path, () => stat(path));
  return stats.isDirectory() ? { root: path, file: null } : { root: dirname(path), file: path };
}

/**
 * The files of a place: in each folder the Markdown files, then the others, in order of their names, then the folders below
 * it. So a note comes before the files that lie in folders beside it. Hidden folders, in which other programs keep their own
 * things, are left out, and links are not followed. At any time the names of one folder are in memory, and the paths of
 * those that wait. `onFailure` hears of folders that cannot be read; if the first one cannot, that is thrown.
 */
export async function* findFiles(
  { root, file }: Place,
  onFailure: (name: string, error: unknown) => void,
): AsyncGenerator<FoundFile> {
  if (file !== null) {
    yield { path: file, name: basename(file), notebook: null, isMarkdown: true };
    return;
  }
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const name = relative(root, folder);
    try {
      const { markdown, others, folders } = await entriesOf(folder, name === '' ? root : name);
      for (const found of markdown) yield foundIn(folder, root, found, true);
      for (const found of others) yield foundIn(folder, root, found, false);
      for (const below of folders.toReversed()) waiting.push(join(folder, below));
    } catch (error) {
      if (folder === root || !(error instanceof LatchkeyError)) throw error;
      onFailure(name, error);
    }
  }
}

/** How many Markdown files `findFiles` finds. */
export async function countMarkdown(place: Place, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const { isMarkdown } of findFiles(place, () => undefined)) {
    signal.throwIfAborted();
    if (isMarkdown) count += 1;
  }
  return count;
}

function foundIn(folder: string, root: string, name: string, isMarkdown: boolean): FoundFile {
  const path = join(folder, name);
  const notebook = relative(root, folder).split(sep).join('/');
  return { path, name: relative(root, path), notebook: notebook === '' ? null : notebook, isMarkdown };
}

async function entriesOf(folder: string, name: string) {
  const [markdown, others, folders]: [string[], string[], string[]] = [[], [], []];
  await withPath(name, async () => {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      const list = listFor(entry, { markdown, others, folders });
      list?.push(entry.name);
    }
  });
  return { markdown: markdown.sort(), others: others.sort(), folders: folders.sort() };
}

function listFor<T>(entry: Dirent, lists: { readonly markdown: T; readonly others: T; readonly folders: T }) {
  if (entry.isDirectory()) return entry.name.startsWith('.') ? null : lists.folders;
  return entry.isFile() && ending.test(entry.name) ? lists.markdown : lists.others;
}
