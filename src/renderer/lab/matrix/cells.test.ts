import { describe, expect, it } from 'vitest';
import type { Cell, Matrix } from '../../../contract/index.ts';
import { afterKey } from './cell-keys.ts';
import { cellSentence, differ, isByEscrow, share } from './cells.ts';

const cell = (change: Partial<Cell>): Cell => ({
  model: 'M1',
  adversary: 'A4',
  outcome: 'all',
  recovered: 20,
  total: 20,
  seconds: 1,
  ...change,
});
const none = cell({ model: 'M0', outcome: 'nothing', recovered: 0 });
const matrix = (...cells: Cell[]): Matrix => ({ models: ['M0', 'M1'], adversaries: ['A4'], cells });

describe('a cell of the matrix', () => {
  it.each([
    ['what nobody gets without escrow', none, cell({}), true],
    ['reports where there are none otherwise', none, cell({ outcome: 'metadata', recovered: 0 }), true],
    ['nothing', none, cell({ outcome: 'nothing', recovered: 0 }), false],
    [
      'what the same adversary gets anyway',
      cell({ model: 'M0', outcome: 'later', recovered: 10 }),
      cell({ outcome: 'later', recovered: 10 }),
      false,
    ],
    [
      'more than the same adversary gets anyway',
      cell({ model: 'M0', outcome: 'cost', recovered: 4 }),
      cell({ outcome: 'cost', recovered: 20 }),
      true,
    ],
    ['what M0 itself gives', none, cell({ model: 'M0', outcome: 'target', recovered: 1 }), false],
  ])('has escrow’s colour only for more than M0 gives: %s', (_what, without, with_, expected) => {
    expect(isByEscrow(matrix(without, with_), with_)).toBe(expected);
  });

  it('has no colour without an M0 to compare with', () => {
    expect(isByEscrow(matrix(cell({})), cell({}))).toBe(false);
  });

  it('says how many of how many, unless nothing was tried', () => {
    expect(share(cell({ outcome: 'target', recovered: 1 }))).toBe('1 of 20');
    expect(share(cell({ outcome: 'na', recovered: 0 }))).toBe('');
    expect(cellSentence(cell({}))).toBe('Every vault was read. 20 of 20 vaults.');
  });

  it('differs from another by what was got or by how many', () => {
    expect(differ(cell({}), cell({ seconds: 9 }))).toBe(false);
    expect(differ(cell({}), cell({ recovered: 19 }))).toBe(true);
    expect(differ(cell({}), undefined)).toBe(true);
  });
});

describe('the keys of the matrix', () => {
  const size = { rows: 10, columns: 11 };
  const at = { row: 0, column: 10 };

  it.each([
    ['ArrowRight', false, { row: 0, column: 10 }],
    ['ArrowLeft', false, { row: 0, column: 9 }],
    ['ArrowUp', false, { row: 0, column: 10 }],
    ['ArrowDown', false, { row: 1, column: 10 }],
    ['Home', false, { row: 0, column: 0 }],
    ['End', true, { row: 9, column: 10 }],
    ['a', false, null],
  ])('lead by %s (Ctrl: %s) to %o', (key, ctrlKey, expected) => {
    expect(afterKey(at, { key, ctrlKey }, size)).toEqual(expected);
  });
});
