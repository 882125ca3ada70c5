import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOf } from './fixtures/indexes.ts';
import { Marker } from './marking.ts';
import { planOf } from './plan.ts';
import { parseQuery } from './query.ts';
import { snippetAround } from './snippets.ts';

function markerOf(query: string): Marker {
  return new Marker(indexOf([]).find(planOf(parseQuery(query, 0), 'notes')).texts);
}

/** The snippet with what is marked in brackets. */
function snippetOf(body: string, query: string): string | null {
  const snippet = snippetAround(body, markerOf(query).marksIn(body, false));
  return snippet && bracketed(snippet);
}

function bracketed({
  text,
  marks,
}: {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}) {
  return marks.reduceRight(
    (line, [from, to]) => `${line.slice(0, from)}[${line.slice(from, to)}]${line.slice(to)}`,
    text,
  );
}

describe('a snippet', () => {
  it('is the part with the most of what was looked for, on one line', () => {
    const body = `Tea.\n\n${'Nothing here. '.repeat(20)}\n\n## Brewing\n\n- [ ] warm the **pot**,\n- then the tea`;
    expect(snippetOf(body, 'tea pot')).toBe('…warm the [pot], then the [tea]');
    expect(snippetOf(body, 'coffee')).toBeNull();
  });

  it('leaves out the brackets of links between notes and the sign of a footnote, unless they were looked for', () => {
    expect(snippetOf('See [[Moon]] at the quay.', 'moon')).toBe('See [Moon] at the quay.');
    expect(snippetOf('Sun.\n\n[^1]: Said at the quay.', 'quay')).toBe('Sun. Said at the [quay].');
  });

  it('has the text of a link or picture without its address, unless that was looked for', () => {
    const body = 'See [the quay](https://example.org/tides) and ![a lamp](attachment:3f) at six.';
    expect(snippetOf(body, 'quay')).toBe('See the [quay] and a lamp at six.');
    expect(snippetOf(body, 'lamp six')).toBe('…and a [lamp] at [six].');
    expect(snippetOf(body, 'tides')).toBe('See [the quay](https://example.org/[tides]) and a lamp at six.');
    expect(snippetOf(`[${'long '.repeat(20)}end](https://example.org) here`, 'end')).toMatch(
      / \[end\] here$/,
    );
    expect(snippetOf('A [box] (not a link) and a [', 'box')).toBe('A [[box]] (not a link) and a [');
  });

  it('marks words as they are written: accents, ligatures, full width, letters without spaces', () => {
    expect(snippetOf('Un cafe\u0301 fort', 'café')).toBe('Un [cafe\u0301] fort');
    expect(snippetOf('ｃａｆｅ', 'caf')).toBe('[ｃａｆ]ｅ');
    expect(snippetOf('Straße', 'strasse')).toBe('[Straße]');
    expect(snippetOf('🍵 私は東京都に', '東京')).toBe('🍵 私は[東京]都に');
    expect(snippetOf('東京都', '京')).toBe('東[京]都');
  });

  it('marks phrases as a whole and where the words follow one another only', () => {
    expect(snippetOf('tea black\nblack\ntea', '"black tea"')).toBe('tea black [black tea]');
  });

  it('leaves out rules, however long, and only these', () => {
    expect(snippetOf('tea\n---\n_ _ _\n***  \npot', 'tea')).toBe('[tea] pot');
    expect(snippetOf(`tea\n${'-'.repeat(6_000_000)}\npot`, 'tea')).toBe('[tea]…');
    expect(snippetOf(`tea\n${'-'.repeat(6_000_000)}x`, 'tea')).toMatch(/^\[tea\] -+…$/);
    expect(snippetOf('tea\n--\n---x', 'tea')).toBe('[tea] -- ---x');
  });

  it('is cut between words, at both ends', () => {
    const snippet = snippetOf(`${'word '.repeat(100)}needle ${'word '.repeat(100)}`, 'needle');
    expect(snippet).toMatch(/^…(word )+\[needle\] (word )+wor?d?…$/);
    expect(snippet?.length).toBeLessThan(180);
  });

  it('has the same marks in plain letters as where there are others, too', () => {
    const piece = fc.constantFrom(
      'tea',
      'Tea',
      'team',
      'steam',
      'te',
      ' ',
      '-',
      '_',
      '\n',
      '1',
      'x'.repeat(70),
    );
    const query = fc.array(fc.constantFrom('tea', '"tea"', 'te', 't', '"1"', 'x', 'x'.repeat(64)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3_000 }), query, (pieces, words) => {
        const marker = markerOf(words.join(' '));
        const text = pieces.join('');
        expect(marker.marksIn(text, false)).toEqual(marker.marksIn(`${text}\n\u00d7`, false));
      }),
      { numRuns: process.env.SLOW ? 2_000 : 100 },
    );
  });

  it('has marks in order within it that name what was looked for, whatever the text is', () => {
    const piece = fc.constantFrom(
      'tea',
      'Tea',
      'téa',
      ' ',
      '\n',
      '# ',
      '**',
      '`',
      '🍵',
      '\ud83c',
      '東京',
      '- [ ] ',
      '\u0000',
      'x'.repeat(90),
    );
    const body = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(body, (text) => {
        const marks = markerOf('tea OR 東京').marksIn(text, false);
        for (const { from, to } of marks) expect(text.slice(from, to)).toMatch(/^(t[eé]a|東京)$/iu);
        const snippet = snippetAround(text, marks);
        expect(snippet === null).toBe(marks.length === 0);
        if (!snippet) return;
        expect(snippet.text).not.toMatch(/[\n\r]/);
        expect(snippet.marks.length).toBeGreaterThan(0);
        let last = -1;
        for (const [from, to] of snippet.marks) {
          expect(from).toBeGreaterThan(last);
          expect(snippet.text.slice(from, to)).toMatch(/^((t[eé]a|東京)[*`]*)+$/iu);
          last = to;
        }
      }),
      { numRuns: process.env.SLOW ? 5_000 : 200 },
    );
  });
});
