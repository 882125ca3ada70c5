import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { open, seal } from './sealing.ts';
import rfc4231 from './vectors/rfc4231.json' with { type: 'json' };
import rfc5869 from './vectors/rfc5869.json' with { type: 'json' };
import xchacha from './vectors/xchacha20poly1305.json' with { type: 'json' };

describe('the primitives give what their specifications say', () => {
  it.each(rfc4231.cases)('HMAC-SHA-256, RFC 4231: $mac', ({ key, data, mac }) => {
    expect(toHex(hmac(sha256, fromHex(key), fromHex(data)))).toBe(mac);
  });

  it.each(rfc5869.cases)('HKDF-SHA-256, RFC 5869: $okm', ({ ikm, salt, info, okm }) => {
    expect(toHex(hkdf(sha256, fromHex(ikm), fromHex(salt), fromHex(info), okm.length / 2))).toBe(okm);
  });
});

describe('sealing, on the vector of the XChaCha20-Poly1305 draft', () => {
  const key = fromHex(xchacha.key);
  const nonce = fromHex(xchacha.nonce);
  const associatedData = fromHex(xchacha.associatedData);
  const plaintext = fromHex(xchacha.plaintext);
  const sealed = fromHex(xchacha.nonce + xchacha.ciphertext + xchacha.tag);

  it('gives nonce, ciphertext and tag of appendix A.3.1', () => {
    expect(toHex(seal(key, plaintext, associatedData, () => nonce))).toBe(toHex(sealed));
  });

  it('opens it', () => {
    expect(toHex(open(key, sealed, associatedData) ?? new Uint8Array())).toBe(xchacha.plaintext);
  });

  it('does not open it with any one bit flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const tampered = sealed.slice();
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open(key, tampered, associatedData)).toBeNull();
    }
  });

  it('does not open it cut short at any length', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(open(key, sealed.subarray(0, length), associatedData)).toBeNull();
    }
  });

  it('does not open it with other associated data', () => {
    expect(open(key, sealed, associatedData.subarray(1))).toBeNull();
  });
});
