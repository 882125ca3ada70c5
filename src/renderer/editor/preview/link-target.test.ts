import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';
import { targetAt } from './link-target.ts';

/** Where the link leads in which the words stand. */
function targetIn(text: string, words = 'here') {
  const state = EditorState.create({ doc: text, extensions: [noteMarkdown] });
  ensureSyntaxTree(state, text.length, 5_000);
  return targetAt(state, text.indexOf(words) + 1);
}

describe('the target of a link', () => {
  it.each([
    ['[here](https://example.org/a "there")', 'https://example.org/a'],
    ['[here](<https://example.org/a b>)', 'https://example.org/a b'],
    ['[here](example.org)', 'https://example.org'],
    ['[here](ida@example.org)', 'mailto:ida@example.org'],
    ['[here][the port]\n\n[The  Port]: https://example.org/port "Quay"', 'https://example.org/port'],
    ['[here][]\n\n[here]: <https://example.org/h>', 'https://example.org/h'],
    ['[here]\n\n[HERE]: https://example.org/h', 'https://example.org/h'],
    ['[a]: https://example.org/1\n[a]: https://example.org/2\n\n[here][a]', 'https://example.org/1'],
  ])('of “%s” is %s', (text, address) => {
    expect(targetIn(text)).toEqual({ kind: 'address', address });
  });

  it('is a file of the note where the address names one', () => {
    const id = 'a1'.repeat(16);
    expect(targetIn(`[here][plan]\n\n[plan]: attachment:${id}`)).toEqual({ kind: 'file', id });
  });

  it.each([
    '[here]',
    '[here][nothing]',
    '[here][x]\n\n[^x]: a footnote',
    '[here][x]\n\n    [x]: code',
    'here',
  ])('is none in “%s”', (text) => {
    expect(targetIn(text)).toBeNull();
  });
});
