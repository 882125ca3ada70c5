import { language } from '@codemirror/language';
import { EditorState, Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { longestParsedLine, markdownWhileQuick } from './markdown-language.ts';

function stateOf(lines: readonly string[]): EditorState {
  const doc = Text.of([...lines]);
  return EditorState.create({ doc, extensions: markdownWhileQuick(doc) });
}

const isParsed = (state: EditorState): boolean => state.facet(language) !== null;
const long = 'x'.repeat(longestParsedLine);

describe('Markdown in the editor', () => {
  it('is parsed in a long note of ordinary lines', () => {
    expect(isParsed(stateOf(Array.from({ length: 20_000 }, () => 'An ordinary line of text.')))).toBe(true);
  });

  it('is left alone where a line is too long to be parsed at each letter', () => {
    expect(isParsed(stateOf(['# Title', long, 'end']))).toBe(false);
  });

  it('is left alone from the moment such a line comes in', () => {
    const before = stateOf(['# Title', '']);
    const after = before.update({ changes: { from: 8, insert: long } }).state;
    expect([isParsed(before), isParsed(after)]).toEqual([true, false]);
    expect(after.doc.length).toBe(8 + long.length);
  });
});
