import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { errorToData } from '../contract/errors.ts';
import { withPath } from './text-files.ts';

/** A Markdown file that was found. */
export interface MarkdownFile {
  readonly path: string;
  /** Its path below the folder that was searched: for people. */
  readonly name: string;
  /** The folders it lies in, below that folder, joined by slashes; null directly in it. */
  readonly notebook: string | null;
}

/** A file or folder that was not imported, and why. */
export interface Failure {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

export interface MarkdownFound {
  readonly files: readonly MarkdownFile[];
  /** Folders that could not be looked into. */
  readonly unreadable: readonly Failure[];
  /** How many files are of another kind. */
  readonly others: number;
}

const ending = /\.(?:md|markdown|mdown|mkd)$/i;

/**
 * The Markdown files in a folder and those below it, in order of their names; or the one file that `path` is. Hidden
 * folders, in which other programs keep their own things, are left out, and links are not followed. Throws `file-missing` or
 * `permission-denied`.
 */
export async function findMarkdown(path: string): Promise<MarkdownFound> {
  const stats = await withPath(path, () => stat(path));
  if (!stats.isDirectory()) {
    return { files: [{ path, name: basename(path), notebook: null }], unreadable: [], others: 0 };
  }
  const files: MarkdownFile[] = [];
  const unreadable: Failure[] = [];
  let others = 0;
  const waiting = [path];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await entriesOf(folder, relative(path, folder), folder === path ? null : unreadable);
    for (const entry of entries) {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.')) waiting.push(at);
      } else if (entry.isFile() && ending.test(entry.name)) files.push(fileAt(at, path, folder));
      else others += 1;
    }
  }
  return { files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)), unreadable, others };
}

function fileAt(path: string, root: string, folder: string): MarkdownFile {
  const notebook = relative(root, folder).split(sep).join('/');
  return { path, name: relative(root, path), notebook: notebook === '' ? null : notebook };
}

/** Without a list for what cannot be read, that is an error. */
async function entriesOf(
  folder: string,
  name: string,
  unreadable: Failure[] | null,
): Promise<readonly Dirent[]> {
  try {
    return await withPath(name, () => readdir(folder, { withFileTypes: true }));
  } catch (error) {
    if (unreadable === null) throw error;
    const { code, message } = errorToData(error);
    unreadable.push({ file: name, code, message });
    return [];
  }
}
