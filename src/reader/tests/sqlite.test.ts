import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openPages } from '../sqlite/pages.ts';
import { bytesSource, stretchSource } from '../sqlite/source.ts';
import { entriesOf, rowAt, rowsOf } from '../sqlite/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const freshPath = () => join(folder, `${count++}.db`);

/** The table `t` has page 2 for its root: it is the first one made. */
async function readBack(file: Uint8Array, log: Uint8Array | null = null): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of rowsOf(await openPages(bytesSource(file), log), 2)) {
    const [, number, blob, text] = row ?? [];
    rows.push(row && [number, blob instanceof Uint8Array ? Buffer.from(blob).toString('hex') : blob, text]);
  }
  return rows;
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
  it('reads what SQLite wrote: any page size, many rows, long rows, all widths of numbers', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(512, 1024, 4096, 65_536), async (values, pageSize) => {
        const path = freshPath();
        const database = makeTable(path, pageSize);
        const insert = database.prepare('INSERT INTO t (n, b, s) VALUES (?, ?, ?)');
        database.exec('BEGIN');
        const clean = values.map(([n, b, s]) => [n, b, s.toWellFormed().replaceAll('\0', '')] as const);
        for (const value of clean) insert.run(...value);
        database.exec('COMMIT');
        database.close();
        const wanted = clean.map(([n, b, s]) => [n, Buffer.from(b).toString('hex'), s]);
        expect(await readBack(readFileSync(path))).toEqual(wanted);
      }),
    );
  });

  it('reads a row of every length around where SQLite moves it to overflow pages', async () => {
    const path = freshPath();
    const database = makeTable(path, 512);
    const insert = database.prepare('INSERT INTO t (n, b, s) VALUES (1, ?, NULL)');
    const lengths = Array.from({ length: 1_600 }, (_, length) => length);
    database.exec('BEGIN');
    for (const length of lengths) insert.run(new Uint8Array(length).fill(length & 0xff));
    database.exec('COMMIT');
    database.close();
    const wanted = lengths.map((length) => [1, Buffer.alloc(length, length & 0xff).toString('hex'), null]);
    expect(await readBack(readFileSync(path))).toEqual(wanted);
  });

  it('reads trees of several levels, with holes where rows were deleted', async () => {
    const path = freshPath();
    const database = makeTable(path, 512);
    database.exec(`
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000)
      INSERT INTO t (n, b, s) SELECT i, zeroblob(i % 900), 'row ' || i FROM c;
      DELETE FROM t WHERE n % 7 = 0;
    `);
    database.close();
    const found = await readBack(readFileSync(path));
    expect(found.length).toBe(20_000 - Math.floor(20_000 / 7));
    expect(found.at(-1)).toEqual([20_000, '00'.repeat(20_000 % 900), 'row 20000']);
  });

  it('reads the start of each row alone, and any row again later, whole', async () => {
    for (const pageSize of [512, 4096]) {
      const path = freshPath();
      const database = makeTable(path, pageSize);
      database.exec(`
        WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 60)
        INSERT INTO t (n, b, s) SELECT i, zeroblob(i * 400), 'behind' FROM c;
      `);
      database.close();
      const pages = await openPages(bytesSource(readFileSync(path)), null);
      let count = 0;
      for await (const entry of entriesOf(pages, 2, 39)) {
        count += 1;
        expect(entry?.values.slice(0, 2)).toEqual([null, count]);
        expect(entry?.values.length).toBe(2);
        const [, number, blob, text] = (entry && (await rowAt(pages, entry.place, 2 ** 16))) ?? [];
        expect([number, blob instanceof Uint8Array && blob.length, text]).toEqual([
          count,
          count * 400,
          'behind',
        ]);
        const tooLong = entry && (await rowAt(pages, entry.place, count * 400));
        expect(tooLong).toBeNull();
      }
      expect(count).toBe(60);
    }
  });

  it('reads a file in stretches as it reads it from memory, and keeps few of them', async () => {
    const path = freshPath();
    const database = makeTable(path, 4096);
    database.exec(`
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 300)
      INSERT INTO t (n, b, s) SELECT i, zeroblob(65000), 'row ' || i FROM c;
    `);
    database.close();
    const file = readFileSync(path);
    const asked: number[] = [];
    const source = stretchSource(file.length, (from, to) => {
      asked.push(to - from);
      return Promise.resolve(new Uint8Array(file.subarray(from, to)));
    });
    const pages = await openPages(source, null);
    let count = 0;
    for await (const row of rowsOf(pages, 2)) expect(row?.[3]).toBe(`row ${++count}`);
    expect(count).toBe(300);
    expect(Math.max(...asked)).toBeLessThanOrEqual(2 ** 20);
    expect(asked.length).toBeLessThan(file.length / 2 ** 18);
    const starts = asked.length;
    for await (const entry of entriesOf(pages, 2, 39)) expect(entry?.values.length).toBe(2);
    const total = asked.slice(starts).reduce((sum, length) => sum + length, 0);
    expect(total).toBeLessThan(file.length);
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

    it('reads what the log has', async () => {
      expect(await readBack(file)).toEqual([]);
      expect((await readBack(file, log)).length).toBe(30);
    });

    it('reads, of a log cut short anywhere, what was committed before the cut', async () => {
      for (let length = 0; length <= log.length; length += 97) {
        const committed = ends.filter((end) => end <= length).length;
        expect((await readBack(file, log.subarray(0, length))).length).toBe(committed);
      }
    });

    it('reads, of a log with a flipped bit, what was committed before that bit', async () => {
      for (let at = 32; at < log.length; at += 1_013) {
        const damaged = Uint8Array.from(log);
        damaged[at] = (damaged[at] ?? 0) ^ 4;
        const committed = ends.filter((end) => end <= at).length;
        expect((await readBack(file, damaged)).length).toBe(committed);
      }
    });

    it('leaves a log of another page size alone', async () => {
      const other = Uint8Array.from(log);
      other[10] = 8;
      expect(await readBack(file, other)).toEqual([]);
    });
  });
});
