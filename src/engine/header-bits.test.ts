import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCodes } from '../contract/errors.ts';
import { toHex, unlockVault, type DeriveKey, type Store, type StoredHeader } from '../vault/index.ts';
import {
  codeOfFailure,
  freshPath,
  makeVault,
  nodeArgon2,
  passphrase,
  removeFolders,
  withBitFlipped,
} from './fixtures/vaults.ts';
import { openStore } from './sqlite-store.ts';

/** Codes that say what is wrong with the file or the passphrase; `internal` would be a crash with a nice face. */
const clearCodes = errorCodes.filter((code) => code !== 'internal');

let store: Store;
let header: StoredHeader;
const deriveKey = remembering(nodeArgon2);

beforeEach(async () => {
  const path = freshPath();
  await makeVault(path);
  store = openStore(path);
  header = store.readHeader();
});

afterEach(() => {
  store.close();
  removeFolders();
});

describe('a header with one bit the other way', () => {
  it('opens nothing, whichever bit of the body it is', async () => {
    const codes = await codesOfFlips(header.body.length, (bit) => ({
      ...header,
      body: withBitFlipped(header.body, bit),
    }));
    expect(codes).toEqual(new Set(['header-tampered']));
  });

  it('opens nothing, whichever bit of the checksum it is', async () => {
    const codes = await codesOfFlips(header.checksum.length, (bit) => ({
      ...header,
      checksum: withBitFlipped(header.checksum, bit),
    }));
    expect(codes).toEqual(new Set(['header-tampered']));
  });

  it('opens nothing, whichever bit of the MAC it is', async () => {
    const codes = await codesOfFlips(header.mac.length, (bit) => ({
      ...header,
      mac: withBitFlipped(header.mac, bit),
    }));
    expect(codes).toEqual(new Set(['header-tampered']));
  });

  it('opens nothing even when somebody made the checksum fit again', { timeout: 60_000 }, async () => {
    const codes = await codesOfFlips(header.body.length, (bit) => {
      const body = withBitFlipped(header.body, bit);
      return { ...header, body, checksum: new Uint8Array(createHash('sha256').update(body).digest()) };
    });
    expect(clearCodes).toEqual(expect.arrayContaining([...codes]));
    expect(codes).toContain('header-tampered');
    expect(codes).toContain('wrong-passphrase');
    expect(codes).toContain('kdf-parameters-refused');
    expect(codes).toContain('unsupported-format');
  });

  it('would have opened without the flip', async () => {
    const vault = await unlockVault(withHeader(header), { kind: 'passphrase', passphrase, deriveKey });
    expect(vault.list()).toEqual([]);
  });
});

async function codesOfFlips(length: number, flipped: (bit: number) => StoredHeader): Promise<Set<string>> {
  const codes = new Set<string>();
  for (let bit = 0; bit < length * 8; bit++) {
    const unlocking = () =>
      unlockVault(withHeader(flipped(bit)), { kind: 'passphrase', passphrase, deriveKey });
    codes.add(await codeOfFailure(unlocking));
  }
  return codes;
}

/** The store, with another first page. */
function withHeader(changed: StoredHeader): Store {
  return Object.assign(Object.create(store) as Store, {
    readHeader: () => changed,
    readState: () => store.readState(),
    readItems: (table: 'summary' | 'content') => store.readItems(table),
  });
}

/** Derives each key once: most flips do not touch what it is derived from. */
function remembering(derive: DeriveKey): DeriveKey {
  const known = new Map<string, Uint8Array>();
  return async (phrase, salt, parameters) => {
    const name = JSON.stringify([toHex(phrase), toHex(salt), parameters]);
    const key = known.get(name) ?? (await derive(phrase, salt, parameters));
    known.set(name, key);
    return Uint8Array.from(key);
  };
}
