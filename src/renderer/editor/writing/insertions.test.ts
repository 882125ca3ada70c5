import { EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import * as insert from './insertions.ts';

/** What becomes of a text with one selection from `[` to `]`. The selection of the answer is written in the same way. */
function after(written: string, change: (state: EditorState) => TransactionSpec): string {
  const [anchor, head] = [written.indexOf('‹'), written.indexOf('›') - 1];
  const before = EditorState.create({ doc: written.replace(/[‹›]/g, ''), selection: { anchor, head } });
  const { doc, selection } = before.update(change(before)).state;
  const text = doc.toString();
  const { from, to } = selection.main;
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

describe('what is put in', () => {
  it('makes a link of words, and waits for the address', () => {
    expect(after('see ‹the tide›', insert.link)).toBe('see [the tide](‹https://›)');
  });

  it('makes a link of an address, and waits for the words', () => {
    expect(after('see ‹https://a.example›', insert.link)).toBe('see [‹›](https://a.example)');
  });

  it('keeps brackets in the words of a link from ending it', () => {
    expect(after('‹a [b]›', insert.link)).toBe('[a \\[b\\]](‹https://›)');
  });

  it('makes a link to a note of what a title can hold', () => {
    expect(after('‹a|b]]›', insert.noteLink)).toBe('[[‹a b›]]');
  });

  it('gives a table lines of its own, and selects the first name', () => {
    expect(after('words‹›\nmore', (state) => insert.table(state, 1, 2))).toBe(
      'words\n\n| ‹Column 1› | Column 2 |\n| -------- | -------- |\n|          |          |\n\nmore',
    );
  });

  it('takes the place of an empty line', () => {
    expect(after('‹›', insert.divider)).toBe('---\n‹›');
    expect(after('words\n\n‹›\n\nmore', insert.formulaBlock)).toBe('words\n\n$$\n‹›\n$$\n\nmore');
  });

  it('fences code with more signs than are in it', () => {
    expect(after('‹a\n```\nb›', insert.codeBlock)).toMatch(/^````\n[^]*\n````$/);
  });

  it('numbers footnotes on, and keeps them together at the end', () => {
    const first = after('One.‹›', insert.footnote);
    expect(first).toBe('One.[^1]\n\n[^1]: ‹›');
    expect(after('Two.‹› One.[^1]\n\n[^1]: First', insert.footnote)).toBe(
      'Two.[^2] One.[^1]\n\n[^1]: First\n[^2]: ‹›',
    );
  });
});
