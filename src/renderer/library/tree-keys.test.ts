import { describe, expect, it } from 'vitest';
import { treeMove, type TreeLine } from './tree-keys.ts';

/** A (unfolded) with B (folded) and C in it, then D. */
const lines: readonly TreeLine[] = [
  { level: 1, isExpanded: true },
  { level: 2, isExpanded: false },
  { level: 2, isExpanded: null },
  { level: 1, isExpanded: null },
];

describe('keys in a tree', () => {
  it.each([
    ['ArrowDown', 0, { go: 1 }],
    ['ArrowDown', 3, { go: 3 }],
    ['ArrowDown', -1, { go: 0 }],
    ['ArrowUp', 0, { go: 0 }],
    ['Home', 2, { go: 0 }],
    ['End', 0, { go: 3 }],
    ['ArrowRight', 0, { go: 1 }],
    ['ArrowRight', 1, 'toggle'],
    ['ArrowRight', 2, null],
    ['ArrowLeft', 0, 'toggle'],
    ['ArrowLeft', 2, { go: 0 }],
    ['ArrowLeft', 3, null],
    ['x', 1, null],
  ] as const)('%s on row %i leads to %o', (key, row, move) => {
    expect(treeMove(key, lines, row)).toEqual(move);
  });

  it('lead nowhere in an empty tree', () => {
    expect(treeMove('ArrowDown', [], -1)).toBeNull();
  });
});
