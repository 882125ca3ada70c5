import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBeLinked, titleKeyOf, wikiLinksOf, withTitles } from './wiki-links.ts';

const titlesIn = (body: string) => wikiLinksOf(body).map(({ title }) => title);

describe('links between notes', () => {
  it('are found with and without shown text, and know where they stand', () => {
    const body = 'See [[ Plan |the plan]] and [[Übersicht]].';
    const links = wikiLinksOf(body);
    expect(links.map(({ title }) => title)).toEqual(['Plan', 'Übersicht']);
    expect(links.map(({ from, to }) => body.slice(from, to))).toEqual([
      '[[ Plan |the plan]]',
      '[[Übersicht]]',
    ]);
    expect(links.map(({ titleFrom, titleTo }) => body.slice(titleFrom, titleTo))).toEqual([
      'Plan',
      'Übersicht',
    ]);
  });

  it.each([
    ['between backticks', 'a `[[b]]` c'],
    ['between more backticks, with one inside', '``[[a]] ` [[b]]``'],
    ['in code over two lines', 'a `b\n[[c]] d` e'],
    ['in a fence', '```\n[[a]]\n```'],
    ['in a fence that never ends', 'x\n\n~~~ts\n[[a]]\n\n[[b]]'],
    ['in a fence with a shorter one inside', '````\n```\n[[a]]\n````'],
    ['in a fence in a quote', '> ```\n> [[a]]\n> ```'],
    ['in a fence in a list', '- ```\n  [[a]]\n  ```'],
    ['with an escaped bracket', '\\[[a]]'],
    ['with the second bracket escaped', '[\\[a]]'],
    ['without a title', '[[]] [[ ]] [[|text]]'],
    ['over two lines', '[[a\nb]]'],
    ['with a title that no note can have', `[[${'x'.repeat(10_001)}]]`],
  ])('are none %s', (_, body) => {
    expect(titlesIn(body)).toEqual([]);
  });

  it.each([
    ['after code', '`a` [[b]]', ['b']],
    ['after a fence', '```\nx\n```\n[[a]]', ['a']],
    ['after a backtick that opens nothing', 'a ` b [[c]]', ['c']],
    ['in a paragraph after one with a lone backtick', 'a ` b\n\n[[c]] ` d', ['c']],
    ['behind an escaped backslash', '\\\\[[a]]', ['a']],
    ['behind a bracket', '[[[a]]', ['a']],
    ['inside one that does not end', '[[a [[b]]', ['b']],
    ['with single brackets inside', '[[a [b] c]]', ['a [b] c']],
    ['in a table, where the stroke is escaped', '| [[a\\|b]] |', ['a']],
    ['with a backtick in the title', '[[a`b]] and `c`', ['a`b']],
    ['behind Windows line ends', '```\r\n[[x]]\r\n```\r\n[[a]]\r\n[[b]]', ['a', 'b']],
    ['with lone surrogates', '[[\ud800a]]', ['\ud800a']],
  ])('are found %s', (_, body, titles) => {
    expect(titlesIn(body)).toEqual(titles);
  });

  it('are found wherever a title that can be linked is written', () => {
    const title = fc.string({ unit: fc.constantFrom(...Array.from('ab [|]`\\\n\u0301')) });
    fc.assert(
      fc.property(title, (text) => {
        if (!canBeLinked(text)) return;
        expect(titlesIn(`a [[${text.trim()}]] b [[${text.trim()}|c]]`)).toEqual([text.trim(), text.trim()]);
      }),
    );
  });

  it('cannot name a title with brackets or strokes that would end it', () => {
    for (const title of ['a|b', 'a]]', 'a]', '[a', '[[a', 'a\nb', 'a\\', '', ' ']) {
      expect([title, canBeLinked(title)]).toEqual([title, false]);
    }
    for (const title of ['a', ' a ', 'a [b] c', 'a`b', '# a']) {
      expect([title, canBeLinked(title)]).toEqual([title, true]);
    }
  });

  it('never overlap, and are the text that they say', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('[]|`~\\> -\na')), maxLength: 200 });
    fc.assert(
      fc.property(text, (body) => {
        let end = 0;
        for (const { title, from, to, titleFrom, titleTo } of wikiLinksOf(body)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(body.slice(from, to)).toMatch(/^\[\[[^\n]*\]\]$/);
          expect(body.slice(titleFrom, titleTo)).toBe(title);
          end = to;
        }
        expect(withTitles(body, () => null)).toBe(body);
        expect(withTitles(body, (title) => title)).toBe(body);
      }),
    );
  });

  it('get another title and keep their text and everything around them', () => {
    const rename = (title: string) => (titleKeyOf(title) === titleKeyOf('old') ? 'New' : null);
    expect(withTitles('[[Old]] [[ old |x]] `[[old]]` [[older]]', rename)).toBe(
      '[[New]] [[ New |x]] `[[old]]` [[older]]',
    );
  });

  it('are found in long and hostile texts without losing time', () => {
    const runs = Array.from({ length: 1_500 }, (_, length) => '`'.repeat(length)).join(' ');
    expect(titlesIn(`${'['.repeat(1_000_000)}a]]`)).toEqual(['a']);
    expect(titlesIn(`${runs} [[a]]`)).toEqual(['a']);
    expect(titlesIn('a\n\n'.repeat(300_000) + '[[b]]')).toEqual(['b']);
    expect(titlesIn('[[a '.repeat(300_000))).toEqual([]);
    expect(titlesIn(`${'`'.repeat(300_000)} [[a]] \``)).toEqual(['a']);
  });

  it('are found behind lines of some million signs, and where there are hundreds of thousands of them', () => {
    expect(titlesIn(`${'>'.repeat(6_000_000)}\n[[a]]`)).toEqual(['a']);
    expect(titlesIn(`${'- '.repeat(6_000_000)}\`\`\`\n[[a]]`)).toEqual([]);
    expect(titlesIn(`\`\`\`\n${'>'.repeat(6_000_000)}\`\`\`\n[[a]]`)).toEqual(['a']);
    expect(titlesIn(`[[${'x'.repeat(12_000_000)}\n[[a]]`)).toEqual(['a']);
    expect(titlesIn('[[a]] '.repeat(300_000))).toHaveLength(300_000);
  });
});

describe('the key of a title', () => {
  it('is the same whatever the case, the spaces around it and how letters are composed', () => {
    expect(titleKeyOf(' Caf\u00e9 ')).toBe(titleKeyOf('CAFE\u0301'));
    expect(titleKeyOf('a b')).not.toBe(titleKeyOf('ab'));
  });
});
