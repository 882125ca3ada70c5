import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDraft, removeDraft, removeLeftDraftsIn, replaceByDraft, syncFile } from './draft-file.ts';

/** What the offline reader is called, in a folder of ours as in the build. */
export const readerName = 'latchkey-reader.html';

/** What a draft of it is for, in its name. */
const kind = 'reader';

/** Every reader that was ever built has this in its head. */
const mark = '<title>Latchkey reader</title>';

/** Longer than any reader will be, in bytes: a longer file is not ours. */
const maxLength = 8 * 1024 * 1024;

/**
 * Puts the offline reader into a folder, so that what lies there can be read without Latchkey. An older or damaged reader is
 * replaced, a file of that name that is none is left alone. Never throws: a folder without a reader is still of use.
 * Answers whether this reader is there now.
 */
export function placeReader(folder: string): boolean {
  const path = join(folder, readerName);
  try {
    const reader = fs.readFileSync(builtReader());
    const there = lookAt(path);
    if (there?.equals(reader)) return true;
    if (there && !there.includes(mark)) return false;
    removeLeftDraftsIn(folder, kind);
    replaceBy(path, reader);
    return true;
  } catch {
    return false;
  }
}

/** In the bundle the reader lies in the folder beside this file's; among the sources it is where the build puts it. */
function builtReader(): string {
  const here = fileURLToPath(import.meta.url);
  const folder = here.endsWith('.ts') ? join('..', '..', 'out') : '..';
  return join(dirname(here), folder, 'reader', readerName);
}

/** What lies there already; null if nothing does. Throws for what is not a plain file that could be a reader. */
function lookAt(path: string): Buffer | null {
  const stats = fs.lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  if (!stats.isFile() || stats.size > maxLength) throw new Error('not a reader');
  return fs.readFileSync(path);
}

function replaceBy(path: string, reader: Buffer): void {
  const draft = createDraft(path, kind);
  try {
    fs.writeFileSync(draft, reader);
    syncFile(draft);
    replaceByDraft(draft, path);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}
