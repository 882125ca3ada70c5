import { describe, expect, it } from 'vitest';
import { maxBodyLength, maxTitleLength } from '../../contract/index.ts';
import { roomProblem } from './room.ts';

describe('the room in a note', () => {
  it('is enough up to the very limit', () => {
    expect(roomProblem('title', maxTitleLength)).toBeNull();
    expect(roomProblem('note', maxBodyLength)).toBeNull();
  });

  it('is told with both numbers where a text is too long for it', () => {
    expect(roomProblem('title', maxTitleLength + 1)).toBe(
      'That is too long, and was not added. A title can hold 10,000 characters; it would have had 10,001.',
    );
    expect(roomProblem('note', 100_000_000)).toContain('16,777,216');
  });
});
