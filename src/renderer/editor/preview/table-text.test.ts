import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  readTable,
  widthOf,
  withColumn,
  withNextAlignment,
  withoutColumn,
  withoutRow,
  withRow,
  writtenTable,
  type Alignment,
  type TableText,
} from './table-text.ts';

const alignment = fc.constantFrom<Alignment>('none', 'start', 'centre', 'end');
const cell = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', ' ', '漢', '👩‍🚀', 'é', '\\|', '*', '-', ':'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  })
  .map((text) => text.replaceAll(/[\r\n\\|]/g, '').trim());
const tables: fc.Arbitrary<TableText> = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.record({
    rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 6,
    }),
    alignments: fc.array(alignment, { minLength: columns, maxLength: columns }),
  }),
);

describe('the cells of a line', () => {
  it.each([
    ['| a | b |', ['a', 'b']],
    ['a | b', ['a', 'b']],
    ['| a | b', ['a', 'b']],
    ['|a||b|', ['a', '', 'b']],
    ['| a \\| b | c |', ['a \\| b', 'c']],
    ['|', ['']],
    ['| |', ['']],
    ['  | a |  ', ['a']],
  ])('of “%s” are %j', (line, cells) => {
    expect(cellsOf(line).map(({ text }) => text)).toEqual(cells);
  });

  it('are told by their places', () => {
    const line = '|  one | two|';
    expect(cellsOf(line).map(({ from, to }) => line.slice(from, to))).toEqual(['one', 'two']);
  });
});

describe('a table', () => {
  it.each([' '.repeat(200_000), `|-|${' '.repeat(200_000)}`, '|-'.repeat(100_000)])(
    'is none where the line below its head is not, however long that is',
    (line) => {
      expect(readTable(['| a |', `${line}x`])).toBeNull();
    },
  );

  test.prop([tables])('says the same after it was aligned', (table) => {
    expect(readTable(writtenTable(table))).toEqual(table);
  });

  test.prop([tables])('does not change when it is aligned again', (table) => {
    const once = writtenTable(table);
    const again = readTable(once);
    expect(again === null ? null : writtenTable(again)).toEqual(once);
  });

  test.prop([tables])('has lines of one width once it is aligned', (table) => {
    expect(new Set(writtenTable(table).map(widthOf)).size).toBe(1);
  });

  test.prop([tables, fc.nat({ max: 5 })])('is itself after a column or row came and went', (table, at) => {
    const column = Math.min(at, table.alignments.length);
    const row = Math.min(Math.max(1, at), table.rows.length);
    expect(withoutColumn(withColumn(table, column), column)).toEqual(table);
    expect(withoutRow(withRow(table, row), row)).toEqual(table);
  });

  test.prop([tables])('is itself after a column was aligned four times', (table) => {
    const turned = [0, 1, 2, 3].reduce((next) => withNextAlignment(next, 0), table);
    expect(turned).toEqual(table);
  });

  it('stands below itself', () => {
    const table = readTable(['a|long words|n', '-|:-:|--:', 'x|漢字|7']);
    expect(table === null ? null : writtenTable(table)).toEqual([
      '| a   | long words |   n |',
      '| --- | :--------: | --: |',
      '| x   |    漢字    |   7 |',
    ]);
  });

  it('keeps its head and its last column', () => {
    const table: TableText = { rows: [['a'], ['b']], alignments: ['none'] };
    expect([withoutRow(table, 0), withoutColumn(table, 0)]).toEqual([table, table]);
  });
});
