import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { itemId, subkey } from './bytes.ts';
import { SetHash, setHashToHex } from './set-hash.ts';
import type { RowIdentity } from './store.ts';

const key = subkey(new Uint8Array(32).fill(7));

const anyRow: fc.Arbitrary<RowIdentity> = fc.record({
  table: fc.constantFrom('summary', 'content', 'version'),
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(itemId),
  revision: fc.integer({ min: 1, max: 9 }),
});

function hashOf(rows: readonly RowIdentity[]): bigint {
  const hash = new SetHash(key);
  for (const row of rows) hash.add(row);
  return hash.value;
}

describe('the set hash', () => {
  it('of nothing is zero, written as 64 digits', () => {
    expect(setHashToHex(hashOf([]))).toBe('0'.repeat(64));
  });

  test.prop([fc.array(anyRow), fc.integer()])('does not depend on the order of the rows', (rows, turn) => {
    const at = rows.length === 0 ? 0 : Math.abs(turn) % rows.length;
    expect(hashOf([...rows.slice(at), ...rows.slice(0, at)])).toBe(hashOf(rows));
  });

  test.prop([fc.array(anyRow), anyRow])(
    'goes back to what it was when a row that came in goes out',
    (rows, row) => {
      const hash = new SetHash(key, hashOf(rows));
      hash.add(row);
      expect(hash.value).not.toBe(hashOf(rows));
      hash.subtract(row);
      expect(hash.value).toBe(hashOf(rows));
    },
  );

  test.prop([anyRow])('tells tables, revisions, positions and repeats apart', (row) => {
    const variants: RowIdentity[][] = [
      [row],
      [row, row],
      [{ ...row, revision: row.revision + 1 }],
      [{ ...row, table: 'chunk', position: 0 }],
      [{ ...row, table: 'chunk', position: 1 }],
    ];
    expect(new Set(variants.map(hashOf)).size).toBe(variants.length);
  });
});
