import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { createVault, readInfo, utf8 } from '../../vault/index.ts';
import { memoryBench } from '../scenarios/testing/memory-bench.ts';
import { emptyBundle } from './attack.ts';

const passphrase = 'summer time';
const { files, deriveKey, kdf, tools } = memoryBench;

/** A vault file with one note in it. */
async function vaultFile(isDemo: boolean): Promise<Uint8Array> {
  const { store, read } = files.create();
  const vault = await createVault(store, { passphrase, kdf, deriveKey, isDemo, ...tools });
  vault.create({ title: 'Tides', body: 'High water at six.' });
  vault.lock();
  return read();
}

/** The file with the mark of a demonstration written into it by somebody without its key. */
function marked(file: Uint8Array): Uint8Array {
  const { store, read } = files.edit(file);
  const header = store.readHeader();
  const text = new TextDecoder('utf-8', { fatal: true }).decode(header.body);
  const body = utf8(text.replace(/\}$/, ',"demo":true}'));
  store.writeHeader({ ...header, body, checksum: sha256(body) });
  expect(readInfo(store).isDemo).toBe(true);
  store.close();
  return read();
}

const found = async (bytes: Uint8Array) => {
  const bundle = { ...emptyBundle, files: [{ name: 'A vault', bytes }], words: ['no', passphrase] };
  return (await memoryBench.perform(bundle)).recovered.map(({ sentence }) => sentence);
};

describe('an adversary', () => {
  it('reads a demo vault with what it has', async () => {
    expect(await found(await vaultFile(true))).toEqual(['High water at six.']);
  });

  it('leaves a real vault alone, also where the mark of a demonstration was put on it', async () => {
    const real = await vaultFile(false);
    expect(await found(real)).toEqual([]);
    expect(await found(marked(real))).toEqual([]);
  });
});
