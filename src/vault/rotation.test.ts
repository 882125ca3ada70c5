import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentSummary, NoteSummary } from '../contract/words.ts';
import { equalInConstantTime as areEqual } from './bytes.ts';
import { findRotationKey } from './rotation.ts';
import { recoverySeed } from './slot-seeds.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { attach, bytesOf, codeOf, finish, flipped, makeVault, type TestVault } from './testing/vaults.ts';
import { unlockVault } from './unlocking.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let clock: TestVault['clock'];
let note: NoteSummary;
let file: AttachmentSummary;
const bytes = bytesOf(6_000_000);

beforeEach(async () => {
  ({ store, vault, clock } = await makeVault());
  const made = vault.create({ title: 'T', body: 'one' });
  clock.now += 600_000;
  const saved = vault.save({ ...made, body: 'two' });
  ({ summary: note, attachment: file } = attach(vault, saved, bytes));
});

function expectWhole(rotated: Vault): void {
  expect(finish(rotated.verify()).problems).toEqual([]);
  expect(rotated.list()).toEqual(vault.list());
  expect(rotated.open(note.id)).toEqual(vault.open(note.id));
  expect(rotated.versions(note.id)).toEqual(vault.versions(note.id));
  expect(rotated.attachments(note.id)).toEqual([file]);
  expect(areEqual(rotated.readAttachment(file.id, 0, bytes.length), bytes)).toBe(true);
}

/** A draft in which a rotation was cut off after so many steps, the words of its recovery slot, and how to find its key. */
function cutOff(steps: number) {
  const draft = new MemoryStore();
  const { seed, phrase } = recoverySeed(1);
  const work = vault.rotateInto(draft, [seed]);
  for (let step = 0; step < steps; step++) if (work.next().done) throw new Error('it is finished already');
  const left = draft.copy();
  const find = (from = left, words = phrase, vaultId = vault.id, successor = seed.id) =>
    findRotationKey(from, { kind: 'recovery', phrase: words }, { vaultId, successor });
  return { draft: left, phrase, find };
}

describe('rotation', () => {
  it('takes versions and attached files along, and nothing that is loose', () => {
    const writer = vault.beginAttachment();
    writer.put([{ position: 0, sealed: new Uint8Array(40) }]);
    writer.abandon();
    const target = new MemoryStore();
    const rotated = finish(vault.rotateInto(target, [recoverySeed(1).seed]));
    expectWhole(rotated);
    expect(rotated.hasLoose).toBe(false);
    expect(target.rows.chunk.size).toBe(store.rows.chunk.size - 1);
  });

  it('writes no more than about 4 MiB at a time', () => {
    const target = new MemoryStore();
    finish(vault.rotateInto(target, [recoverySeed(1).seed]));
    expect(target.largestCommit).toBeLessThan(4.2 * 1024 * 1024);
    expect(target.commits).toBeGreaterThan(2);
  });

  it.each([0, 1, 4, 6])('that was cut off after %i steps is carried on', async (steps) => {
    const { draft, phrase, find } = cutOff(steps);
    const had = draft.rows.chunk.size;
    // The vault went on meanwhile.
    note = vault.save({ ...vault.open(note.id).summary, body: 'three' });
    const key = await find();
    if (!key) {
      expect(steps).toBe(0);
      return;
    }
    const kept = new Map(draft.rows.chunk);
    const { seed, phrase: next } = recoverySeed(1);
    const rotated = finish(vault.rotateInto(draft, [seed], key));
    expectWhole(rotated);
    expect([...kept].filter(([name, row]) => draft.rows.chunk.get(name) === row)).toHaveLength(had);
    expectWhole(await unlockVault(draft, { kind: 'recovery', phrase: next }));
    await expect(unlockVault(draft, { kind: 'recovery', phrase })).rejects.toMatchObject({
      code: 'wrong-recovery-phrase',
    });
  });

  it('that is carried on keeps no row that the vault has no more', async () => {
    const { draft, find } = cutOff(6);
    expect(draft.rows.chunk.size).toBeGreaterThan(0);
    const after = vault.removeAttachment({ ...note, attachment: file.id });
    finish(vault.sweep());
    const key = await find();
    if (!key) throw new Error('expected a key');
    const rotated = finish(vault.rotateInto(draft, [recoverySeed(1).seed], key));
    expect(draft.rows.chunk.size).toBe(0);
    expect(rotated.open(after.id)).toEqual(vault.open(after.id));
    expect(finish(rotated.verify()).problems).toEqual([]);
  });

  it('finds no key in a draft that is not its own', async () => {
    const { draft, phrase, find } = cutOff(6);
    expect(await find()).not.toBeNull();
    expect(await find(new MemoryStore())).toBeNull();
    expect(await find(draft, recoverySeed(1).phrase)).toBeNull();
    expect(await find(draft, phrase, 'ab'.repeat(16))).toBeNull();
    expect(await find(draft, phrase, vault.id, recoverySeed(1).seed.id)).toBeNull();
    const header = draft.readHeader();
    draft.writeHeader({ ...header, mac: flipped(header.mac) });
    expect(await find(draft)).toBeNull();
    draft.writeHeader({ ...header, body: flipped(header.body) });
    expect(await find(draft)).toBeNull();
  });

  it.each(['version', 'chunk'] as const)('refuses to carry a damaged %s over', (table) => {
    const [entry] = store.rows[table];
    if (!entry) throw new Error('expected a row');
    store.rows[table].set(entry[0], { ...entry[1], sealed: flipped(entry[1].sealed) } as never);
    expect(codeOf(() => finish(vault.rotateInto(new MemoryStore(), [recoverySeed(1).seed])))).toBe(
      'record-tampered',
    );
  });
});
