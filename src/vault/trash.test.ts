import { beforeEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../contract/words.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { finish, makeVault, type Clock, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

const day = 24 * 60 * 60_000;

let store: MemoryStore;
let vault: Vault;
let clock: Clock;
let reopen: TestVault['reopen'];
let old: NoteId;

beforeEach(async () => {
  ({ store, vault, clock, reopen } = await makeVault());
  old = trashed();
});

function trashed(): NoteId {
  const { id } = vault.create({ title: 'T', body: 'text' });
  vault.change([id], { trashed: true });
  return id;
}

/** As it is found after the next unlock. */
const overdue = async (from?: MemoryStore) => finish((await reopen(from)).overdueNotes());

describe('a note in the trash', () => {
  it('is overdue after 30 days, and not before', async () => {
    clock.now += 30 * day - 1;
    const newer = trashed();
    expect(await overdue()).toEqual([]);
    clock.now += 1;
    expect(await overdue()).toEqual([old]);
    vault.change([newer], { trashed: false });
    clock.now += 90 * day;
    vault.save({ ...vault.open(newer).summary, body: 'newer' });
    expect(await overdue()).toEqual([old]);
  });

  it('stays for as long as its vault says, or for ever', async () => {
    vault.organise({ kind: 'set-trash-days', days: 2 });
    clock.now += 2 * day;
    expect(await overdue()).toEqual([old]);
    vault.organise({ kind: 'set-trash-days', days: null });
    expect(await overdue()).toEqual([]);
  });

  it('stays while the clock looks set forward: nothing was written lately', async () => {
    clock.now += 29 * day;
    vault.create({ title: 'T', body: 'text' });
    clock.now += 8 * day;
    expect(await overdue()).toEqual([]);
    clock.now += 10 * 365 * day;
    expect(await overdue()).toEqual([]);
    clock.now -= 10 * 365 * day + 4 * day;
    expect(await overdue()).toEqual([old]);
  });

  it('stays where all that was written lately was written since the vault was opened', async () => {
    clock.now += 10 * 365 * day;
    const opened = await reopen();
    clock.now += 1;
    opened.create({ title: 'T', body: 'text' });
    expect(finish(opened.overdueNotes())).toEqual([]);
  });

  it('counts as new if it claims to come from the future, which says nothing of the clock', async () => {
    clock.now += 1_000 * day;
    const future = trashed();
    clock.now -= 970 * day;
    expect(await overdue()).toEqual([]);
    vault.create({ title: 'T', body: 'text' });
    expect(await overdue()).toEqual([old]);
    expect(vault.list().map(({ id }) => id)).toContain(future);
  });

  it('stays while the state is damaged', async () => {
    clock.now += 29 * day;
    vault.create({ title: 'T', body: 'text' });
    clock.now += 2 * day;
    expect(await overdue()).toEqual([old]);
    const rows = store.copy();
    rows.rows.state = new Uint8Array(100);
    expect(await overdue(rows)).toEqual([]);
  });
});
