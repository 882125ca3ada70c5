import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { AuthorityName } from '../contract/words.ts';
import { utf8 } from '../vault/index.ts';
import { AuthorityCard, parseEscrowFile } from './authority.ts';

const card = {
  format: 'latchkey-authority',
  version: 1,
  demo: false,
  model: 'M1',
  name: 'Harbour Office',
  publicKey: 'ab'.repeat(1216),
  createdAt: 0,
} as const;

const read = (json: unknown) =>
  parseEscrowFile(AuthorityCard, utf8(JSON.stringify(json)), 'a public key file');

describe('the name of an authority', () => {
  it.each(['Harbour Office', 'Amtsgericht Zürich', '金沢銀行', 'בית הדין', 'مكتب الميناء', '7'])(
    'may be %s',
    (name) => {
      expect(read({ ...card, name })).toEqual({ ...card, name });
    },
  );

  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['spaces around it', ' Harbour Office'],
    ['a line of its own', 'Harbour\nOffice'],
    ['an escape sequence of a terminal', 'Harbour\u001b[2KOffice'],
    ['text that runs the other way', 'Harbour \u202eeciffO'],
    ['an isolate that does not end', '\u2067Harbour Office'],
    ['a mark of direction', 'Harbour\u200fOffice'],
    ['a letter without width', 'Harbour\u200b Office'],
    ['a joiner without width', 'Harbour\u200dOffice'],
    ['a byte order mark', '\ufeffHarbour Office'],
    ['a filler', 'Harbour\u3164Office'],
    ['a line separator', 'Harbour\u2028Office'],
    ['half a character', 'Harbour \ud83d'],
    ['no letter and no digit', '— …'],
    ['a tag', 'Harbour\u{e0041}Office'],
    ['more than fits', 'x'.repeat(101)],
  ])('is not %s', (_what, name) => {
    expect(v.is(AuthorityName, { name, fingerprint: 'ab'.repeat(16) })).toBe(false);
    expect(() => read({ ...card, name })).toThrow(expect.objectContaining({ code: 'not-an-escrow-file' }));
  });
});

describe('a public key file', () => {
  it('is refused if it is longer than any, without a word of what is in it', () => {
    expect(() => read({ ...card, name: 'x'.repeat(300_000) })).toThrow(
      /^This file is not a public key file, or/,
    );
    expect(() => read({ ...card, more: 1 })).toThrow(/damaged/);
  });
});
