import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';
import { isInRow, placedIn, textInCell } from './placing.ts';

/** The text after a paste where `█` stands, with another one where the cursor then is. */
function pasted(written: string, markdown: string): string {
  const at = written.indexOf('█');
  const state = EditorState.create({ doc: written.replace('█', '') });
  const { from, to, insert, length } = placedIn(state, { from: at, to: at }, markdown);
  const doc = state.update({ changes: { from, to, insert } }).state.doc.toString();
  return `${doc.slice(0, from + length)}█${doc.slice(from + length)}`;
}

describe('where pasted Markdown stands', () => {
  it.each([
    ['a █ b', '**c**', 'a **c**█ b'],
    ['█', '- c\n- d', '- c\n- d█'],
    ['a █', '## c', 'a\n\n## c█'],
    ['a █ b', '- c\n- d', 'a\n\n- c\n- d█\n\nb'],
    ['█b', '## c', '## c█\n\nb'],
    ['- a\n- █', '- c\n  - d', '- a\n- c\n  - d█'],
    ['- a\n  1. █', '- c\n- d', '- a\n  - c\n  - d█'],
    ['- [ ] █', 'c\n\nd', '- [ ] c\n\n  d█'],
    ['> █', 'c\n\nd', '> c\n>\n> d█'],
    ['> - █', 'c\n\nd', '> - c\n>\n>   d█'],
  ])('“%s” and “%s” are “%s”', (written, markdown, result) => {
    expect(pasted(written, markdown)).toBe(result);
  });
});

describe('a cell of a table', () => {
  it.each([
    ['a\nb', 'a b'],
    ['a\tb\r\n', 'a b'],
    ['a | b \\| c', 'a \\| b \\| c'],
    ['| a | b |\n| c | d |\n', '| a | b |\n| c | d |\n'],
  ])('takes “%s” as “%s”', (text, cell) => {
    expect(textInCell(text)).toBe(cell);
  });

  it('takes a long run of spaces', () => {
    const text = `a${' '.repeat(200_000)}b`;
    expect(textInCell(text)).toBe(text);
  });

  it('is known by the row that the whole selection is in', () => {
    const doc = 'a\n\n| b | c |\n| - | - |\n| d | e |';
    const isRow = (anchor: number, head: number) =>
      isInRow(EditorState.create({ doc, selection: { anchor, head }, extensions: noteMarkdown }));
    expect(isRow(6, 8)).toBe(true);
    expect(isRow(0, 0)).toBe(false);
    expect(isRow(6, doc.length)).toBe(false);
  });
});
