import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Five dice. */
const listLength = 6 ** 5;

/** The EFF long list, from the folder of resources that ships with the app: 7,776 different words. */
export async function readWordList(resources: string): Promise<readonly string[]> {
  const text = await readFile(join(resources, 'wordlists', 'eff-large.txt'), 'utf8');
  const words = Array.from(text.matchAll(/^[1-6]{5}\t(\S+)$/gm), ([, word = '']) => word);
  if (new Set(words).size !== listLength) {
    throw new Error(`Word list: expected ${listLength} different words, got ${new Set(words).size}`);
  }
  return words;
}
