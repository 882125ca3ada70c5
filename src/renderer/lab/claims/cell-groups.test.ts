import { describe, expect, it } from 'vitest';
import { cellGroups } from './cell-groups.ts';

describe('the cells that bear on a claim', () => {
  it('are put together by adversary, in the order in which they are named', () => {
    expect(
      cellGroups([
        { model: 'M4', adversary: 'A3' },
        { model: 'M4', adversary: 'A1' },
        { model: 'M2', adversary: 'A3' },
      ]),
    ).toEqual([
      { adversary: 'A3', models: ['M4', 'M2'] },
      { adversary: 'A1', models: ['M4'] },
    ]);
  });

  it('are named once each', () => {
    const cell = { model: 'M1', adversary: 'A4' } as const;
    expect(cellGroups([cell, cell])).toEqual([{ adversary: 'A4', models: ['M1'] }]);
  });

  it('are none where no experiment bears on it', () => {
    expect(cellGroups([])).toEqual([]);
  });
});
