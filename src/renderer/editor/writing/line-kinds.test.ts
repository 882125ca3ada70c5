import fc from 'fast-check';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';
import { isLineKind, toggleLines, type LineKind } from './line-kinds.ts';

const kinds: readonly LineKind[] = [
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'bullets',
  'numbers',
  'tasks',
  'quote',
];

function all(doc: string): EditorState {
  return EditorState.create({ doc, selection: { anchor: 0, head: doc.length } });
}

function toggled(before: EditorState, kind: LineKind): EditorState {
  return before.update(toggleLines(before, kind)).state;
}

describe('kinds of lines', () => {
  it.each([
    ['one\ntwo', 'bullets', '- one\n- two'],
    ['- one\n- two', 'numbers', '1. one\n2. two'],
    ['1. one\n\n3. two', 'tasks', '- [ ] one\n\n- [ ] two'],
    ['- [x] done', 'bullets', '- done'],
    ['## Tides', 'heading1', '# Tides'],
    ['# Tides', 'heading1', 'Tides'],
    ['  - in', 'tasks', '  - [ ] in'],
    ['- in', 'quote', '> - in'],
    ['', 'heading2', '## '],
  ] as const)('%j becomes, by %s, %j', (before, kind, after) => {
    expect(toggled(all(before), kind).doc.toString()).toBe(after);
  });

  it('leave the rows of a table alone, and take a whole table', () => {
    const doc = '| a |\n| - |\n| b |';
    const within = (anchor: number, head: number) =>
      EditorState.create({ doc, selection: { anchor, head }, extensions: noteMarkdown });
    expect(toggled(within(2, 2), 'quote').doc.toString()).toBe(doc);
    expect(toggled(within(doc.length, doc.length), 'bullets').doc.toString()).toBe(doc);
    expect(toggled(within(0, doc.length), 'quote').doc.toString()).toBe('> | a |\n> | - |\n> | b |');
  });

  it('are undone by what made them, on lines that were plain', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '漢'), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...kinds),
        (lines, kind) => {
          const doc = lines.join('\n');
          const once = toggled(all(doc), kind);
          expect(isLineKind(once, kind)).toBe(true);
          expect(toggled(once, kind).doc.toString()).toBe(doc);
        },
      ),
    );
  });
});
