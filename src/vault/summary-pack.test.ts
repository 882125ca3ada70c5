import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { NoteId, type NoteSummary } from '../contract/words.ts';
import * as v from 'valibot';
import { packSummaries, unpackSummaries } from './summary-pack.ts';

const time = fc.oneof(fc.nat(), fc.maxSafeNat());
/** Any UTF-16 at all, half pairs included. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
);

const summary: fc.Arbitrary<NoteSummary> = fc.record({
  state: fc.constant('readable' as const),
  id: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) =>
      v.parse(NoteId, Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')),
    ),
  revision: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  title: text,
  snippet: fc.option(text),
  tags: fc.array(text, { maxLength: 3 }),
  notebook: fc.option(text),
  pinned: fc.boolean(),
  favourite: fc.boolean(),
  template: fc.boolean(),
  createdAt: time,
  updatedAt: time,
  archivedAt: fc.option(time),
  trashedAt: fc.option(time),
  wordCount: fc.nat(),
  attachmentCount: fc.nat(),
});

describe('a pack of summaries', () => {
  test.prop([fc.array(summary, { maxLength: 20 })])('gives back what was put in it', (notes) => {
    expect(unpackSummaries(packSummaries(notes))).toEqual(notes);
  });

  test.prop([fc.array(summary, { minLength: 1, maxLength: 5 }), fc.nat()])(
    'is none if it was cut off anywhere',
    (notes, at) => {
      const packed = packSummaries(notes);
      expect(unpackSummaries(packed.subarray(0, at % packed.length))).toBeNull();
    },
  );

  test.prop([fc.uint8Array({ maxLength: 200 })])('does not throw for any bytes', (bytes) => {
    expect(() => unpackSummaries(bytes)).not.toThrow();
  });

  it('keeps a title that begins with a byte order mark', () => {
    const [note] = fc.sample(summary, 1);
    if (!note) throw new Error('expected a note');
    const marked = { ...note, title: '\ufeffTitle' };
    expect(unpackSummaries(packSummaries([marked]))).toEqual([marked]);
  });
});
