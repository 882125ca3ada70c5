import { beforeEach, describe, expect, it } from 'vitest';
import { attach, bytesOf, makeVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';
import type { Written } from './written.ts';

let vault: Vault;
let told: Written[];

beforeEach(async () => {
  ({ vault } = await makeVault());
  told = [];
  vault.follow((written) => told.push(written));
});

describe('following what is written', () => {
  it('tells of new notes, changed ones and deleted ones', () => {
    const note = vault.create({ title: 'A', body: 'one' });
    const saved = vault.save({ id: note.id, revision: 1, title: 'A', body: 'two' });
    const [trashed] = vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    const nothing = { changed: [], created: new Set(), bodies: new Map(), gone: [], isErasing: false };
    expect(told).toEqual([
      { ...nothing, changed: [note], created: new Set([note.id]), bodies: new Map([[note.id, 'one']]) },
      { ...nothing, changed: [saved], bodies: new Map([[note.id, 'two']]) },
      { ...nothing, changed: [trashed] },
      { ...nothing, gone: [note.id], isErasing: true },
    ]);
  });

  it('takes no file for a note, whether it comes, goes, or goes with its note', () => {
    const note = vault.create({ title: 'A', body: '' });
    const { summary, attachment } = attach(vault, note, bytesOf(100));
    attach(vault, summary, bytesOf(200));
    const current = vault.open(note.id).summary;
    vault.removeAttachment({ id: note.id, revision: current.revision, attachment: attachment.id });
    vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    expect(told.flatMap(({ gone }) => gone)).toEqual([note.id]);
    expect(new Set(told.flatMap(({ changed }) => changed.map(({ id }) => id)))).toEqual(new Set([note.id]));
  });

  it('tells of nothing that did not come to be', () => {
    const note = vault.create({ title: 'A', body: '' });
    told = [];
    expect(() => vault.save({ id: note.id, revision: 7, title: 'B', body: '' })).toThrow();
    expect(told).toEqual([]);
  });
});
