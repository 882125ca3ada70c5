import { describe, expect, it } from 'vitest';
import type { Holder } from '../../contract/index.ts';
import { groupedFingerprint, isEscrowHolder, listed, modelWords, whoElse } from './authority-words.ts';

const office = { name: 'Harbour Office', fingerprint: '0123456789abcdef0123456789abcdef' };
const court = { name: 'Town Court', fingerprint: 'ff'.repeat(16) };

function holder(escrow: Holder['escrow'], type = escrow === null ? 'passphrase' : 'escrow'): Holder {
  return { id: '0', type, label: 'As the file has it', createdAt: 0, kdf: null, needsKeyFile: false, escrow };
}

describe('a fingerprint', () => {
  it('is read aloud in groups of four', () => {
    expect(groupedFingerprint(office.fingerprint)).toBe('0123 4567 89ab cdef 0123 4567 89ab cdef');
    expect(groupedFingerprint('')).toBe('');
  });
});

describe('who else can open a vault', () => {
  const own = holder(null);

  it('is nobody as long as no holder is escrow’s', () => {
    expect(whoElse([])).toBeNull();
    expect(whoElse([own, holder(null, 'device')])).toBeNull();
  });

  it.each([
    ['one key', 'M1', [office], '“Harbour Office” can open this vault without you.'],
    [
      'shares of one key',
      'M2',
      [office],
      '“Harbour Office” can open this vault without you, once enough shares of the key come together.',
    ],
    [
      'two holders',
      'M3',
      [office, court],
      '“Harbour Office” and “Town Court” can together open this vault without you.',
    ],
    ['nobody by name', 'M8', [], '“As the file has it” can open this vault without you.'],
  ])('is said by name with %s', (_what, model, authorities, sentence) => {
    expect(whoElse([own, holder({ model, authorities })])).toBe(sentence);
  });

  it('is no sentence that a label turns round, or that a name makes', () => {
    const label = '\u202eyldneirf';
    expect(whoElse([{ ...holder({ model: 'M8', authorities: [] }), label }])).toBe(
      '“·yldneirf” can open this vault without you.',
    );
    const nobody = { name: 'Nobody', fingerprint: 'ab'.repeat(16) };
    expect(whoElse([holder({ model: 'M1', authorities: [nobody] })])).toBe(
      '“Nobody” can open this vault without you.',
    );
  });

  it('leaves out nobody where there are several', () => {
    const sentence = whoElse([
      holder({ model: 'M1', authorities: [office] }),
      own,
      holder({ model: 'M3', authorities: [office, court] }),
    ]);
    expect(sentence).toBe(
      'Others can open this vault without you: “Harbour Office”; “Harbour Office” and “Town Court”.',
    );
  });
});

describe('words for an access model', () => {
  it('are there for each that a real vault may have, and for one that is not known', () => {
    const wordsOf = (model: string) =>
      [holder({ model, authorities: [office] })].filter(isEscrowHolder).map(modelWords).join('');
    expect(new Set(['M1', 'M2', 'M3'].map(wordsOf)).size).toBe(3);
    expect(wordsOf('X12')).toContain('X12');
  });
});

describe('a list of names', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('of %j reads “%s”', (names, words) => {
    expect(listed(names)).toBe(words);
  });
});
