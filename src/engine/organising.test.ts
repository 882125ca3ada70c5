import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../contract/words.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  openVault,
  passphrase,
  removeFolders,
  resources,
  tamper,
} from './fixtures/vaults.ts';
import { startEngine, type ChangedNotes, type Engine } from './index.ts';
import { createSession } from './session.ts';

const day = 24 * 60 * 60_000;

let path: string;

beforeEach(() => {
  path = freshPath();
});

afterEach(removeFolders);

describe('the engine', () => {
  let engine: Engine;
  let heard: string[];

  beforeEach(async () => {
    engine = startEngine({ resources });
    heard = [];
    engine.onChanged(({ changed, gone }) => {
      heard.push(...changed.map((entry) => (entry.state === 'readable' ? entry.title : '')), ...gone);
    });
    await engine.create({ path, passphrase, kdf: cheapKdf });
  });

  afterEach(() => engine.stop());

  const add = (title: string, notebook: string | null = null) =>
    engine.createNote({ title, body: `[[${title}]]`, notebook });

  it('tells of every note that a call changes besides what it answers, before it answers', async () => {
    const [one, two] = [await add('One', 'A'), await add('Two', 'A/B')];
    expect(await engine.changeNotes({ ids: [one.id], change: { favourite: true } })).toBe(1);
    expect(heard).toEqual(['One']);
    await engine.organise({ kind: 'move-notebook', from: 'A', to: 'C' });
    expect(heard).toEqual(['One', 'One', 'Two']);
    expect(await engine.readLibrary()).toMatchObject({ notebooks: [], trashDays: 30 });
    await engine.saveNote({ id: two.id, revision: 2, title: 'Three', body: '[[One]]' });
    await engine.saveNote({ id: one.id, revision: 3, title: 'Zero', body: '[[Zero]]' });
    expect(await engine.followTitle({ id: one.id, from: 'One', to: 'Zero' })).toBe(1);
    expect(heard.slice(3)).toEqual(['Three']);
    const merged = await engine.mergeNotes({ ids: [one.id, two.id] });
    expect(merged).toMatchObject({ title: 'Zero', notebook: 'C' });
    expect(heard.slice(4)).toEqual(['Zero', 'Three']);
    expect(await engine.removeNotes({ ids: [one.id] })).toBe(1);
    expect(heard.slice(6)).toEqual([one.id]);
  });

  it('stops duplicating when asked, and leaves nothing of the copy', async () => {
    const { id } = await add('One');
    const file = `${path}.bin`;
    writeFileSync(file, randomBytes(9_000_000));
    await engine.attach({ id, file });
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done > 0) stop.abort();
    };
    const work = () => engine.duplicateNote({ id }, { signal: stop.signal, onProgress });
    expect(await codeOfFailure(work)).toBe('cancelled');
    expect((await engine.verify()).problems).toEqual([]);
    expect(await engine.listNotes()).toHaveLength(1);
    expect(await engine.duplicateNote({ id })).toMatchObject({ title: 'One (copy)', attachmentCount: 1 });
    await engine.lock();
    const vault = await openVault(path);
    expect(vault.hasLoose).toBe(false);
    vault.lock();
  });
});

describe('the trash', () => {
  const clock = { now: 0 };
  let old: NoteId;
  let lately: NoteId;

  const start = () => {
    const heard: ChangedNotes[] = [];
    let hasProblems = false;
    const session = createSession({
      resources,
      now: () => clock.now,
      onProblems: () => (hasProblems = true),
      onChanged: (notes) => heard.push(notes),
    });
    return { session, heard, hasProblems: () => hasProblems };
  };

  beforeEach(async () => {
    clock.now = Date.UTC(2026, 0, 14);
    const { session } = start();
    await session.create({ path, passphrase, kdf: cheapKdf });
    ({ id: old } = await session.createNote({ title: 'Old', body: '' }));
    await session.changeNotes({ ids: [old], change: { trashed: true } });
    clock.now += 29 * day;
    ({ id: lately } = await session.createNote({ title: 'Lately', body: '' }));
    await session.changeNotes({ ids: [lately], change: { trashed: true } });
    await session.lock();
    clock.now += day;
  });

  it('loses after an unlock what has been in it for 30 days, and tells so', async () => {
    const { session, heard } = start();
    await session.unlock({ path, passphrase });
    await expect.poll(() => heard).toEqual([{ changed: [], gone: [old] }]);
    expect(await session.listNotes()).toMatchObject([{ id: lately }]);
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
  });

  it('keeps everything while something is wrong with the vault', async () => {
    tamper(path, 'DELETE FROM content WHERE id = ?', Buffer.from(lately, 'hex'));
    const { session, heard, hasProblems } = start();
    await session.unlock({ path, passphrase });
    await expect.poll(hasProblems).toBe(true);
    await session.backup({ folder: `${path}/..` }).catch(() => undefined);
    expect(await session.listNotes()).toHaveLength(2);
    await session.lock();
    expect(heard).toEqual([]);
  });
});
