import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentSummary, NoteSummary } from '../contract/words.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { attach, bytesOf, finish, flipped, makeVault, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let clock: TestVault['clock'];
let note: NoteSummary;
let file: AttachmentSummary;

beforeEach(async () => {
  ({ store, vault, clock } = await makeVault());
  const made = vault.create({ title: 'T', body: 'one' });
  clock.now += 600_000;
  const saved = vault.save({ ...made, body: 'two' });
  ({ summary: note, attachment: file } = attach(vault, saved, bytesOf(200_000)));
});

/** The first row of a table, and its key. */
function first<R>(rows: ReadonlyMap<string, R>): { readonly key: string; readonly row: R } {
  const [entry] = rows;
  if (!entry) throw new Error('expected a row');
  return { key: entry[0], row: entry[1] };
}

const report = () => finish(vault.verify());
const found = () => report().problems.map(({ code, details }) => [code, details.table, details.id]);

describe('verifying', () => {
  it('counts records, notes and attached files', () => {
    expect(report()).toEqual({ checked: 4 + 1 + 4, notes: 1, attachments: 1, problems: [] });
  });

  it('names a damaged version and a damaged chunk', () => {
    const [version, chunk] = [first(store.rows.version).row, first(store.rows.chunk).row];
    store.writeVersion({ ...version, sealed: flipped(version.sealed) });
    store.writeChunk({ ...chunk, sealed: flipped(chunk.sealed) });
    expect(found()).toEqual([
      ['record-tampered', 'version', note.id],
      ['record-tampered', 'chunk', file.id],
    ]);
  });

  it('names the file of which a chunk is missing', () => {
    store.rows.chunk.delete(`${file.id}/3`);
    expect(found()).toEqual([
      ['rows-missing', 'chunk', file.id],
      ['rows-missing', undefined, undefined],
    ]);
  });

  it('names a file with more chunks than it has', () => {
    const { row } = first(store.rows.chunk);
    store.writeChunk({ ...row, position: 9 });
    expect(found()).toContainEqual(['rows-extra', 'chunk', file.id]);
  });

  it('says that there are far too many rows, however many somebody has put there', () => {
    const { row } = first(store.rows.chunk);
    const rows = [...store.identities()];
    store.identities = function* () {
      yield* rows;
      for (let position = 100; ; position++) yield { table: 'chunk', id: row.id, revision: 1, position };
    };
    expect(finish(vault.check()).map(({ code }) => code)).toEqual(['rows-extra']);
    expect(found()).toEqual([['rows-extra', undefined, undefined]]);
  });

  it('finds two chunks that were swapped', () => {
    const [one, two] = [...store.rows.chunk.values()];
    if (!one || !two) throw new Error('expected two chunks');
    store.writeChunk({ ...one, sealed: two.sealed });
    store.writeChunk({ ...two, sealed: one.sealed });
    expect(found()).toEqual([['record-tampered', 'chunk', file.id]]);
  });

  it('finds a version whose note is gone', () => {
    const { row } = first(store.rows.version);
    vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    finish(vault.sweep());
    store.writeVersion(row);
    expect(found()).toEqual([
      ['rows-extra', 'version', note.id],
      ['rows-extra', undefined, undefined],
    ]);
  });

  it('finds a file that a note names and that is not there', () => {
    store.rows.summary.delete(file.id);
    expect(found()).toContainEqual(['rows-missing', 'summary', file.id]);
  });

  it('finds a file whose note is gone', () => {
    store.rows.summary.delete(note.id);
    store.rows.content.delete(note.id);
    expect(found()).toContainEqual(['rows-missing', 'summary', note.id]);
  });

  it('finds a file that its note does not name', () => {
    const rows = [store.rows.summary.get(file.id), store.rows.content.get(file.id)];
    vault.removeAttachment({ ...note, attachment: file.id });
    const [summary, content] = rows;
    if (!summary || !content) throw new Error('expected two rows');
    store.writeItem('summary', summary);
    store.writeItem('content', content);
    expect(found()).toContainEqual(['rows-extra', 'summary', file.id]);
  });

  it('names a table with a damaged page, and goes on with the others', () => {
    store.tornTables.add('summary');
    const { row } = first(store.rows.version);
    store.writeVersion({ ...row, sealed: flipped(row.sealed) });
    expect(found()).toEqual([
      ['record-tampered', 'summary', undefined],
      ['record-tampered', 'version', note.id],
    ]);
  });

  it('takes a breath at least every megabyte', () => {
    vault.removeAttachment({ ...note, attachment: file.id });
    const { summary } = attach(vault, vault.open(note.id).summary, bytesOf(5_000_000));
    expect(summary.revision).toBeGreaterThan(note.revision);
    expect(Array.from(vault.verify()).length).toBeGreaterThanOrEqual(4);
  });
});

describe('checking', () => {
  it('tells rows that are missing from rows that are too many, table by table', () => {
    const { key, row } = first(store.rows.version);
    store.rows.version.delete(key);
    store.writeChunk({ id: row.id, position: 5, sealed: row.sealed });
    expect(finish(vault.check()).map(({ code }) => code)).toEqual(['rows-missing', 'rows-extra']);
  });
});

describe('the list', () => {
  it('goes on where a page of its table is damaged', () => {
    const more = vault.createMany([1, 2, 3, 4, 5].map((count) => ({ title: `${count}`, body: '' })));
    store.tornTables.add('summary');
    expect(new Set(vault.list().map(({ id }) => id))).toEqual(
      new Set([note.id, ...more.map(({ id }) => id)]),
    );
  });

  it('shows what it can read where two tables are damaged', () => {
    vault.createMany([1, 2, 3, 4, 5].map((count) => ({ title: `${count}`, body: '' })));
    store.tornTables.add('summary').add('content');
    expect(vault.list().length).toBeGreaterThan(0);
  });
});
