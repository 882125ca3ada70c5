import { createHash } from 'node:crypto';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resources } from './fixtures/vaults.ts';
import { readWordList } from './word-list.ts';

describe('the word list', () => {
  it('is the EFF long list, byte for byte', async () => {
    const bytes = await readFile(join(resources, 'wordlists', 'eff-large.txt'));
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(digest).toBe('addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e');
  });

  it('has 7,776 words, from abacus to zoom', async () => {
    const words = await readWordList(resources);
    expect(words).toHaveLength(7776);
    expect([words[0], words.at(-1)]).toEqual(['abacus', 'zoom']);
  });

  it('is refused when it is cut short, because a shorter list makes weaker passphrases', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
    try {
      await mkdir(join(folder, 'wordlists'));
      await writeFile(join(folder, 'wordlists', 'eff-large.txt'), '11111\tabacus\n11112\tabdomen\n');
      await expect(readWordList(folder)).rejects.toThrow('expected 7776');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
