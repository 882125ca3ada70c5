import { fc, test } from '@fast-check/vitest';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';
import { focused, followAttention, isReading } from './attention.ts';
import { Pen, type Drawing } from './folding.ts';

interface Given {
  readonly cursor?: number;
  readonly isRead?: boolean;
}

function drawing(text: string, { cursor, isRead = false }: Given): Drawing {
  const extensions = [noteMarkdown, followAttention, isReading.of(isRead)];
  const before = EditorState.create({ doc: text, selection: { anchor: cursor ?? 0 }, extensions });
  const { state } = before.update({ effects: focused.of(cursor !== undefined) });
  ensureSyntaxTree(state, text.length, 5_000);
  return new Pen(state, 0, text.length).draw();
}

/** The parts of a text that something else, or nothing, is shown for. */
function replaced(text: string, given: Given): readonly (readonly [from: number, to: number])[] {
  return drawing(text, given)
    .decorations.filter(({ from, to, value }) => from < to && value.point)
    .map(({ from, to }) => [from, to] as const)
    .toSorted(([a], [b]) => a - b);
}

/** A text as it is seen: without what is folded. */
function seen(text: string, given: Given = {}): string {
  let [shown, position] = ['', 0];
  for (const [from, to] of replaced(text, given)) {
    shown += text.slice(position, Math.max(position, from));
    position = Math.max(position, to);
  }
  return shown + text.slice(position);
}

describe('folding', () => {
  it.each([
    ['# Head', 'Head'],
    ['## Head ##', 'Head '],
    ['some **bold** and *soft* words', 'some bold and soft words'],
    ['~~gone~~ and `code`', 'gone and code'],
    ['H~2~O, x^2^', 'H2O, x2'],
    ['[a link](https://example.org "there")', 'a link'],
    ['<https://example.org>', 'https://example.org'],
    ['[[Tides]] and [[Tides|the tides]]', 'Tides and the tides'],
    ['a note[^1]', 'a note1'],
    ['\\*not soft\\*', '*not soft*'],
    ['> said\n> again', 'said\nagain'],
    ['- one\n  - two', 'one\ntwo'],
    ['1. one', '1. one'],
    ['- [ ] task', 'task'],
    ['```ts\nlet a;\n```', '\nlet a;\n'],
    ['words [not a link] and [x][y]', 'words [not a link] and [x][y]'],
    ['[words][ A  name]\n\n[a NAME]: <https://example.org>', 'words\n\n[a NAME]: <https://example.org>'],
    ['[port][] and [port]\n\n[port]: /p', 'port and port\n\n[port]: /p'],
    ['[x][y] and [^1]\n\n[^1]: https://example.org', '[x][y] and 1\n\n1: https://example.org'],
  ])('shows “%s” as “%s”', (text, shown) => {
    expect(seen(text)).toBe(shown);
  });

  it('shows the signs of what the cursor is in, and of nothing else', () => {
    const text = 'some **bold** and **other** words';
    expect(seen(text, { cursor: 8 })).toBe('some **bold** and other words');
    expect(seen(text, { cursor: 0 })).toBe('some bold and other words');
  });

  it.each([
    ['# Head\n# Other', 3, '# Head\nOther'],
    ['> said\n> again', 3, '> said\nagain'],
    ['- one\n- two', 1, '- one\ntwo'],
    ['- one\n- two', 4, 'one\ntwo'],
    ['- [ ] task', 3, '- [ ] task'],
    ['```ts\nlet a;\n```', 8, '```ts\nlet a;\n```'],
  ])('shows the signs of “%s” with the cursor at %d', (text, cursor, shown) => {
    expect(seen(text, { cursor })).toBe(shown);
  });

  it.each(['![a\nb](c)', '$a\nb$', 'a $$b\nc$$', '[a](b\n"c")'])(
    'leaves “%s” alone, which reaches over lines',
    (text) => {
      expect(seen(text).split('\n')).toHaveLength(2);
    },
  );

  it('shows no sign where the note is only read', () => {
    expect(seen('# Head', { cursor: 3, isRead: true })).toBe('Head');
  });

  const pieces = fc.constantFrom(
    ...[
      '# ',
      '**',
      '*',
      '`',
      '[',
      ']',
      '](b)',
      '[[',
      ']]',
      '- ',
      '[x] ',
      '> ',
      '\n',
      '  ',
      'a',
      '$',
      '$$',
      '|',
      '```',
      '[^1]',
      ':',
      '~~',
      '![',
      '\\',
      '---',
      '\ud800',
      '\0',
    ],
  );

  test.prop([fc.array(pieces, { maxLength: 40 }), fc.nat({ max: 100 })])(
    'never hides the end of a line, and never the same letter twice',
    (parts, at) => {
      const text = parts.join('');
      const ranges = replaced(text, { cursor: Math.min(at, text.length) });
      for (const [from, to] of ranges) expect(text.slice(from, to)).not.toContain('\n');
      for (const [index, [from]] of ranges.entries()) {
        expect(from).toBeGreaterThanOrEqual(ranges[index - 1]?.[1] ?? 0);
      }
    },
  );
});
