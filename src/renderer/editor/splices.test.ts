import { fc, test } from '@fast-check/vitest';
import { ChangeSet, Text } from '@codemirror/state';
import { describe, expect } from 'vitest';
import { splicesOf } from './splices.ts';

const lines = fc.array(
  fc.string({ maxLength: 8 }).map((line) => line.replaceAll(/[\r\n]/g, '')),
  { minLength: 1, maxLength: 6 },
);

/** Places of a text as parts of its length, and what comes there. */
const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5), lines), {
  maxLength: 8,
});

describe('splices', () => {
  test.prop([lines, edits])('give the text that the editor has', (before, wanted) => {
    const doc = Text.of(before);
    const changes = ChangeSet.of(
      wanted.map(([part, length, insert]) => {
        const from = Math.floor(part * doc.length);
        return { from, to: Math.min(doc.length, from + length), insert: insert.join('\n') };
      }),
      doc.length,
      '\n',
    );
    let text = doc.toString();
    for (const [from, to, insert] of splicesOf(changes)) text = text.slice(0, from) + insert + text.slice(to);
    expect(text).toBe(changes.apply(doc).toString());
  });
});
