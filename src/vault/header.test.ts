import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { utf8, vaultId, vaultKey } from './bytes.ts';
import { parseHeader, sealHeader, verifyHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import { maxAccessLength, type Slot } from './slots.ts';
import { cheapKdf } from './testing/surroundings.ts';

const id = vaultId(new Uint8Array(16));
const keyring = () => new Keyring(vaultKey(new Uint8Array(32).fill(1)), id);
const kdf = { name: 'argon2id' as const, version: 19 as const, ...cheapKdf, salt: '0'.repeat(32) };
const lock = { commitment: '0'.repeat(64), wrapped: '0'.repeat(144) };

const escrow = {
  model: 'M1',
  authorities: [{ name: 'Harbour Office', fingerprint: 'ab'.repeat(16) }],
  access: { publicKeys: ['00'], wraps: [{ later: true }] },
};

const types = ['passphrase', 'recovery', 'device', 'escrow', 'a-kind-of-tomorrow'] as const;

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
        return { ...common, ...lock, ...escrow, type };
      case 'a-kind-of-tomorrow':
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
  it('is damaged, and nothing worse, where something in it is nested deeper than can be measured', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const [slot] = slots(1, 'escrow');
    const body = utf8(
      JSON.stringify({ format: 1, vaultId: '0'.repeat(32), slots: [slot] }).replace('[{"later":true}]', deep),
    );
    expect(body.length).toBeGreaterThan(200_000);
    const stored = { body, checksum: sha256(body), mac: new Uint8Array(32) };
    expect(codeOf(() => parseHeader(stored))).toBe('header-tampered');
  });

  it('comes back as it was, what it does not know included', () => {
    const known = types.slice(0, 4).flatMap((type) => slots(1, type));
    const all: Slot[] = [...known, ...slots(1, 'a-kind-of-tomorrow')].map((slot) => ({
      ...slot,
      later: [1, null],
    }));
    const header = { vaultId: id, slots: all, more: { motto: 'Festina lente' } };
    expect(parseHeader(sealHeader(header, keyring()))).toEqual(header);
  });

  it.each([
    ['8 passphrases', slots(8, 'passphrase'), slots(9, 'passphrase')],
    ['8 computers', slots(8, 'device'), slots(9, 'device')],
    ['4 authorities', slots(4, 'escrow'), slots(5, 'escrow')],
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

  it.each([
    ['no commitment', { commitment: undefined }],
    ['nothing wrapped', { wrapped: '00' }],
    ['no model', { model: undefined }],
    ['a model with another name', { model: 'national key' }],
    ['an authority without a name', { authorities: [{ name: '', fingerprint: 'ab'.repeat(16) }] }],
    ['an authority without a fingerprint', { authorities: [{ name: 'Harbour Office', fingerprint: '' }] }],
    [
      'more authorities than fit on a page',
      { authorities: Array.from({ length: 33 }, () => escrow.authorities[0]) },
    ],
    ['nothing to open it by', { access: undefined }],
    ['a list to open it by', { access: ['00'] }],
    ['more to open it by than a vault keeps', { access: { wraps: '0'.repeat(maxAccessLength) } }],
  ])('with an escrow slot that has %s is refused: nobody can hide behind it', (_what, change) => {
    const slot = { ...slots(1, 'escrow')[0], ...change };
    expect(codeOf(() => parseHeader(foreign([slot])))).toBe('header-tampered');
  });

  it('is not written with an escrow slot that would not be read again', () => {
    const large = { ...escrow, access: { wraps: '0'.repeat(maxAccessLength) } };
    const slot: Slot = {
      ...slots(1, 'recovery')[0],
      ...lock,
      ...large,
      id: '0'.repeat(32),
      type: 'escrow',
      label: '',
      createdAt: 0,
    };
    expect(codeOf(() => sealHeader({ vaultId: id, slots: [slot] }, keyring()))).toBe('invalid-request');
  });

  it('says that it was made for a demonstration, and only in one way', () => {
    const demo = { vaultId: id, slots: slots(1, 'recovery'), isDemo: true };
    expect(parseHeader(sealHeader(demo, keyring()))).toEqual({ ...demo, more: {} });
    const body = (mark: unknown) =>
      utf8(JSON.stringify({ format: 1, vaultId: '0'.repeat(32), slots: slots(1, 'recovery'), demo: mark }));
    for (const mark of [false, null, 1, 'yes']) {
      const stored = { body: body(mark), checksum: sha256(body(mark)), mac: new Uint8Array(32) };
      expect(codeOf(() => parseHeader(stored))).toBe('header-tampered');
    }
  });

  it('whose mark or escrow slot somebody without the key has changed does not prove itself', () => {
    const all = [...slots(1, 'passphrase'), ...slots(1, 'escrow')];
    const stored = sealHeader({ vaultId: id, slots: all, isDemo: true }, keyring());
    expect(codeOf(() => verifyHeader(stored, keyring()))).toBe('none');
    const changes: readonly (readonly [string, string])[] = [
      ['"demo":true', '"demo":null'],
      ['Harbour Office', 'Harbour Master'],
      [`"${'ab'.repeat(16)}"`, `"${'cd'.repeat(16)}"`],
      ['"model":"M1"', '"model":"M2"'],
      ['"later":true', '"later":null'],
    ];
    const text = new TextDecoder('utf-8', { fatal: true }).decode(stored.body);
    for (const [from, to] of changes) {
      const body = utf8(text.replace(from, to));
      expect(body).not.toEqual(stored.body);
      expect(codeOf(() => verifyHeader({ ...stored, body, checksum: sha256(body) }, keyring()))).toBe(
        'header-tampered',
      );
    }
  });

  it.each([false, null, 1, 'yes'])('with a key file marked by %j is refused', (keyFile) => {
    expect(codeOf(() => parseHeader(foreign([{ ...slots(1, 'passphrase')[0], keyFile }])))).toBe(
      'header-tampered',
    );
  });
});
