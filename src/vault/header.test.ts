import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { utf8, vaultId, vaultKey } from './bytes.ts';
import { parseHeader, sealHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import type { Slot } from './slots.ts';
import { cheapKdf } from './testing/surroundings.ts';

const id = vaultId(new Uint8Array(16));
const keyring = () => new Keyring(vaultKey(new Uint8Array(32).fill(1)), id);
const kdf = { name: 'argon2id' as const, version: 19 as const, ...cheapKdf, salt: '0'.repeat(32) };
const lock = { commitment: '0'.repeat(64), wrapped: '0'.repeat(144) };

const types = ['passphrase', 'recovery', 'device', 'escrow'] as const;

function slots(count: number, type: (typeof types)[number]): Slot[] {
  return Array.from({ length: count }, (_, index) => {
    const number = 100 * types.indexOf(type) + index;
    const common = { id: number.toString(16).padStart(32, '0'), label: '', createdAt: 0 };
    switch (type) {
      case 'passphrase':
      case 'device':
        return { ...common, ...lock, type, kdf };
      case 'recovery':
        return { ...common, ...lock, type };
      case 'escrow':
        return { ...common, type };
    }
  });
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code;
    throw error;
  }
  return 'none';
}

/** A header by somebody who keeps to no limits. */
function foreign(found: readonly unknown[]) {
  const body = utf8(JSON.stringify({ format: 1, vaultId: '0'.repeat(32), slots: found }));
  return { body, checksum: sha256(body), mac: new Uint8Array(32) };
}

describe('a header', () => {
  it('comes back as it was, what it does not know included', () => {
    const known = [...slots(1, 'passphrase'), ...slots(1, 'device'), ...slots(1, 'recovery')];
    const all: Slot[] = [...known, ...slots(1, 'escrow')].map((slot) => ({ ...slot, later: [1, null] }));
    const header = { vaultId: id, slots: all, more: { motto: 'Festina lente' } };
    expect(parseHeader(sealHeader(header, keyring()))).toEqual(header);
  });

  it.each([
    ['8 passphrases', slots(8, 'passphrase'), slots(9, 'passphrase')],
    ['8 computers', slots(8, 'device'), slots(9, 'device')],
    ['64 holders', slots(64, 'recovery'), slots(65, 'recovery')],
  ])('has room for %s, to be written and to be read', (_what, most, tooMany) => {
    expect(parseHeader(sealHeader({ vaultId: id, slots: most }, keyring())).slots).toHaveLength(most.length);
    expect(codeOf(() => sealHeader({ vaultId: id, slots: tooMany }, keyring()))).toBe('invalid-request');
    expect(codeOf(() => parseHeader(foreign(tooMany)))).toBe('header-tampered');
  });

  const device = { ...slots(1, 'device')[0] };
  it('in which two holders have one id is refused: a wrong PIN for the one would be tried on the other', () => {
    const absurd = { ...device, kdf: { ...kdf, memoryKiB: 2 ** 40 } };
    expect(codeOf(() => parseHeader(foreign([device, absurd])))).toBe('header-tampered');
    const recovery = { ...slots(1, 'recovery')[0], id: slots(1, 'device')[0]?.id };
    expect(codeOf(() => parseHeader(foreign([device, recovery])))).toBe('header-tampered');
    expect(codeOf(() => parseHeader(foreign([device, ...slots(1, 'recovery')])))).toBe('none');
  });

  it.each([
    ['no costs', { ...device, kdf: undefined }],
    ['another derivation', { ...device, kdf: { ...kdf, name: 'scrypt' } }],
    ['costs that are no numbers', { ...device, kdf: { ...kdf, memoryKiB: '8192' } }],
    ['a short commitment', { ...device, commitment: '00' }],
    ['nothing wrapped', { ...device, wrapped: undefined }],
    ['a label without end', { ...device, label: 'x'.repeat(201) }],
  ])('with a device that has %s is refused', (_what, slot) => {
    expect(codeOf(() => parseHeader(foreign([slot])))).toBe('header-tampered');
  });

  it.each([false, null, 1, 'yes'])('with a key file marked by %j is refused', (keyFile) => {
    expect(codeOf(() => parseHeader(foreign([{ ...slots(1, 'passphrase')[0], keyFile }])))).toBe(
      'header-tampered',
    );
  });
});
