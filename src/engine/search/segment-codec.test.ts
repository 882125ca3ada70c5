import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { find, findAny, finish, indexOf, type TestNote } from './fixtures/indexes.ts';
import { NoteIndex } from './note-index.ts';
import { decodeSegment, encodeSegment, statesOf } from './segment-codec.ts';
import type { Segment } from './segment.ts';

const notes: readonly TestNote[] = [
  { title: 'Tea', body: 'Oolong and 東京, tea', tags: ['a'], updatedAt: 1_790_000_000_000 },
  { title: '\ud800', body: 'A black tea [[Tea]]', pinned: true },
  { body: '' },
];

function segmentOf(some: readonly TestNote[]): Segment {
  const [segment] = indexOf(some).segments;
  if (!segment) throw new Error('There is no segment');
  return segment;
}

describe('a segment as bytes', () => {
  it('comes back as it was', () => {
    const segment = segmentOf(notes);
    const back = finish(decodeSegment(finish(encodeSegment(segment)), statesOf(segment)));
    expect(back).toEqual(segment);
  });

  it('is refused when it is cut, goes on, or is of another version', () => {
    const segment = segmentOf(notes);
    const bytes = finish(encodeSegment(segment));
    const states = statesOf(segment);
    for (let length = 0; length < bytes.length; length++)
      expect(finish(decodeSegment(bytes.subarray(0, length), states))).toBeNull();
    expect(finish(decodeSegment(Uint8Array.of(...bytes, 0), states))).toBeNull();
    expect(finish(decodeSegment(bytes, states.subarray(1)))).toBeNull();
    expect(finish(decodeSegment(bytes.with(0, 2), states))).toBeNull();
  });

  it('never hangs, fails or takes room for more than its bytes, whatever they are', () => {
    const segment = segmentOf(notes);
    const bytes = finish(encodeSegment(segment));
    const states = statesOf(segment);
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const damaged = changes.map((list) => {
      const copy = bytes.slice();
      for (const [at, value] of list) copy[at] = value;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (some) => {
        const read = finish(decodeSegment(some, states));
        if (!read) return;
        const index = new NoteIndex([read]);
        for (const query of ['tea', 'te', '東', '"black tea"', 'tag:a', '-x', 'oolnog']) find(index, query);
        index.linkersOf('Tea');
        finish(index.unite());
      }),
      { numRuns: process.env.SLOW ? 20_000 : 500 },
    );
  });

  it('finds what it found', () => {
    const segment = segmentOf(notes);
    const back = finish(decodeSegment(finish(encodeSegment(segment)), statesOf(segment)));
    const index = new NoteIndex(back ? [back] : []);
    expect([findAny(index, 'tea'), findAny(index, '"black tea"'), findAny(index, 'is:pinned')]).toEqual([
      [0, 1],
      [1],
      [1],
    ]);
  });
});
