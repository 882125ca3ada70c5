import { fc, test } from '@fast-check/vitest';
import { FF1 } from '@noble/ciphers/ff1.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../vault/index.ts';
import vectors from '../vectors/ff1.json' with { type: 'json' };
import { decipher80, encipher80 } from './ff1.ts';

const numerals = (text: string): number[] => Array.from(text, (letter) => vectors.alphabet.indexOf(letter));
const textOf = (digits: readonly number[]): string => digits.map((digit) => vectors.alphabet[digit]).join('');

describe.each(vectors.samples)('FF1, NIST sample $number', ({ key, radix, tweak, plaintext, ciphertext }) => {
  const ff1 = FF1(radix, fromHex(key), fromHex(tweak));

  it('is enciphered and deciphered', () => {
    expect(textOf(ff1.encrypt(numerals(plaintext)))).toBe(ciphertext);
    expect(textOf(ff1.decrypt(numerals(ciphertext)))).toBe(plaintext);
  });

  it('gives something else when any one numeral is changed or left out', () => {
    for (const at of numerals(ciphertext).keys()) {
      const digits = numerals(ciphertext);
      const tampered = digits.with(at, ((digits[at] ?? 0) + 1) % radix);
      expect(textOf(ff1.decrypt(tampered))).not.toBe(plaintext);
      expect(textOf(ff1.decrypt(digits.toSpliced(at, 1)))).not.toBe(plaintext.slice(0, -1));
    }
  });
});

describe('80 bits', () => {
  const someKey = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const someBlock = fc.uint8Array({ minLength: 10, maxLength: 10 });

  test.prop([someKey, someBlock])('come back as they were', (key, block) => {
    expect(decipher80(key, encipher80(key, block))).toEqual(block);
    expect(encipher80(key, decipher80(key, block))).toEqual(block);
  });

  test.prop([someKey, someBlock])('are the numerals that the comment says', (key, block) => {
    const bits = Array.from({ length: 80 }, (_, j) => ((block[j >> 3] ?? 0) >> (j & 7)) & 1);
    const enciphered = FF1(2, key).encrypt(bits);
    const bytes = Uint8Array.from({ length: 10 }, (_, i) =>
      enciphered.slice(i * 8, i * 8 + 8).reduce((byte, bit, j) => byte | (bit << j), 0),
    );
    expect(toHex(encipher80(key, block))).toBe(toHex(bytes));
  });

  test.prop([someKey, someKey, someBlock])('decipher to others with another key', (key, other, block) => {
    fc.pre(toHex(key) !== toHex(other));
    expect(decipher80(other, encipher80(key, block))).not.toEqual(block);
  });

  it('and a key of 128 are all it takes', () => {
    expect(() => encipher80(new Uint8Array(15), new Uint8Array(10))).toThrow(RangeError);
    expect(() => encipher80(new Uint8Array(32), new Uint8Array(10))).toThrow(RangeError);
    expect(() => decipher80(new Uint8Array(16), new Uint8Array(9))).toThrow(RangeError);
    expect(() => decipher80(new Uint8Array(16), new Uint8Array(11))).toThrow(RangeError);
  });
});
