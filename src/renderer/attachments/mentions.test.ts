import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AttachmentSummary } from '../../contract/index.ts';
import { noteId } from '../bridge/fake-bridge.ts';
import { mentionedIn, picturesOf } from './mentions.ts';

const id = (number: number): string => number.toString(16).padStart(32, '0');

function file(number: number, name: string): AttachmentSummary {
  return v.parse(AttachmentSummary, { id: id(number), note: noteId(1), name, size: 1, createdAt: 0 });
}

describe('the files that a text names', () => {
  it('are those of its links and pictures, each once, in the order of the text', () => {
    const text = `![b](attachment:${id(2)}) and [a](attachment:${id(1)}), ![b](attachment:${id(2)})`;
    expect([...mentionedIn(text)]).toEqual([id(2), id(1)]);
  });

  it('are none whose address is longer or shorter than an id', () => {
    expect(mentionedIn(`[a](attachment:${id(1)}0) [b](attachment:${id(1).slice(1)})`).size).toBe(0);
  });
});

describe('the pictures beside one', () => {
  it('follow the text, and those that it does not name come last', () => {
    const files = [
      file(1, 'a.png'),
      file(2, 'plan.pdf'),
      file(3, 'c.JPG'),
      file(4, 'd.svg'),
      file(5, 'e.gif'),
    ];
    const shown = picturesOf(files, new Set([id(4), id(2), id(1)]));
    expect(shown.map(({ name }) => name)).toEqual(['d.svg', 'a.png', 'c.JPG', 'e.gif']);
  });
});
