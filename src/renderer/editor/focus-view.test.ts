import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { paragraphAt } from './focus-view.ts';

describe('the paragraph of the cursor', () => {
  it.each([
    ['one\ntwo\n\nth|ree\nfour\n \nfive', [4, 5]],
    ['|one', [1, 1]],
    ['one\n|\ntwo', [2, 2]],
    ['one\ntwo|', [1, 2]],
  ])('of %j goes from and to %j', (written, lines) => {
    const anchor = written.indexOf('|');
    const state = EditorState.create({ doc: written.replace('|', ''), selection: { anchor } });
    expect(paragraphAt(state)).toEqual(lines);
  });
});
