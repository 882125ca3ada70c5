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

const room = { postings: 4_096, positions: 4_096 };

/** What the bytes are, with the postings and positions of the segment they were. */
function read(bytes: Uint8Array, segment: Segment, states = statesOf(segment)): Segment | null {
  const back = finish(decodeSegment(bytes, states, room));
  back?.postings.bytes.set(segment.postings.bytes.subarray(0, back.postings.bytes.length));
  if (back) back.positions.bytes = segment.positions.bytes;
  return back;
}

describe('a segment as bytes', () => {
  it('comes back as it was', () => {
    const segment = segmentOf(notes);
    const back = read(finish(encodeSegment(segment)), segment);
    expect(back).toEqual(segment);
  });

  it('is refused when it is cut, goes on, or is of another version', () => {
    const segment = segmentOf(notes);
    const bytes = finish(encodeSegment(segment));
    const states = statesOf(segment);
    for (let length = 0; length < bytes.length; length++)
      expect(read(bytes.subarray(0, length), segment)).toBeNull();
    expect(read(Uint8Array.of(...bytes, 0), segment)).toBeNull();
    expect(read(bytes, segment, states.subarray(1))).toBeNull();
    expect(read(bytes.with(0, 1), segment)).toBeNull();
    for (const wanting of [{ postings: 10 }, { positions: 10 }])
      expect(finish(decodeSegment(bytes, states, { ...room, ...wanting }))).toBeNull();
  });

  it('never hangs, fails or takes room for more than its bytes, whatever they are', () => {
    const segment = segmentOf(notes);
    const bytes = finish(encodeSegment(segment));
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const damaged = changes.map((list) => {
      const copy = bytes.slice();
      for (const [at, value] of list) copy[at] = value;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (some) => {
        const back = read(some, segment);
        if (!back) return;
        const index = new NoteIndex([back]);
        for (const query of ['tea', 'te', '東', '"black tea"', 'tag:a', '-x', 'oolnog']) find(index, query);
        index.linkersOf('Tea');
        finish(index.unite());
      }),
      { numRuns: process.env.SLOW ? 20_000 : 500 },
    );
  });

  it('finds what it found', () => {
    const segment = segmentOf(notes);
    const back = read(finish(encodeSegment(segment)), segment);
    const index = new NoteIndex(back ? [back] : []);
    expect([findAny(index, 'tea'), findAny(index, '"black tea"'), findAny(index, 'is:pinned')]).toEqual([
      [0, 1],
      [1],
      [1],
    ]);
  });
});
