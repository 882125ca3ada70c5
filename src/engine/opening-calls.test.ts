import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../vault/testing/memory-store.ts';
import { warmingUp } from './opening-calls.ts';

describe('getting ready while a key is derived', () => {
  it('fails without anybody noticing, and hands over why no key could be derived', async () => {
    class DeafStore extends MemoryStore {
      override readCache(): never {
        throw new Error('The disk does not answer.');
      }
    }
    const key = new Uint8Array(32);
    const derive = (deriveKey: () => Promise<Uint8Array>) => {
      const credential = warmingUp({ kind: 'passphrase', passphrase: 'x', deriveKey }, new DeafStore());
      if (!('deriveKey' in credential)) throw new Error('It derives no key');
      return credential.deriveKey(new Uint8Array(1), new Uint8Array(16), {
        memoryKiB: 64 * 1024,
        passes: 1,
        lanes: 1,
      });
    };
    expect(await derive(() => Promise.resolve(key))).toBe(key);
    await expect(derive(() => Promise.reject(new Error('Locked meanwhile')))).rejects.toThrow(
      'Locked meanwhile',
    );
  });
});
