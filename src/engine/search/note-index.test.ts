import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { find, findAny, finish, idOf, indexOf, put, summaryOf, type TestNote } from './fixtures/indexes.ts';
import { NoteIndex } from './note-index.ts';
import { termAt, termCountOf } from './segment.ts';

describe('an index of notes', () => {
  it('finds words whatever their case, their accents and their width', () => {
    const index = indexOf([
      { body: 'Café au lait' },
      { body: 'CAFE' },
      { body: 'ｃａｆｅ' },
      { body: 'Straße' },
      { body: 'decaf' },
      { body: 'cafe\u0301' },
    ]);
    expect(findAny(index, '"cafe"')).toEqual([0, 1, 2, 5]);
    expect(findAny(index, 'CAFÉ')).toEqual([0, 1, 2, 5]);
    expect(findAny(index, 'STRASSE')).toEqual([3]);
  });

  it('finds a word by its beginning, and ranks the word itself before it', () => {
    const index = indexOf([{ body: 'meetings' }, { body: 'meeting' }, { body: 'met' }]);
    expect(find(index, 'meeting')).toEqual([1, 0]);
    expect(findAny(index, '"meeting"')).toEqual([1]);
  });

  it('wants all words, either of two, and none that is excluded', () => {
    const index = indexOf([{ body: 'tea and milk' }, { body: 'tea' }, { body: 'milk' }]);
    expect(findAny(index, 'tea milk')).toEqual([0]);
    expect(findAny(index, 'tea OR milk')).toEqual([0, 1, 2]);
    expect(findAny(index, 'tea -milk')).toEqual([1]);
    expect(findAny(index, '-tea')).toEqual([2]);
  });

  it('finds phrases in the title and in the text, and none that reaches from one into the other', () => {
    const index = indexOf([
      { title: 'Green tea', body: 'A pot of black tea, then' },
      { title: 'Tea', body: 'green' },
      { title: 'green', body: 'tea' },
      { body: 'tea green' },
    ]);
    expect(findAny(index, '"green tea"')).toEqual([0]);
    expect(findAny(index, '"of black tea"')).toEqual([0]);
    expect(findAny(index, '-"green tea"')).toEqual([1, 2, 3]);
    expect(findAny(index, 'title:"green tea"')).toEqual([0]);
    expect(findAny(index, 'title:"black tea"')).toEqual([]);
  });

  it('finds what is written without spaces between words, down to one letter', () => {
    const index = indexOf([
      { body: '私は東京都に住む' },
      { body: '京都' },
      { body: 'ภาษาไทยง่าย' },
      { body: 'か' },
    ]);
    expect(findAny(index, '東京')).toEqual([0]);
    expect(findAny(index, '京都')).toEqual([0, 1]);
    expect(findAny(index, '都')).toEqual([0, 1]);
    expect(findAny(index, '"住む"')).toEqual([0]);
    expect(findAny(index, 'ไทย')).toEqual([2]);
    expect(findAny(index, 'が')).toEqual([]);
  });

  it('finds Hangul by its beginning, and Arabic and Hebrew without their points', () => {
    const index = indexOf([{ body: '학교에서 배우다' }, { body: 'العَرَبِيَّة' }, { body: 'שָׁלוֹם' }]);
    expect(findAny(index, '학교')).toEqual([0]);
    expect(findAny(index, '하')).toEqual([0]);
    expect(findAny(index, 'العربية')).toEqual([1]);
    expect(findAny(index, 'שלום')).toEqual([2]);
  });

  it('finds notes by tags, notebooks, states, files and dates', () => {
    const day = 86_400_000;
    const now = new Date(2026, 10, 26, 12).getTime();
    const index = indexOf([
      { tags: ['Work/Deep'], notebook: 'House/Garden', updatedAt: now },
      { tags: ['workshop'], notebook: 'House', updatedAt: now - 3 * day, pinned: true },
      { favourite: true, body: '- [ ] water\n- [x] seeds', updatedAt: now - 40 * day },
      { template: true, body: 'See [[Tea]]', updatedAt: new Date(2024, 1, 3).getTime() },
      { attachmentNames: ['Plan of the house.pdf'], updatedAt: new Date(2024, 1, 4).getTime() },
      { body: '- [x] done', updatedAt: new Date(2023, 1, 4).getTime() },
    ]);
    const found = (query: string) => findAny(index, query, 'notes', now);
    expect(found('tag:work')).toEqual([0]);
    expect(found('tag:work/deep')).toEqual([0]);
    expect(found('tag:wo*')).toEqual([0, 1]);
    expect(found('-tag:wo*')).toEqual([2, 3, 4, 5]);
    expect(found('in:house')).toEqual([0, 1]);
    expect(found('in:"House/Garden"')).toEqual([0]);
    expect(found('in:favourites OR in:templates')).toEqual([2, 3]);
    expect(found('is:pinned')).toEqual([1]);
    expect(found('has:task')).toEqual([2]);
    expect(found('has:link')).toEqual([3]);
    expect(found('has:attachment')).toEqual([4]);
    expect(found('plan')).toEqual([4]);
    expect(found('on:today')).toEqual([0]);
    expect(found('after:7d')).toEqual([0, 1]);
    expect(found('on:2024-02')).toEqual([3, 4]);
    expect(found('before:2024-02-04')).toEqual([3, 5]);
    expect(found('-on:2024 -after:2026')).toEqual([5]);
  });

  it('finds nothing where no note can be all that is asked for, whatever else is', () => {
    const index = indexOf([
      { pinned: true },
      { pinned: true, trashedAt: 1 },
      { pinned: true, archivedAt: 1 },
    ]);
    expect(findAny(index, 'in:trash in:archive')).toEqual([]);
    expect(findAny(index, 'in:trash in:archive is:pinned')).toEqual([]);
  });

  it('takes over no summary that names a tag that was not there, however alike the two are', () => {
    const index = indexOf([{ tags: ['Aa'] }]);
    expect(index.update(summaryOf(0, { tags: ['BB'] }))).toBe(false);
    expect(index.update(summaryOf(0, { tags: ['Aa'], pinned: true }))).toBe(true);
  });

  it('leaves nothing of a note that was gone before it could be found', () => {
    const index = indexOf(Array.from({ length: 200 }, () => ({ body: 'tea' })));
    put(index, 200, { body: 'oolong' });
    index.remove(idOf(200));
    finish(index.purge());
    put(index, 201, { body: 'assam' });
    finish(index.settle());
    const words = index.segments.flatMap((segment) =>
      Array.from({ length: termCountOf(segment) }, (_, term) => termAt(segment, term)),
    );
    expect(words).toContain('assam');
    expect(words).not.toContain('oolong');
  });

  it('looks in the archive and the trash only when asked', () => {
    const index = indexOf([
      { body: 'tea' },
      { body: 'tea', archivedAt: 1 },
      { body: 'tea', trashedAt: 1 },
      { body: 'tea', archivedAt: 1, trashedAt: 1 },
    ]);
    expect(findAny(index, 'tea')).toEqual([0]);
    expect(findAny(index, 'tea', 'archive')).toEqual([1]);
    expect(findAny(index, 'tea', 'trash')).toEqual([2, 3]);
    expect(findAny(index, 'tea in:trash')).toEqual([2, 3]);
    expect(findAny(index, 'tea in:archive', 'trash')).toEqual([1]);
  });

  it('finds a misspelt word where the right one is hardly there, and ranks it last', () => {
    const index = indexOf([
      { body: 'meeting' },
      { body: 'meetnig' },
      { body: 'tea' },
      { body: 'extraordinary' },
    ]);
    expect(find(index, 'meetnig')).toEqual([1, 0]);
    expect(find(index, 'meetin')).toEqual([0]);
    expect(find(index, 'meettings')).toEqual([0]);
    expect(find(index, 'extaordinery')).toEqual([3]);
    expect(find(index, '"meettings"')).toEqual([]);
    expect(find(index, 'tee')).toEqual([]);
  });

  it('ranks a title over a text, a note that says it more often, and at last the newer one', () => {
    const filler = 'some other words that say nothing at all ';
    const index = indexOf([
      { body: `tea ${filler.repeat(4)}` },
      { body: `tea tea tea ${filler.repeat(4)}` },
      { title: 'Tea', body: filler.repeat(4) },
      { body: `tea ${filler.repeat(4)}` },
    ]);
    expect(find(index, 'tea')).toEqual([2, 1, 3, 0]);
    expect(find(index, '-nothinglikethis')).toEqual([3, 2, 1, 0]);
  });

  it('forgets what a note was once it is another, or gone', () => {
    const index = indexOf([{ body: 'oolong' }, { body: 'assam' }]);
    put(index, 0, { body: 'sencha' });
    put(index, 0, { body: 'matcha' });
    index.remove(idOf(1));
    finish(index.settle());
    expect([
      find(index, 'oolong'),
      find(index, 'sencha'),
      find(index, 'matcha'),
      find(index, 'assam'),
    ]).toEqual([[], [], [0], []]);
    finish(index.unite());
    expect([find(index, 'oolong'), find(index, 'matcha'), find(index, '-x')]).toEqual([[], [0], [0]]);
  });

  it('takes over what is not text at once, and says when there is more to it', () => {
    const index = indexOf([{ title: 'Tea', tags: ['green'] }]);
    expect(index.update({ ...summaryOf(0, { title: 'Tea', tags: ['green'], trashedAt: 5 }) })).toBe(true);
    expect([findAny(index, 'tea'), findAny(index, 'tea', 'trash')]).toEqual([[], [0]]);
    expect(index.update(summaryOf(0, { title: 'Tea', tags: ['black'] }))).toBe(false);
    expect(index.update(summaryOf(1))).toBe(false);
  });

  it('has texts without a break, however long', () => {
    const index = indexOf([{ body: '東京'.repeat(4_000_000) }, { body: `é${'x'.repeat(8_000_000)}` }]);
    expect([find(index, '東京'), find(index, '京東'), find(index, 'éxxx')]).toEqual([[0], [0], [1]]);
  });

  it('knows who links to a title, and which note a title names', () => {
    const index = indexOf([
      { title: 'Tea', createdAt: 5 },
      { title: 'tea ', createdAt: 3 },
      { title: 'TEA', createdAt: 1, trashedAt: 9 },
      { title: 'Pots', body: 'For [[TEA|it]] and `[[Tea]]`' },
      { title: 'More', body: '[[ tea ]]' },
      { body: '[[Teapot]]' },
    ]);
    expect(index.resolve('Tea')).toBe(idOf(1));
    expect(index.resolve('Coffee')).toBeNull();
    expect(index.linkersOf('tea').sort()).toEqual([idOf(3), idOf(4)]);
    const long = 'x'.repeat(5_000);
    put(index, 7, { title: `${long}1` });
    put(index, 8, { body: `[[${long}2]]` });
    finish(index.settle());
    expect([index.resolve(`${long}1`), index.resolve(`${long}2`)]).toEqual([idOf(7), null]);
    expect(index.linkersOf(`${long}2`)).toEqual([idOf(8)]);
  });

  it('is empty once it is wiped', () => {
    const index = indexOf([{ body: 'oolong' }]);
    const [segment] = index.segments;
    index.wipe();
    expect(find(index, 'oolong')).toEqual([]);
    expect(segment?.terms.units.every((unit) => unit === 0)).toBe(true);
    expect(segment?.postings.bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('counts every fitting note and answers the best thousand', () => {
    const index = indexOf(
      Array.from({ length: 2_500 }, (_, number) => ({ body: number % 5 ? 'tea' : 'tea tea' })),
    );
    const words = find(index, 'tea');
    expect(words).toHaveLength(1_000);
    expect(words.slice(0, 500).every((number) => number % 5 === 0)).toBe(true);
    const newest = find(index, '-nothing');
    expect(newest).toEqual(Array.from({ length: 1_000 }, (_, place) => 2_499 - place));
  });

  it('answers those that were changed last, to the millisecond, however old others are', () => {
    const day = Date.UTC(2026, 1, 1);
    const times = [0, ...Array.from({ length: 2_500 }, (_, number) => day + ((number * 7) % 2_500))];
    const found = find(indexOf(times.map((updatedAt) => ({ updatedAt }))), '-nothing');
    const newest = times.toSorted((left, right) => right - left).slice(0, 1_000);
    expect(found.map((number) => times[number])).toEqual(newest);
  });
});

/** Words that meet each other often, in many scripts, and what is no word. */
const pieces = [
  'tea',
  'Tea',
  'téa',
  'team',
  'te',
  'öl',
  'Öl',
  'ol',
  'ß',
  'ss',
  '東',
  '東京',
  '京都',
  'カ',
  'ｶ',
  'ガ',
  'ไท',
  'ไทย',
  '학교',
  '학',
  '교',
  'שלו',
  'שָׁלו',
  'عر',
  'عَر',
  '🍵',
  '👩‍👩‍👧',
  '\u0000',
  '\ud800',
  '\udc00',
  '1',
  '12',
  '٣',
  "don't",
  'a-b',
  '½',
  'x\u0301',
  '\u0301',
  'tea\u00adm',
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(' ', '', '\n', '. ', '\u3000')), {
    maxLength: 12,
  })
  .map((parts) => parts.flat().join(''));
const word = fc.constantFrom(...pieces);

describe('against a scan of all notes, an index', () => {
  const notes = fc.array(fc.record({ title: text, body: text }), { minLength: 1, maxLength: 12 });
  const changes = fc.array(fc.tuple(fc.nat(11), fc.option(fc.record({ title: text, body: text }))), {
    maxLength: 6,
  });

  it('finds the same notes by words, phrases and what is excluded, after any changes', () => {
    const query = fc.array(
      fc.record({ text: fc.oneof(word, text), isPhrase: fc.boolean(), isExcluded: fc.boolean() }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(notes, changes, query, fc.integer({ min: 1, max: 5 }), (before, then, asked, every) => {
        const index = indexOf(before, every);
        const now = new Map<number, TestNote>(before.entries());
        for (const [number, note] of then) {
          if (note) {
            put(index, number, note);
            now.set(number, note);
          } else {
            index.remove(idOf(number));
            now.delete(number);
          }
        }
        finish(index.settle());
        finish(index.tidy());
        const clauses = asked.map(({ text: value, ...clause }) => ({
          ...clause,
          value: value.replace(/["“”„\s:-]+/gu, ' '),
        }));
        const typed = clauses
          .map(
            ({ value, isPhrase, isExcluded }) =>
              `${isExcluded ? '-' : ''}${isPhrase ? `"${value}"` : oneWord(value)}`,
          )
          .join(' ');
        expect(findAny(index, typed)).toEqual(scan(now, typed));
        finish(index.unite());
        expect(findAny(index, typed)).toEqual(scan(now, typed));
      }),
      { numRuns: process.env.SLOW ? 3_000 : 100 },
    );
  });
});

/** Something a person could type as one word; in quotes if it is so long that words like it would be found, too. */
function oneWord(value: string): string {
  const one = value.split(' ').find((part) => part !== '') ?? 'x';
  return scanTerms(one).some(({ text: { length } }) => length > 3) ? `"${one}"` : one;
}

/** The terms of a text by the plainest way there is: grapheme by grapheme. */
function scannedTerms(source: string): string[][] {
  const runs: string[][] = [];
  for (const [run] of source.matchAll(/[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]+/gu)) {
    const start = run.replace(/^[\u00ad\u200b-\u200d\u2060]+/u, '');
    const cells =
      start.match(/\P{M}[\p{M}\u00ad\u200b-\u200d\u2060]*|\p{M}+[\u00ad\u200b-\u200d\u2060]*/gu) ?? [];
    let spaced = '';
    for (const cell of cells) {
      if (/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u.test(cell) && /[\p{L}\p{N}]/u.test(cell)) {
        if (plain(spaced) !== '') runs.push([plain(spaced)]);
        spaced = '';
        runs.push(['unspaced', plain(cell)]);
      } else spaced += cell;
    }
    if (plain(spaced) !== '') runs.push([plain(spaced)]);
    runs.push(['end']);
  }
  return runs;
}

function plain(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u00ad\u200b-\u200d\u2060]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
    .replace(/[\u3040-\u30ff][\u3099\u309a]/gu, (pair) => pair.normalize('NFC'));
}

/** Words, and letters that are words by themselves: with the next one beside it they are only a pair. */
interface ScannedTerm {
  readonly text: string;
  readonly isUnspaced: boolean;
  /** Whether another such letter follows right behind it. */
  readonly isJoined: boolean;
}

function scanTerms(source: string): ScannedTerm[] {
  const runs = scannedTerms(source);
  return runs.flatMap((run, at): ScannedTerm[] => {
    if (run[0] === 'end') return [];
    if (run[0] !== 'unspaced') return [{ text: run[0] ?? '', isUnspaced: false, isJoined: false }];
    return [{ text: run[1] ?? '', isUnspaced: true, isJoined: runs[at + 1]?.[0] === 'unspaced' }];
  });
}

function scan(notes: ReadonlyMap<number, TestNote>, typed: string): number[] {
  const clauses = [...typed.matchAll(/(-?)(?:"([^"]*)"|(\S+))/gu)].flatMap(([, not, quoted, bare]) => {
    const terms = scanTerms(quoted ?? bare ?? '');
    return terms.length === 0
      ? []
      : [{ terms, isExact: quoted !== undefined || not === '-', isExcluded: not === '-' }];
  });
  if (clauses.length === 0) return [];
  return [...notes]
    .filter(([, { title = '', body = '' }]) =>
      clauses.every(
        ({ terms, isExact, isExcluded }) =>
          [title, body].some((part) => holds(scanTerms(part), terms, isExact)) !== isExcluded,
      ),
    )
    .map(([number]) => number)
    .sort((a, b) => a - b);
}

/** Whether the terms follow one another somewhere; the last one, unless it is meant exactly, may go on. */
function holds(text: readonly ScannedTerm[], wanted: readonly ScannedTerm[], isExact: boolean): boolean {
  return text.some((_, from) =>
    wanted.every((term, at) => {
      const there = text[from + at];
      const isLast = at === wanted.length - 1;
      if (!there) return false;
      if (term.isUnspaced !== there.isUnspaced) return false;
      if (term.isUnspaced) return there.text === term.text && (isLast || there.isJoined === term.isJoined);
      return there.text === term.text || (isLast && !isExact && there.text.startsWith(term.text));
    }),
  );
}

describe('an index that is empty', () => {
  it('finds nothing and fails at nothing', () => {
    const index = new NoteIndex();
    expect([find(index, 'tea'), find(index, '-tea'), find(index, ''), index.resolve('x')]).toEqual([
      [],
      [],
      [],
      null,
    ]);
    finish(index.settle());
    finish(index.tidy());
    finish(index.unite());
  });
});
