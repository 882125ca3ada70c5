import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf } from './plan.ts';
import { parseQuery, type Clause } from './query.ts';

const now = new Date(2026, 10, 26, 15, 30).getTime();

function clausesOf(text: string): readonly Clause[] {
  return parseQuery(text, now).groups.flatMap(({ anyOf }) => anyOf);
}

function at(year: number, month: number, day: number): number {
  return new Date(year, month - 1, day).getTime();
}

describe('a query', () => {
  it('has words, phrases, and what is excluded', () => {
    expect(parseQuery('tea "black pot" -milk -"no sugar"', now).groups).toMatchObject([
      { isExcluded: false, anyOf: [{ text: 'tea', isPhrase: false }] },
      { isExcluded: false, anyOf: [{ text: 'black pot', isPhrase: true }] },
      { isExcluded: true, anyOf: [{ text: 'milk' }] },
      { isExcluded: true, anyOf: [{ text: 'no sugar', isPhrase: true }] },
    ]);
  });

  it('takes the quotes of any keyboard, and a phrase that is still being typed', () => {
    expect(clausesOf('“black tea”')).toMatchObject([{ text: 'black tea', isPhrase: true }]);
    expect(clausesOf('"black te')).toMatchObject([{ text: 'black te', isPhrase: true }]);
  });

  it('has tags, notebooks and places', () => {
    expect(clausesOf('tag:#work tag:"a b/c" tag:wo* tag:"a b"* in:house/ in:trash in:"trash"')).toEqual([
      { kind: 'tag', name: 'work', isPrefix: false },
      { kind: 'tag', name: 'a b/c', isPrefix: false },
      { kind: 'tag', name: 'wo', isPrefix: true },
      { kind: 'tag', name: 'a b', isPrefix: true },
      { kind: 'notebook', path: 'house', isPrefix: false },
      { kind: 'place', place: 'trash' },
      { kind: 'notebook', path: 'trash', isPrefix: false },
    ]);
  });

  it('has dates by the clock of the place one is in', () => {
    const spans = (text: string) =>
      clausesOf(text).map((clause) => (clause.kind === 'time' ? clause.span : clause));
    expect(spans('on:2026-11-26 on:today')).toEqual(
      Array.from({ length: 2 }, () => ({ from: at(2026, 11, 26), to: at(2026, 11, 27) })),
    );
    expect(spans('on:yesterday on:2026-02 on:2024')).toEqual([
      { from: at(2026, 11, 25), to: at(2026, 11, 26) },
      { from: at(2026, 2, 1), to: at(2026, 3, 1) },
      { from: at(2024, 1, 1), to: at(2025, 1, 1) },
    ]);
    expect(spans('before:2026-11 after:7d after:2w created:1y')).toEqual([
      { from: -Infinity, to: at(2026, 11, 1) },
      { from: at(2026, 11, 19), to: Infinity },
      { from: at(2026, 11, 12), to: Infinity },
      { from: at(2025, 11, 26), to: at(2026, 11, 27) },
    ]);
  });

  it('looks for what it does not understand as words, and says so', () => {
    for (const text of ['befor:2026', 'on:2026-13', 'on:2026-02-30', 'after:soon', 'has:ideas', 'is:nice']) {
      const { problems, groups } = parseQuery(text, now);
      expect(problems).toHaveLength(1);
      expect(groups).toMatchObject([{ anyOf: [{ kind: 'words', text }] }]);
    }
    expect(parseQuery('befor:2026', now).problems[0]).toContain('“befor:” is not something a search knows');
    expect(parseQuery('https://example.org constructor:x 12:30', now).problems).toHaveLength(1);
  });

  it('does not complain while an operator is still being typed', () => {
    expect(parseQuery('tea tag:', now)).toMatchObject({ groups: [{}], problems: [] });
    expect(parseQuery('in: on:', now)).toMatchObject({ groups: [], problems: [] });
    expect(parseQuery('in:"" tag:"" on:""* has:""* title:""*', now)).toMatchObject({
      groups: [],
      problems: [],
    });
  });

  it('never fails, whatever is typed, and means the same when it is written down', () => {
    const part = fc.constantFrom(
      'tag:',
      'in:',
      '-',
      '"',
      'OR ',
      'on:',
      '2026-11',
      ':',
      '*',
      ' ',
      '/',
      '“',
      'a',
      'ß東',
      '\ud800',
      '\u0000',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { groups } = parseQuery(text, now);
        planOf({ groups, problems: [] }, 'notes');
        const written = groups.map(({ isExcluded, anyOf }) =>
          anyOf.map((clause) => `${isExcluded ? '-' : ''}${write(clause)}`).join(' OR '),
        );
        expect(parseQuery(written.join(' '), now).groups).toEqual(groups);
      }),
      { numRuns: process.env.SLOW ? 10_000 : 300 },
    );
  });
});

function write(clause: Clause): string {
  switch (clause.kind) {
    case 'words':
      return `${clause.inTitle ? 'title:' : ''}${clause.isPhrase ? `"${clause.text}"` : clause.text}`;
    case 'tag':
      return `tag:"${clause.name}"${clause.isPrefix ? '*' : ''}`;
    case 'notebook':
      return `in:"${clause.path}"${clause.isPrefix ? '*' : ''}`;
    case 'place':
      return `in:${clause.place}`;
    case 'has':
      return `has:${clause.what}`;
    case 'is':
      return `is:${clause.what}`;
    case 'time':
      return 'on:2026-11';
  }
}
