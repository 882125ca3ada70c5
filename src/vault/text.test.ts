import { describe, expect, it } from 'vitest';
import { snippetOf } from './text.ts';

describe('the snippet', () => {
  it.each([
    ['# Heading\n\nSome **bold** and _quiet_ words.', 'Heading Some bold and _quiet_ words.'],
    ['- [ ] milk\n- [x] bread\n1. one', 'milk bread one'],
    ['> quoted\n\n---\n\n`code` ![a cat](cat.png) [site](https://example.org)', 'quoted code a cat site'],
    [
      'See [[Moon]] and [[Tides|the tides]].[^1]\n\n[^1]: Said in passing.',
      'See Moon and the tides. Said in passing.',
    ],
    ['See [[Moon|]].', 'See Moon.'],
    ['| Port | Height |\n| :-- | --: |\n| Calais | 6.9 m |', 'Port Height Calais 6.9 m'],
    ['a | b, [x] and [[ open', 'a | b, [x] and [[ open'],
    ['1\\. no item, \\*no\\* mark, C:\\dir \\\\ x', '1. no item, *no* mark, C:\\dir \\ x'],
    ['| a\\|b | c |\n| - | - |', 'a|b c'],
    ['2 * 3 = 6 and a_b_c', '2 * 3 = 6 and a_b_c'],
    ['', ''],
  ])('of %j is %j', (body, snippet) => {
    expect(snippetOf(body)).toBe(snippet);
  });

  it('is at most 200 characters and cuts no character in two', () => {
    expect(Array.from(snippetOf('😀'.repeat(300)))).toHaveLength(200);
    expect(snippetOf('😀'.repeat(300)).isWellFormed()).toBe(true);
  });

  it('takes no time on a body of one endless line', () => {
    expect(snippetOf('x'.repeat(5_000_000))).toHaveLength(200);
  });
});
