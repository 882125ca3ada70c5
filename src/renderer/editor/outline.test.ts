import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingAt, HeadingFinder, type Heading } from './outline.ts';

function headingsOf(text: string): readonly Heading[] {
  const finder = new HeadingFinder();
  let from = 0;
  for (const line of text.split('\n')) {
    finder.line(line, from);
    from += line.length + 1;
  }
  return finder.headings;
}

const shown = (text: string): readonly string[] =>
  headingsOf(text).map((each) => `${each.level} ${each.text}`);

describe('the outline of a note', () => {
  it.each([
    ['# One\n## Two ##\n####### none', ['1 One', '2 Two']],
    ['One\n===\n\nTwo\n---', ['1 One', '2 Two']],
    ['#none\n\n    # code\n\n   # three spaces', ['1 three spaces']],
    ['```\n# code\n```\n# after', ['1 after']],
    ['~~~\n```\n# code\n~~~\n# after', ['1 after']],
    ['````\n```\n# code\n````\n# after', ['1 after']],
    ['- item\n---\n> quote\n---', []],
    [
      '# A **bold** [link](https://a.example) to [[Moon|the moon]] and `code`',
      ['1 A bold link to the moon and code'],
    ],
    ['#\n##  \n# \\# sign', ['1 # sign']],
  ])('of %j is %j', (text, headings) => {
    expect(shown(text)).toEqual(headings);
  });

  it('knows where each heading is, and which one a place stands under', () => {
    const text = 'Before\n\n# One\n\ntext\n\n## Two';
    const headings = headingsOf(text);
    expect(headings.map(({ from }) => text.slice(from, from + 3))).toEqual(['# O', '## ']);
    expect(
      [0, text.indexOf('# One'), text.indexOf('text'), text.length].map((at) => headingAt(headings, at)),
    ).toEqual([-1, 0, 0, 1]);
  });

  it('names places within the text, in order, whatever it holds', () => {
    const line = fc.constantFrom(
      '# a',
      '## b',
      '===',
      '---',
      'word',
      '',
      '```',
      '~~~~',
      '> # q',
      '- x',
      '    # c',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const places = headingsOf(text).map(({ from }) => from);
        expect(places.every((from) => from === 0 || text[from - 1] === '\n')).toBe(true);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});
