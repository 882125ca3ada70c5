import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { fromHex, toHex, utf8 } from './bytes.ts';
import { makeKeyFile, maxKeyFileLength, parseKeyFile } from './key-file.ts';
import example from './vectors/worked-example.json' with { type: 'json' };

const bytes = fromHex(example['key file: its bytes']);
const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const [title = '', secret = '', check = ''] = text.split('\n');

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a key file', () => {
  it('is written as the format says, byte for byte', () => {
    const made = makeKeyFile(() => fromHex(example['key file: secret']));
    expect([toHex(made.text), toHex(made.secret)]).toEqual([toHex(bytes), example['key file: secret']]);
    expect(check).toBe(example['key file: check']);
  });

  it('gives back its secret, and no two have the same', () => {
    const [one, other] = [makeKeyFile(), makeKeyFile()];
    expect(toHex(parseKeyFile(one.text))).toBe(toHex(one.secret));
    expect(toHex(parseKeyFile(other.text))).toBe(toHex(other.secret));
    expect(toHex(one.secret)).not.toBe(toHex(other.secret));
  });

  it.each([
    ['the line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['no line end at its end', text.trimEnd()],
    ['both', text.trimEnd().replaceAll('\n', '\r\n')],
  ])('may have %s', (_what, accepted) => {
    expect(toHex(parseKeyFile(utf8(accepted)))).toBe(secret);
  });

  it.each([
    ['nothing', ''],
    ['another title', text.replace('1', '2')],
    ['a byte order mark', `\uFEFF${text}`],
    ['a line before', `\n${text}`],
    ['a line behind', `${text}\n`],
    ['a space', `${text} `],
    ['capitals', `${title}\n${secret.toUpperCase()}\n${check}\n`],
    ['a digit too few', `${title}\n${secret.slice(1)}\n${check}\n`],
    ['digits that are none', `${title}\n${'g'.repeat(64)}\n${check}\n`],
    ['full-width digits', `${title}\n${secret.replace('6', '６')}\n${check}\n`],
    ['a check of another secret', `${title}\n${secret}\n00000000\n`],
    ['carriage returns alone', text.replaceAll('\n', '\r')],
    ['more than a key file can have', text + '\n'.repeat(maxKeyFileLength)],
  ])('is none with %s', (_what, refused) => {
    expect(codeOf(() => parseKeyFile(utf8(refused)))).toBe('not-a-key-file');
  });

  it('is none with bytes that are no text', () => {
    expect(codeOf(() => parseKeyFile(new Uint8Array([0xff, 0xfe, ...bytes])))).toBe('not-a-key-file');
  });

  it('is none cut short anywhere, the last line end aside', () => {
    for (let length = 0; length < bytes.length - 1; length++) {
      expect(codeOf(() => parseKeyFile(bytes.subarray(0, length)))).toBe('not-a-key-file');
    }
  });

  it('is none with any one bit flipped', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(codeOf(() => parseKeyFile(changed))).toBe('not-a-key-file');
    }
  });
});
