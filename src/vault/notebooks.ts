import { LatchkeyError } from '../contract/errors.ts';
import { maxNotebookDepth } from '../contract/library.ts';

/** Whether a notebook is this one, or lies in it. */
export function isWithin(path: string, notebook: string): boolean {
  return path === notebook || path.startsWith(`${notebook}/`);
}

/** The notebook around this one; null at the top. */
export function around(path: string): string | null {
  const end = path.lastIndexOf('/');
  return end === -1 ? null : path.slice(0, end);
}

/**
 * Where a notebook comes to lie when `from` moves to `to`, or with null disappears from above what is in it; null for the
 * top. Whatever is not in it stays. Throws `invalid-request` for notebooks that would lie too deep.
 */
export function movedPath(path: string, from: string, to: string | null): string | null {
  if (!isWithin(path, from)) return path;
  const rest = path.slice(from.length + 1);
  const moved = [to, rest].filter((part) => part !== null && part !== '').join('/');
  if (moved.split('/').length > Math.max(maxNotebookDepth, path.split('/').length)) throw tooDeep();
  return moved === '' ? null : moved;
}

function tooDeep(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `Notebooks can lie ${maxNotebookDepth} deep in one another, and here some would lie deeper. Nothing was moved: choose a place nearer to the top.`,
  );
}
