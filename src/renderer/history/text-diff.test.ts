import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { compareTexts, sizeOf, type Block, type Piece } from './text-diff.ts';

/** One side of a comparison. */
function sideOf(blocks: readonly Block[], other: Piece['kind']): string {
  const text = blocks
    .map((block) =>
      block.kind === 'same'
        ? block.lines.join('')
        : block.pieces
            .filter(({ kind }) => kind !== other)
            .map((piece) => piece.text)
            .join(''),
    )
    .join('');
  return text.slice(0, -1);
}

const line = fc.oneof(
  fc.constantFrom('', 'Sea', 'The tide is out.', 'The tide is in.', '- [ ] bread', '海は静か', '🜁 \ud800 x'),
  fc.string({ maxLength: 30 }),
);
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('comparing two texts', () => {
  test.prop([text, text])('keeps both of them whole, whatever they are', (before, after) => {
    const blocks = compareTexts(before, after);
    expect(sideOf(blocks, 'added')).toBe(before);
    expect(sideOf(blocks, 'removed')).toBe(after);
  });

  test.prop([text])('finds nothing changed between a text and itself', (same) => {
    expect(compareTexts(same, same).every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('names the words that changed within a line, and leaves the others alone', () => {
    const blocks = compareTexts('Head\nThe tide is out.\nEnd', 'Head\nThe tide is in again.\nEnd');
    expect(blocks).toEqual([
      { kind: 'same', lines: ['Head\n'] },
      {
        kind: 'changed',
        pieces: [
          { kind: 'same', text: 'The tide is ' },
          { kind: 'removed', text: 'out' },
          { kind: 'added', text: 'in again' },
          { kind: 'same', text: '.\n' },
        ],
      },
      { kind: 'same', lines: ['End\n'] },
    ]);
    expect(sizeOf(blocks)).toEqual({ added: 2, removed: 1 });
  });

  it('tells an empty line that went', () => {
    expect(compareTexts('a\n\nb', 'a\nb')).toContainEqual({
      kind: 'changed',
      pieces: [{ kind: 'removed', text: '\n' }],
    });
  });

  it('gives up on the words of a very long line, and still shows both', () => {
    const [before, after] = ['sea '.repeat(100_000), 'land '.repeat(100_000)];
    const blocks = compareTexts(before, after);
    expect(sideOf(blocks, 'added')).toBe(before);
    expect(sideOf(blocks, 'removed')).toBe(after);
  });

  it('gives up on the lines of two long texts that share none, and still shows both', () => {
    const before = Array.from({ length: 60_000 }, (_, index) => `before ${index}`).join('\n');
    const after = Array.from({ length: 60_000 }, (_, index) => `after ${index}`).join('\n');
    const blocks = compareTexts(before, after);
    expect(sideOf(blocks, 'added')).toBe(before);
    expect(sideOf(blocks, 'removed')).toBe(after);
  });
});
