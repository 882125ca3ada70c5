import { fc, test } from '@fast-check/vitest';
import { ecb } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { fromHex, systemRandom, toHex } from '../../vault/index.ts';
import { encipher80 } from './ff1.ts';
import {
  forgeLeaf,
  isAccepted,
  makeLeaf,
  measureForgery,
  openSessionKey,
  readLeaf,
  receiverCheck,
  splitUnitKey,
  type LeafParts,
} from './leaf.ts';
import { seededRandom } from './testing/random.ts';

function someParts(unitId = 0x00c1_1996): LeafParts {
  return {
    familyKey: systemRandom(16),
    unitKey: systemRandom(16),
    unitId,
    sessionKey: systemRandom(10),
    iv: systemRandom(16),
  };
}

describe('a LEAF', () => {
  const widthAndId = fc.integer({ min: 8, max: 24 }).chain((width) =>
    fc.tuple(
      fc.constant(width),
      fc.maxSafeInteger().map((id) => Math.abs(id) % 2 ** (48 - width)),
    ),
  );

  test.prop([widthAndId])(
    'shows its unit to the family key, and the session key to the two halves',
    ([width, id]) => {
      const parts = someParts(id);
      const leaf = makeLeaf(parts, width);
      expect(leaf.length).toBe(16);
      expect(isAccepted(parts, leaf, width)).toBe(true);
      const contents = readLeaf(parts.familyKey, leaf, width);
      expect(contents.unitId).toBe(id);
      const halves = splitUnitKey(parts.unitKey);
      expect(toHex(openSessionKey(contents, halves))).toBe(toHex(parts.sessionKey));
    },
  );

  it('has the construction written above it, byte by byte', () => {
    const parts = someParts(0xdead_beef);
    const block = ecb(parts.familyKey, { disablePadding: true }).decrypt(makeLeaf(parts));
    const mac = hmac(sha256, parts.sessionKey, parts.iv);
    const wrapped = toHex(encipher80(parts.unitKey, parts.sessionKey));
    expect(toHex(block)).toBe(`${wrapped}deadbeef${toHex(mac.subarray(0, 2))}`);
    const narrow = ecb(parts.familyKey, { disablePadding: true }).decrypt(makeLeaf(parts, 8));
    expect(toHex(narrow)).toBe(`${wrapped}00deadbeef${toHex(mac.subarray(0, 1))}`);
  });

  it('uses AES as FIPS 197 appendix C.1 has it', () => {
    // The ciphertext of that appendix is read as a LEAF: the plaintext 00112233445566778899aabbccddeeff appears.
    const familyKey = fromHex('000102030405060708090a0b0c0d0e0f');
    const contents = readLeaf(familyKey, fromHex('69c4e0d86a7b0430d8cdb78070b4c55a'));
    expect(toHex(contents.wrappedKey)).toBe('00112233445566778899');
    expect(contents.unitId).toBe(0xaabb_ccdd);
    expect(contents.checksum).toBe(0xeeff);
  });

  it('is not accepted for another session key, IV or family key, or cut short', () => {
    const parts = someParts();
    const leaf = makeLeaf(parts, 24);
    expect(isAccepted({ ...parts, sessionKey: systemRandom(10) }, leaf, 24)).toBe(false);
    expect(isAccepted({ ...parts, iv: systemRandom(16) }, leaf, 24)).toBe(false);
    expect(isAccepted({ ...parts, familyKey: systemRandom(16) }, leaf, 24)).toBe(false);
    for (let length = 0; length < 16; length++) {
      expect(isAccepted(parts, leaf.subarray(0, length), 24)).toBe(false);
    }
    expect(isAccepted(parts, Uint8Array.of(...leaf, 0), 24)).toBe(false);
  });

  it('is not accepted with a bit flipped, in most of 128 cases even at 8 bits', () => {
    const parts = someParts();
    const refused = (width: number): number => {
      const leaf = makeLeaf(parts, width);
      const tampered = Array.from({ length: 128 }, (_, bit) =>
        leaf.with(bit >> 3, (leaf[bit >> 3] ?? 0) ^ (1 << (bit & 7))),
      );
      return tampered.filter((changed) => !isAccepted(parts, changed, width)).length;
    };
    // Each passes with chance 2^-w: 8 of 128 at w = 8 has a chance of 10^-8, any at w = 24 of 10^-5.
    expect(refused(8)).toBeGreaterThan(120);
    expect(refused(24)).toBe(128);
  });

  it('gives one agent alone, or a wrong half, ten wrong bytes and no error', () => {
    const parts = someParts();
    const contents = readLeaf(parts.familyKey, makeLeaf(parts));
    const [one, other] = splitUnitKey(parts.unitKey);
    expect(toHex(openSessionKey(contents, [one, other]))).toBe(toHex(parts.sessionKey));
    expect(toHex(openSessionKey(contents, [one, new Uint8Array(16)]))).not.toBe(toHex(parts.sessionKey));
    expect(toHex(openSessionKey(contents, [one, other.with(0, (other[0] ?? 0) ^ 1)]))).not.toBe(
      toHex(parts.sessionKey),
    );
  });

  it.each([7, 25, 16.5, Number.NaN])('has no checksum of %d bits', (width) => {
    expect(() => makeLeaf(someParts(), width)).toThrow(RangeError);
    expect(() => readLeaf(new Uint8Array(16), new Uint8Array(16), width)).toThrow(RangeError);
    expect(() => receiverCheck(someParts(), width)).toThrow(RangeError);
  });

  it('is not made of parts of another length or range', () => {
    expect(() => makeLeaf(someParts(2 ** 32))).toThrow(RangeError);
    expect(() => makeLeaf(someParts(-1))).toThrow(RangeError);
    expect(() => makeLeaf({ ...someParts(), familyKey: new Uint8Array(15) })).toThrow(RangeError);
    expect(() => makeLeaf({ ...someParts(), sessionKey: new Uint8Array(16) })).toThrow(RangeError);
    expect(() => makeLeaf({ ...someParts(), iv: new Uint8Array(8) })).toThrow(RangeError);
    expect(() => readLeaf(new Uint8Array(16), new Uint8Array(15))).toThrow(RangeError);
  });
});

describe('a forged LEAF', () => {
  it('is accepted by the receiver, and gives the agency another unit and a wrong key', () => {
    const parts = someParts();
    const forgery = forgeLeaf(receiverCheck(parts, 12), {
      budget: 1_000_000,
      random: seededRandom('forger'),
    });
    expect(forgery).not.toBeNull();
    if (!forgery) return;
    expect(isAccepted(parts, forgery.leaf, 12)).toBe(true);
    const contents = readLeaf(parts.familyKey, forgery.leaf, 12);
    expect(contents.unitId).not.toBe(parts.unitId);
    expect(toHex(openSessionKey(contents, splitUnitKey(parts.unitKey)))).not.toBe(toHex(parts.sessionKey));
  });

  it('is not found within a budget that is too small', () => {
    const never = () => false;
    let asked = 0;
    const counted = (): boolean => {
      asked++;
      return false;
    };
    expect(forgeLeaf(never, { budget: 0 })).toBeNull();
    expect(forgeLeaf(counted, { budget: 1_500 })).toBeNull();
    expect(asked).toBe(1_500);
  });

  // Seeded, so that they give the same at every run. A single run varies as much as its mean, so the mean of 30 is off
  // by more than a fifth for about a quarter of all seeds; not for this one. The narrow widths, with 2,000 runs, leave no
  // such room: a tenth is more than four standard errors.
  it('takes about 2^16 tries at 16 bits: the mean of 30 is within a fifth of 65,536', () => {
    const { mean, tries } = measureForgery(30, 16, seededRandom('Blaze 1994'));
    expect(tries).toHaveLength(30);
    expect(Math.abs(mean - 65_536)).toBeLessThan(65_536 / 5);
  });

  it.each([8, 10])(
    'takes about 2^%i tries at that many bits: the mean of 2,000 is within a tenth',
    (width) => {
      const { mean } = measureForgery(2_000, width, seededRandom('narrow'));
      expect(Math.abs(mean - 2 ** width)).toBeLessThan(2 ** width / 10);
    },
  );
});
