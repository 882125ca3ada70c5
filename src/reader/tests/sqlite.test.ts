import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openPages } from '../sqlite/pages.ts';
import { rowsOf } from '../sqlite/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const freshPath = () => join(folder, `${count++}.db`);

/** The table `t` has page 2 for its root: it is the first one made. */
function readBack(file: Uint8Array, log: Uint8Array | null = null): unknown[] {
  return Array.from(rowsOf(openPages(file, log), 2), (row) => {
    const [, number, blob, text] = row ?? [];
    return row && [number, blob instanceof Uint8Array ? Buffer.from(blob).toString('hex') : blob, text];
  });
}

function makeTable(path: string, pageSize: number): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(
    `PRAGMA page_size = ${pageSize}; CREATE TABLE t (k INTEGER PRIMARY KEY, n INTEGER, b BLOB, s TEXT)`,
  );
  return database;
}

const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(0, 1, -1, 2 ** 15, -(2 ** 15), 2 ** 23, 2 ** 31, -(2 ** 31), 2 ** 47, -(2 ** 47) - 1),
);
const blobs = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.integer({ min: 0, max: 9000 }).map((length) => new Uint8Array(length).fill(length % 251)),
);
const rows = fc.array(fc.tuple(numbers, blobs, fc.string({ unit: 'binary', maxLength: 30 })), {
  maxLength: 60,
});

describe('the reader of SQLite files', () => {
  it('reads what SQLite wrote: any page size, many rows, long rows, all widths of numbers', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(512, 1024, 4096, 65_536), (values, pageSize) => {
        const path = freshPath();
        const database = makeTable(path, pageSize);
        const insert = database.prepare('INSERT INTO t (n, b, s) VALUES (?, ?, ?)');
        database.exec('BEGIN');
        const clean = values.map(([n, b, s]) => [n, b, s.toWellFormed().replaceAll('\0', '')] as const);
        for (const value of clean) insert.run(...value);
        database.exec('COMMIT');
        database.close();
        const wanted = clean.map(([n, b, s]) => [n, Buffer.from(b).toString('hex'), s]);
        expect(readBack(readFileSync(path))).toEqual(wanted);
      }),
    );
  });

  it('reads a row of every length around where SQLite moves it to overflow pages', () => {
    const path = freshPath();
    const database = makeTable(path, 512);
    const insert = database.prepare('INSERT INTO t (n, b, s) VALUES (1, ?, NULL)');
    const lengths = Array.from({ length: 1_600 }, (_, length) => length);
    database.exec('BEGIN');
    for (const length of lengths) insert.run(new Uint8Array(length).fill(length & 0xff));
    database.exec('COMMIT');
    database.close();
    const wanted = lengths.map((length) => [1, Buffer.alloc(length, length & 0xff).toString('hex'), null]);
    expect(readBack(readFileSync(path))).toEqual(wanted);
  });

  it('reads trees of several levels, with holes where rows were deleted', () => {
    const path = freshPath();
    const database = makeTable(path, 512);
    database.exec(`
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000)
      INSERT INTO t (n, b, s) SELECT i, zeroblob(i % 900), 'row ' || i FROM c;
      DELETE FROM t WHERE n % 7 = 0;
    `);
    database.close();
    const found = readBack(readFileSync(path));
    expect(found.length).toBe(20_000 - Math.floor(20_000 / 7));
    expect(found.at(-1)).toEqual([20_000, '00'.repeat(20_000 % 900), 'row 20000']);
  });

  describe('with a log', () => {
    const path = freshPath();
    const database = makeTable(path, 1024);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    const insert = database.prepare('INSERT INTO t (n, b, s) VALUES (?, zeroblob(700), ?)');
    const ends: number[] = [];
    for (let n = 0; n < 30; n++) {
      insert.run(n, `row ${n}`);
      ends.push(readFileSync(`${path}-wal`).length);
    }
    const copy = freshPath();
    copyFileSync(path, copy);
    const file = readFileSync(copy);
    const log = readFileSync(`${path}-wal`);
    database.close();

    it('reads what the log has', () => {
      expect(readBack(file)).toEqual([]);
      expect(readBack(file, log).length).toBe(30);
    });

    it('reads, of a log cut short anywhere, what was committed before the cut', () => {
      for (let length = 0; length <= log.length; length += 97) {
        const committed = ends.filter((end) => end <= length).length;
        expect(readBack(file, log.subarray(0, length)).length).toBe(committed);
      }
    });

    it('reads, of a log with a flipped bit, what was committed before that bit', () => {
      for (let at = 32; at < log.length; at += 1_013) {
        const damaged = Uint8Array.from(log);
        damaged[at] = (damaged[at] ?? 0) ^ 4;
        const committed = ends.filter((end) => end <= at).length;
        expect(readBack(file, damaged).length).toBe(committed);
      }
    });

    it('leaves a log of another page size alone', () => {
      const other = Uint8Array.from(log);
      other[10] = 8;
      expect(readBack(file, other)).toEqual([]);
    });
  });
});
