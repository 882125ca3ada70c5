import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readerName } from '../engine/reader-file.ts';

/** Where the offline reader lies in a folder, in words; nothing if it does not. */
export function whereReaderIs(folder: string): readonly string[] {
  const path = join(folder, readerName);
  return existsSync(path)
    ? [`The reader, which opens vaults in a browser without Latchkey and offline, is ${path}.`]
    : [];
}
