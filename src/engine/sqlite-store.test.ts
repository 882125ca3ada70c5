import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { itemId, toHex, type StoredItem } from '../vault/index.ts';
import { codeOfFailure, freshPath, removeFolders } from './fixtures/vaults.ts';
import { withSqliteErrors } from './sqlite-errors.ts';
import { createStore, openStore, type DraftStore } from './sqlite-store.ts';

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const item = (value: number, revision = 1): StoredItem => ({
  id: itemId(filled(16, value)),
  revision,
  sealed: filled(60, value),
});
const header = { body: filled(10, 1), checksum: filled(32, 2), mac: filled(32, 3) };

let path: string;
let draft: DraftStore;

beforeEach(() => {
  path = freshPath('Notes, ü & #1 100%?.latchkey');
  draft = createStore(path);
});

afterEach(() => {
  draft.close();
  removeFolders();
});

describe('a draft', () => {
  it('has no file under its final name until it is published', () => {
    draft.writeHeader(header);
    expect(existsSync(path)).toBe(false);
    draft.publish();
    expect(existsSync(path)).toBe(true);
    expect(draft.readHeader()).toEqual(header);
  });

  it('leaves nothing behind when it is closed unpublished', () => {
    draft.writeHeader(header);
    draft.close();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('leaves one file behind when it is published and closed', () => {
    draft.publish();
    draft.close();
    draft.close();
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  it('does not replace a file that came to be meanwhile', async () => {
    writeFileSync(path, 'mine');
    expect(await codeOfFailure(() => draft.publish())).toBe('already-exists');
    draft.close();
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });
});

describe('a store', () => {
  beforeEach(() => draft.publish());

  it('marks its file as a vault of format 1 with a write-ahead log', () => {
    draft.close();
    const bytes = readFileSync(path);
    expect(bytes.readUInt32BE(68).toString(16)).toBe('4c544348');
    expect(bytes.readUInt32BE(60)).toBe(1);
    expect([bytes[18], bytes[19]]).toEqual([2, 2]);
  });

  it('gives back what was written after it was closed and opened', () => {
    draft.transaction(() => {
      draft.writeHeader(header);
      draft.writeState(filled(50, 4));
      draft.writeItem('summary', item(5));
      draft.writeItem('content', item(6, 9));
    });
    draft.close();
    const store = openStore(path);
    expect(store.readHeader()).toEqual(header);
    expect(store.readState()).toEqual(filled(50, 4));
    expect(store.readItem('summary', item(5).id)).toEqual(item(5));
    expect(store.readItem('content', item(6).id)).toEqual(item(6, 9));
    expect(store.readItem('summary', item(6).id)).toBeNull();
    store.close();
  });

  it('keeps one row for an item that is written twice', () => {
    draft.writeItem('summary', item(5));
    draft.writeItem('summary', item(5, 2));
    expect(Array.from(draft.readItems('summary'))).toEqual([item(5, 2)]);
    draft.deleteItem('summary', item(5).id);
    expect(Array.from(draft.readItems('summary'))).toEqual([]);
  });

  it('undoes everything in a transaction that throws', () => {
    draft.writeItem('summary', item(5));
    const failing = () =>
      draft.transaction(() => {
        draft.writeItem('summary', item(6));
        draft.deleteItem('summary', item(5).id);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(Array.from(draft.readItems('summary'))).toEqual([item(5)]);
    draft.transaction(() => draft.writeItem('summary', item(7)));
    expect(Array.from(draft.readItems('summary'))).toHaveLength(2);
  });

  it('reads more rows than fit in a page, each once, while others are written', () => {
    draft.transaction(() => {
      for (let n = 0; n < 1300; n++) {
        const id = itemId(filled(16, 0));
        new DataView(id.buffer).setUint32(0, n);
        draft.writeItem('content', { ...item(1), id });
      }
    });
    const seen = new Set<string>();
    for (const { id } of draft.identities()) {
      seen.add(toHex(id));
      if (seen.size === 600) draft.writeItem('summary', item(9));
    }
    expect(seen.size).toBe(1300);
  });

  it('keeps versions by note and revision, and gives those of one note or of all', () => {
    const long = { ...item(5, 3), sealed: filled(100_000, 7) };
    for (const version of [item(6, 2), long, item(5, 1), item(5, 2)]) draft.writeVersion(version);
    draft.writeVersion({ ...item(5, 2), sealed: filled(70, 8) });
    expect(draft.readVersion(long.id, 3)).toEqual(long);
    expect(draft.readVersion(long.id, 4)).toBeNull();
    expect(Array.from(draft.readVersions(long.id), ({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(Array.from(draft.readVersions(long.id))[2]).toEqual(long);
    expect(Array.from(draft.readVersions(null), ({ sealed }) => sealed.length)).toEqual([
      60, 100_000, 60, 70,
    ]);
    draft.deleteVersion(long.id, 3);
    expect(Array.from(draft.readVersions(null))).toHaveLength(3);
  });

  it('keeps chunks by attachment and position, and gives all of them in the order of writing', () => {
    const chunk = (value: number, position: number) => {
      const { id, sealed } = item(value);
      return { id, position, sealed };
    };
    const chunks = Array.from({ length: 40 }, (_, index) => chunk(1 + (index % 2), 39 - index));
    draft.transaction(() => {
      for (const each of chunks) draft.writeChunk(each);
    });
    expect(Array.from(draft.readChunks())).toEqual(chunks);
    expect(draft.readChunk(item(2).id, 4)).toEqual(chunk(2, 4));
    expect(draft.readChunk(item(2).id, 5)).toBeNull();
    expect(draft.readChunkPositions(item(2).id, 3)).toEqual([0, 2, 4]);
    draft.deleteChunk(item(2).id, 2);
    expect(draft.readChunkPositions(item(2).id, 3)).toEqual([0, 4, 6]);
    expect(Array.from(draft.identities())).toHaveLength(39);
  });

  it('refuses rows that break the rules of their table', () => {
    expect(() => draft.writeItem('summary', { ...item(5), revision: 0 })).toThrow();
    expect(() => draft.writeItem('summary', { ...item(5), sealed: filled(39, 1) })).toThrow();
    expect(() => draft.writeHeader({ ...header, mac: filled(31, 1) })).toThrow();
  });

  it('recovers what was committed when it was never closed', () => {
    draft.transaction(() => draft.writeItem('summary', item(5)));
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    const copy = freshPath();
    writeFileSync(copy, file);
    writeFileSync(`${copy}-wal`, log);
    const store = openStore(copy);
    expect(Array.from(store.readItems('summary'))).toEqual([item(5)]);
    store.close();
    expect(readdirSync(dirname(copy))).toEqual(['notes.latchkey']);
  });

  it('says that the disk is full when SQLite does', async () => {
    const small = new DatabaseSync(':memory:');
    small.exec('CREATE TABLE t (x); PRAGMA max_page_count = 3');
    const fill = () => small.prepare('INSERT INTO t VALUES (randomblob(100000))').run();
    expect(await codeOfFailure(() => withSqliteErrors('writing', fill))).toBe('disk-full');
    small.close();
  });
});
