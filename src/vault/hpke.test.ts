import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { hpkeOpen, hpkePublicKey, hpkeSeal } from './hpke.ts';
import vector from './vectors/rfc9180-a2.json' with { type: 'json' };

const own = fromHex(vector.skRm);
const context = { info: fromHex(vector.info), associatedData: fromHex(vector.aad) };
const sealed = fromHex(vector.enc + vector.ciphertext);
const opened = (bytes: Uint8Array, key = own, bound = context): string | null => {
  const message = hpkeOpen(key, bound, bytes);
  return message && toHex(message);
};

describe('HPKE in base mode, RFC 9180 appendix A.2', () => {
  it('has the published public key', () => {
    expect(toHex(hpkePublicKey(own))).toBe(vector.pkRm);
  });

  it('seals to the published bytes', () => {
    const made = hpkeSeal(fromHex(vector.pkRm), context, fromHex(vector.plaintext), () =>
      fromHex(vector.skEm),
    );
    expect(toHex(made)).toBe(vector.enc + vector.ciphertext);
  });

  it('opens them', () => {
    expect(opened(sealed)).toBe(vector.plaintext);
  });

  it('opens nothing that is tampered, cut short, or meant for another key, info or associated data', () => {
    for (let at = 0; at < sealed.length; at++) {
      // X25519 leaves the highest bit of a public key out; here it is bound all the same.
      expect(opened(sealed.with(at, (sealed[at] ?? 0) ^ 0x80))).toBeNull();
      expect(opened(sealed.slice(0, at))).toBeNull();
    }
    expect(opened(sealed, fromHex(vector.skEm))).toBeNull();
    expect(opened(sealed, own, { ...context, info: new Uint8Array(1) })).toBeNull();
    expect(opened(sealed, own, { ...context, associatedData: new Uint8Array(1) })).toBeNull();
  });

  it('agrees on nothing with a public key of low order', () => {
    expect(opened(sealed.with(0, 0).fill(0, 0, 32))).toBeNull();
    expect(() => hpkeSeal(new Uint8Array(32), context, own, () => fromHex(vector.skEm))).toThrow();
  });
});
