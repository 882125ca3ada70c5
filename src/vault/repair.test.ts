import { fc, test } from '@fast-check/vitest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentId, Note, NoteId, NoteSummary } from '../contract/words.ts';
import { toHex } from './bytes.ts';
import type { Repairs } from './repair.ts';
import { MemoryStore, type MemoryTable } from './testing/memory-store.ts';
import { attach, bytesOf, codeOf, finish, flipped, makeVault, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

const minute = 60_000;

/** What a vault gives out: every note that opens, its versions and files that do. */
interface Held {
  readonly notes: ReadonlyMap<NoteId, Note>;
  readonly files: ReadonlyMap<AttachmentId, string>;
}

function heldBy(vault: Vault): Held {
  const notes = new Map<NoteId, Note>();
  const files = new Map<AttachmentId, string>();
  for (const { id } of vault.list()) {
    if (codeOf(() => notes.set(id, vault.open(id))) !== null) continue;
    for (const file of vault.attachmentIds(id)) {
      codeOf(() =>
        files.set(file, toHex(vault.readAttachment(file, 0, vault.attachmentSize(file)).subarray(0, 64))),
      );
    }
  }
  return { notes, files };
}

/** Repairs a vault and opens what came of it. */
function repaired(vault: Vault, others: readonly Vault[] = []) {
  const target = new MemoryStore();
  const repairs = finish(vault.repairInto(target, others));
  const mended = vault.openCopy(target);
  expect(finish(mended.verify()).problems).toEqual([]);
  expect(mended.hasLoose).toBe(false);
  expect(mended.writeCounter).toBe((vault.writeCounter ?? 0) + 1);
  return { repairs, mended, target };
}

const sourcesOf = ({ mended }: Repairs) => mended.map(({ table, source }) => [table, source]);
const lostOf = ({ lost }: Repairs) => lost.map(({ code, details }) => [code, details.table, details.id]);

let made: TestVault;
let store: MemoryStore;
let vault: Vault;
let backup: Vault;
let note: NoteSummary;

function damage(table: 'summary' | 'content', id: string): void {
  const row = store.rows[table].get(id);
  if (!row) throw new Error('expected a row');
  store.writeItem(table, { ...row, sealed: flipped(row.sealed) });
}

/** A copy of the vault as it is, under the same key. */
const copyOf = (of: MemoryStore) => vault.openCopy(of.copy());

async function fill(): Promise<void> {
  made = await makeVault();
  ({ store, vault } = made);
  note = vault.create({ title: 'Diary', body: 'first text', tags: ['home'] });
  made.clock.now += 10 * minute;
  note = vault.save({ ...note, body: 'second text' });
  made.clock.now += 10 * minute;
  note = vault.save({ ...note, body: 'third text' });
  backup = copyOf(store);
}

describe('a repair', () => {
  beforeEach(fill);

  it('of a sound vault copies it row by row', () => {
    attach(vault, note, bytesOf(100_000));
    const { repairs, mended, target } = repaired(vault);
    expect(repairs).toEqual({ mended: [], lost: [] });
    for (const table of ['summary', 'content', 'version', 'chunk'] as const) {
      expect([...target.rows[table]].sort()).toEqual([...store.rows[table]].sort());
    }
    expect(mended.holders).toEqual(vault.holders);
  });

  it('takes a damaged text from the newest copy that has it', () => {
    const old = backup;
    note = vault.save({ ...note, body: 'fourth text' });
    const newest = copyOf(store);
    damage('content', note.id);
    const { repairs, mended } = repaired(vault, [newest, old]);
    expect(mended.open(note.id)).toEqual(newest.open(note.id));
    expect(repairs).toEqual({ mended: [{ id: note.id, table: 'content', source: 'backup' }], lost: [] });
  });

  it('passes over a copy in which the note is damaged, too', () => {
    const old = backup;
    damage('content', note.id);
    const { repairs, mended } = repaired(vault, [copyOf(store), old]);
    expect(mended.open(note.id)).toEqual(old.open(note.id));
    expect(repairs.lost).toEqual([]);
  });

  it('takes the newest version where no copy has a newer text', () => {
    damage('content', note.id);
    const { repairs, mended } = repaired(vault);
    const { summary, body } = mended.open(note.id);
    expect([summary.title, body, summary.tags]).toEqual(['Diary', 'second text', ['home']]);
    expect(summary.revision).toBeGreaterThan(note.revision);
    expect(sourcesOf(repairs)).toEqual([['content', 'version']]);
    expect(mended.versions(note.id).map(({ revision }) => revision)).toEqual([2, 1]);
    // The revisions that were lost are never given again: another save collides with nothing.
    made.clock.now += 10 * minute;
    mended.save({ ...summary, body: 'fourth' });
    expect(finish(mended.verify()).problems).toEqual([]);
  });

  it('prefers a version to an older copy', () => {
    made.clock.now += 10 * minute;
    note = vault.save({ ...note, body: 'fourth text' });
    made.clock.now += 10 * minute;
    note = vault.save({ ...note, body: 'fifth text' });
    damage('content', note.id);
    const { mended } = repaired(vault, [backup]);
    expect(mended.open(note.id).body).toBe('fourth text');
  });

  it('gives a text whose summary is damaged the summary of a copy', () => {
    note = vault.save({ ...note, title: 'Diary, renamed', body: 'fourth text' });
    damage('summary', note.id);
    const { repairs, mended } = repaired(vault, [backup]);
    const { summary, body } = mended.open(note.id);
    expect([summary.title, body, summary.snippet]).toEqual(['Diary', 'fourth text', 'fourth text']);
    expect(sourcesOf(repairs)).toEqual([['summary', 'backup']]);
  });

  it('gives it the title of a version where no copy knows the note', () => {
    damage('summary', note.id);
    const { repairs, mended } = repaired(vault);
    expect(mended.open(note.id)).toMatchObject({ summary: { title: 'Diary' }, body: 'third text' });
    expect(sourcesOf(repairs)).toEqual([['summary', 'version']]);
  });

  it('makes a title where nothing has one', () => {
    const other = vault.create({ title: 'Lost', body: 'Found again.' });
    damage('summary', other.id);
    const { repairs, mended } = repaired(vault);
    const { summary, body } = mended.open(other.id);
    expect([summary.title, summary.snippet, body]).toEqual([
      'Recovered note',
      'Found again.',
      'Found again.',
    ]);
    expect(sourcesOf(repairs)).toEqual([['summary', 'text']]);
  });

  it('says what is lost, and leaves it out', () => {
    const other = vault.create({ title: 'Lost', body: 'never again' });
    damage('content', other.id);
    const { repairs, mended } = repaired(vault, [backup]);
    expect(lostOf(repairs)).toEqual([['record-tampered', 'content', other.id]]);
    expect(mended.list().map(({ id }) => id)).toEqual([note.id]);
  });

  it('brings back notes of which nothing is left', () => {
    store.rows.summary.delete(note.id);
    store.rows.content.delete(note.id);
    store.rows.version.clear();
    const { repairs, mended } = repaired(vault, [backup]);
    const { summary, body } = backup.open(note.id);
    const revision = mended.open(note.id).summary.revision;
    expect(mended.open(note.id)).toEqual({ summary: { ...summary, revision }, body });
    expect(mended.versions(note.id)).toEqual(backup.versions(note.id));
    expect(sourcesOf(repairs)).toEqual([
      ['summary', 'backup'],
      ['content', 'backup'],
      ['version', 'backup'],
      ['version', 'backup'],
    ]);
  });

  it('gives no revision a second time, so that a row kept from before is noticed when it is put back', () => {
    const kept = ['fourth text', 'fifth text', 'sixth text'].map((body) => {
      note = vault.save({ ...note, body });
      return store.rows.content.get(note.id);
    });
    store.rows.summary.delete(note.id);
    store.rows.content.delete(note.id);
    const { mended, target } = repaired(vault, [backup]);
    let { summary } = mended.open(note.id);
    for (const old of kept) {
      summary = mended.save({ ...summary, body: 'written after the repair' });
      const row = target.rows.content.get(note.id);
      if (!old || !row) throw new Error('expected rows');
      target.writeItem('content', old);
      expect(codeOf(() => mended.open(note.id))).toBe('rolled-back');
      target.writeItem('content', row);
    }
  });

  it('leaves notes deleted where nothing is missing', () => {
    vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    const other = vault.create({ title: 'T', body: 'text' });
    damage('summary', other.id);
    expect(repaired(vault, [backup]).mended.list()).toHaveLength(1);
  });

  it('brings a damaged version back from a copy, or says that it is lost', () => {
    const [row] = store.rows.version.values();
    if (!row) throw new Error('expected a version');
    store.writeVersion({ ...row, sealed: flipped(row.sealed) });
    const alone = repaired(vault);
    expect(lostOf(alone.repairs)).toEqual([['record-tampered', 'version', note.id]]);
    expect(alone.mended.versions(note.id)).toHaveLength(1);
    const helped = repaired(vault, [backup]);
    expect(sourcesOf(helped.repairs)).toEqual([['version', 'backup']]);
    expect(helped.mended.versions(note.id)).toHaveLength(2);
  });

  it('takes an older text that was put back for what it is', () => {
    const old = store.rows.content.get(note.id);
    note = vault.save({ ...note, body: 'fourth text' });
    if (!old) throw new Error('expected a row');
    store.writeItem('content', old);
    const { repairs, mended } = repaired(vault);
    expect(mended.open(note.id).body).toBe('third text');
    expect(sourcesOf(repairs)).toEqual([['content', 'version']]);
  });

  /** Puts the note's summary and text back as they are now, once `change` has made others. */
  function rollBackAfter(change: () => void): void {
    const [summary, content] = [store.rows.summary.get(note.id), store.rows.content.get(note.id)];
    change();
    if (!summary || !content) throw new Error('expected rows');
    store.writeItem('summary', summary);
    store.writeItem('content', content);
  }

  it.each([true, false])(
    'takes a newer note of a copy where a whole older one was put back, and keeps the older text (versions there: %s)',
    (hasVersions) => {
      let newest = backup;
      rollBackAfter(() => {
        made.clock.now += 10 * minute;
        note = vault.save({ ...note, title: 'Renamed', body: 'fourth text' });
        newest = copyOf(store);
      });
      if (!hasVersions) store.rows.version.clear();
      const { repairs, mended } = repaired(vault, [newest, backup]);
      expect(mended.open(note.id)).toMatchObject({ summary: { title: 'Renamed' }, body: 'fourth text' });
      const kept = mended.versions(note.id).map(({ revision }) => mended.openVersion(note.id, revision).body);
      expect(kept).toEqual(['third text', 'second text', 'first text']);
      expect(sourcesOf(repairs).slice(0, 2)).toEqual([
        ['summary', 'backup'],
        ['content', 'backup'],
      ]);
      expect(repairs.lost).toEqual([]);
    },
  );

  it('keeps both texts where the copy is of another branch of the vault', () => {
    const branch = copyOf(store);
    made.clock.now += minute;
    branch.save({ ...branch.save({ ...note, body: 'on the branch' }), body: 'on the branch, later' });
    note = vault.save({ ...note, body: 'here' });
    store.rows.version.clear();
    const { mended } = repaired(vault, [branch]);
    expect(mended.open(note.id).body).toBe('on the branch, later');
    const kept = mended.versions(note.id).map(({ revision }) => mended.openVersion(note.id, revision).body);
    expect(kept).toContain('here');
  });

  it('takes nothing newer from a copy where the vault has every row that it should', () => {
    const branch = copyOf(store);
    branch.save({ ...branch.save({ ...note, body: 'on the branch' }), body: 'later' });
    note = vault.save({ ...note, body: 'here' });
    const { repairs, mended } = repaired(vault, [branch]);
    expect(mended.open(note.id).body).toBe('here');
    expect(repairs).toEqual({ mended: [], lost: [] });
  });
});

describe('a repair of attached files', () => {
  beforeEach(fill);

  let file: AttachmentId;
  const bytes = bytesOf(200_000);
  beforeEach(() => {
    const { summary, attachment } = attach(vault, note, bytes);
    note = summary;
    file = attachment.id;
    backup = copyOf(store);
  });

  const readFrom = (of: Vault) => toHex(of.readAttachment(file, 0, bytes.length));

  it('puts a file together from what is left of it in any copy', () => {
    store.rows.chunk.delete(`${file}/0`);
    const half = store.copy();
    const other = copyOf(half);
    store.rows.chunk.set(`${file}/0`, { ...present(backup, 0) });
    store.rows.chunk.delete(`${file}/2`);
    const { repairs, mended } = repaired(vault, [other]);
    expect(readFrom(mended)).toBe(toHex(bytes));
    expect(repairs).toEqual({ mended: [{ id: file, table: 'chunk', source: 'backup' }], lost: [] });
  });

  it('drops a file of which a part is nowhere, and says so', () => {
    store.rows.chunk.delete(`${file}/2`);
    const { repairs, mended, target } = repaired(vault);
    expect(lostOf(repairs)).toEqual([['rows-missing', 'chunk', file]]);
    expect(mended.attachmentIds(note.id)).toEqual([]);
    expect(target.rows.chunk.size).toBe(0);
    expect(mended.open(note.id).body).toBe('third text');
    expect(mended.open(note.id).summary.revision).toBeGreaterThan(note.revision);
  });

  it('makes a lost manifest from the summary, and a lost summary from the manifest', () => {
    store.rows.content.delete(file);
    const first = repaired(vault);
    expect(readFrom(first.mended)).toBe(toHex(bytes));
    const content = first.target.rows.content.get(file);
    if (!content) throw new Error('expected a manifest');
    store.writeItem('content', content);
    damage('summary', file);
    const second = repaired(vault);
    expect(readFrom(second.mended)).toBe(toHex(bytes));
    expect(second.mended.attachment(file)).toMatchObject({ name: 'Recovered file', note: note.id });
    expect(sourcesOf(second.repairs)).toEqual([['summary', 'text']]);
  });

  it('keeps the files of a note that is lost', () => {
    store.rows.version.clear();
    damage('summary', note.id);
    damage('content', note.id);
    const { repairs, mended } = repaired(vault);
    expect(lostOf(repairs)).toEqual([['record-tampered', 'content', note.id]]);
    expect(mended.open(note.id)).toMatchObject({ summary: { title: 'Recovered note' }, body: '' });
    expect(readFrom(mended)).toBe(toHex(bytes));
  });

  it('leaves out what is loose', () => {
    vault.removeAttachment({ ...note, attachment: file });
    const { target, repairs } = repaired(vault);
    expect([target.rows.chunk.size, repairs.lost]).toEqual([0, []]);
  });

  /** A chunk as the backup has it. */
  function present(of: Vault, position: number) {
    const target = new MemoryStore();
    finish(of.repairInto(target, []));
    const chunk = target.rows.chunk.get(`${file}/${position}`);
    if (!chunk) throw new Error('expected a chunk');
    return chunk;
  }
});

describe('a repair of any one row', () => {
  let original: MemoryStore;
  let before: Held;

  beforeAll(async () => {
    await fill();
    vault.createMany([1, 2, 3].map((count) => ({ title: `Note ${count}`, body: `Text ${count}` })));
    vault.change([vault.create({ title: 'Trash', body: 'trash' }).id], { trashed: true });
    note = attach(vault, note, bytesOf(150_000)).summary;
    attach(vault, note, bytesOf(9));
    original = store.copy();
    before = heldBy(vault);
  });

  const anyTable = fc.constantFrom<MemoryTable>('summary', 'content', 'version', 'chunk');
  const anyHarm = fc.record({
    table: anyTable,
    row: fc.nat(),
    other: fc.nat(),
    at: fc.nat(),
    how: fc.constantFrom('flip', 'remove', 'cut', 'swap', 'revise', 'tear'),
  });
  type Harm = typeof anyHarm extends fc.Arbitrary<infer T> ? T : never;

  function harm(rows: MemoryStore, { table, row, other, at, how }: Harm): void {
    if (how === 'tear') {
      rows.tornTables.add(table);
      return;
    }
    const all = rows.rows[table] as Map<string, { readonly sealed: Uint8Array; readonly revision?: number }>;
    const entries = [...all];
    const [key, one] = entries[row % entries.length] ?? [];
    const [, two] = entries[other % entries.length] ?? [];
    if (key === undefined || !one || !two) throw new Error('expected rows');
    if (how === 'remove') all.delete(key);
    else if (how === 'flip') all.set(key, { ...one, sealed: flipped(one.sealed, at) });
    else if (how === 'cut') all.set(key, { ...one, sealed: one.sealed.subarray(0, at % one.sealed.length) });
    else if (how === 'swap') all.set(key, { ...one, sealed: two.sealed });
    else if (one.revision !== undefined) all.set(key, { ...one, revision: 1 + (at % 2 ** 50) });
  }

  test.prop([anyHarm])('leaves a sound vault, in which every note that opened is as it was', async (how) => {
    const rows = original.copy();
    harm(rows, how);
    const hurt = await made.reopen(rows);
    const whole = heldBy(hurt);
    const { repairs, mended } = repaired(hurt);
    const after = heldBy(mended);
    for (const [id, { summary, body }] of whole.notes) {
      const now = after.notes.get(id);
      expect(now?.body).toBe(body);
      const attachmentCount =
        repairs.lost.length === 0 ? summary.attachmentCount : now?.summary.attachmentCount;
      expect({ ...now?.summary, revision: 0 }).toEqual({ ...summary, revision: 0, attachmentCount });
    }
    for (const [id, bytes] of whole.files) expect(after.files.get(id)).toBe(bytes);
    for (const id of [...before.notes.keys(), ...before.files.keys()]) {
      const isThere = after.notes.has(id as NoteId) || after.files.has(id as AttachmentId);
      const isNamed = repairs.lost.some(({ details }) => details.id === id);
      expect(isThere || isNamed || how.how === 'remove').toBe(true);
    }
  });

  test.prop([anyHarm, anyHarm])('loses nothing that a copy from before has', async (one, two) => {
    const rows = original.copy();
    harm(rows, one);
    harm(rows, two);
    const hurt = await made.reopen(rows);
    const { repairs, mended } = repaired(hurt, [hurt.openCopy(original.copy())]);
    expect(repairs.lost).toEqual([]);
    const after = heldBy(mended);
    expect(new Set(after.notes.keys())).toEqual(new Set(before.notes.keys()));
    for (const [id, { body, summary }] of before.notes) {
      expect(after.notes.get(id)?.body).toBe(body);
      expect({ ...after.notes.get(id)?.summary, revision: 0 }).toEqual({ ...summary, revision: 0 });
    }
    expect(after.files).toEqual(before.files);
  });
});
