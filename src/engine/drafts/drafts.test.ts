import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftEdit } from '../../contract/drafts.ts';
import type { NoteSummary } from '../../contract/words.ts';
import { createSession, type Session } from '../session.ts';
import {
  cheapKdf,
  freshPath,
  openVault,
  passphrase,
  removeFolders,
  resources,
  tamper,
} from '../fixtures/vaults.ts';
import { Drafts } from './drafts.ts';
import { LiveDrafts, spliced, together } from './live-drafts.ts';

let path: string;
let folder: string;
let session: Session;

beforeEach(async () => {
  path = freshPath();
  folder = join(dirname(path), 'user data', 'drafts');
  session = start();
  await session.create({ path, passphrase, kdf: cheapKdf });
});
afterEach(async () => {
  await session.lock();
  removeFolders();
});

function start(): Session {
  return createSession({ resources, drafts: folder, onProblems: () => undefined });
}

const unlock = () => session.unlock({ path, passphrase });

function draftOf({ id, revision }: NoteSummary, change: Partial<DraftEdit>): DraftEdit {
  return { key: `draft-${id}`, note: { id, revision }, length: change.body?.length ?? 0, ...change };
}

function files(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.draft'));
}

async function texts(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await session.listNotes()) {
    if (entry.state !== 'readable') continue;
    found[entry.title] = (await session.openNote({ id: entry.id })).body;
  }
  return found;
}

/** Puts something in the way of every write to the vault until the function returned is called: another file at its path. */
function vanish(): () => void {
  renameSync(path, `${path}.away`);
  return () => renameSync(`${path}.away`, path);
}

/** A note whose unsaved text is sealed, with the vault locked and all right again. */
async function sealedDraft(text = 'what was typed'): Promise<NoteSummary> {
  const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
  await session.editDraft(draftOf(note, { title: 'Tea', body: text }));
  const comeBack = vanish();
  expect(await session.lock()).toMatchObject({
    unsaved: { kept: 1, lost: 0, why: { code: 'file-missing' } },
  });
  comeBack();
  return note;
}

describe('text that is being typed', () => {
  it('is saved at a lock, into its note and into a new one', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong\r\nand more' });
    expect(await session.editDraft({ key: 'a', note, length: 20, splices: [[0, 6, 'Lapsang']] })).toBe(
      'send-whole',
    );
    expect(await session.editDraft({ key: 'a', note, length: 16, splices: [[0, 6, 'Lapsang']] })).toBe(
      'kept',
    );
    await session.editDraft({
      key: 'b',
      note: null,
      title: 'New',
      body: 'New text',
      length: 8,
      notebook: 'Post',
      tags: ['x'],
    });
    expect(await session.lock()).toMatchObject({ unsaved: null });
    expect(files()).toEqual([]);
    await unlock();
    expect(await texts()).toEqual({ Tea: 'Lapsang\nand more', New: 'New text' });
    expect(await session.listNotes()).toContainEqual(
      expect.objectContaining({ title: 'New', notebook: 'Post', tags: ['x'] }),
    );
  });

  it('is not saved once it was dropped, or never was a word', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.editDraft(draftOf(note, { key: 'a', body: 'gone' }));
    await session.dropDraft({ key: 'a' });
    await session.editDraft({ key: 'b', note: null, title: ' ', body: '\n', length: 1 });
    await session.lock();
    await unlock();
    expect(await texts()).toEqual({ Tea: 'Oolong' });
  });

  it('follows its note through saves of the same window, so that a crash makes no second note', async () => {
    await session.editDraft({ key: 'a', note: null, title: 'New', body: 'one', length: 3 });
    const note = await session.createNote({ title: 'New', body: 'one', draft: 'a' });
    await session.editDraft({ key: 'a', note: null, splices: [[3, 3, ' two']], length: 7 });
    await session.saveNote({
      id: note.id,
      revision: note.revision,
      title: 'New',
      body: 'one two',
      draft: 'a',
    });
    await session.editDraft({
      key: 'a',
      note: { id: note.id, revision: 2 },
      splices: [[7, 7, ' three']],
      length: 13,
    });
    await session.lock();
    await unlock();
    expect(await texts()).toEqual({ New: 'one two three' });
  });

  it('goes into its note whatever else of that has changed meanwhile', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.editDraft(draftOf(note, { title: 'Tea', body: 'Oolong, still' }));
    await session.changeNotes({ ids: [note.id], change: { pinned: true } });
    await session.lock();
    await unlock();
    expect(await texts()).toEqual({ Tea: 'Oolong, still' });
  });

  it('is asked for in whole where the note has another text by now', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.saveNote({ ...note, title: 'Tea', body: 'Lapsang' });
    expect(await session.editDraft({ ...draftOf(note, {}), length: 7, splices: [[6, 6, '!']] })).toBe(
      'send-whole',
    );
  });

  it('takes no more than there is room for', async () => {
    const most = 16 * 1024 * 1024;
    const body = 'x'.repeat(most);
    const answers: string[] = [];
    for (const key of ['a', 'b', 'c', 'd', 'e'])
      answers.push(await session.editDraft({ key, note: null, title: key, body, length: most }));
    expect(answers).toEqual(['kept', 'kept', 'kept', 'kept', 'too-much']);
    expect(await session.editDraft({ key: 'a', note: null, splices: [[0, 0, 'y']], length: most + 1 })).toBe(
      'send-whole',
    );
    for (const key of ['a', 'b', 'c', 'd']) await session.dropDraft({ key });
    await session.createNote({ title: 'Tea', body: '' });
  });

  /** Places as parts of what the text is by then, so that each replacement lies inside. */
  test.prop([
    fc.string({ maxLength: 40 }),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.string({ maxLength: 5 })), {
      maxLength: 120,
    }),
  ])('is the text that the same replacements make, in as many messages as they come', (text, wanted) => {
    const units = text.split('');
    const splices = wanted.map(([part, count, insert]): [number, number, string] => {
      const from = Math.floor(part * units.length);
      const to = Math.min(units.length, from + count);
      units.splice(from, to - from, ...insert.split(''));
      return [from, to, insert];
    });
    expect(spliced(text, splices)).toBe(units.join(''));
    expect(spliced(text, together(splices))).toBe(units.join(''));
    const live = new LiveDrafts();
    // A text that is sent whole needs no vault.
    const vault = null as never;
    const edit = { key: 'a', note: null };
    expect(live.edit({ ...edit, body: text, length: text.length }, vault)).toBe('kept');
    let { length } = text;
    for (const splice of splices) {
      length += splice[2].length - (splice[1] - splice[0]);
      expect(live.edit({ ...edit, splices: [splice], length }, vault)).toBe('kept');
    }
    expect(live.take()).toMatchObject([{ body: units.join('') }]);
  });

  it('refuses a replacement that lies outside', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    for (const splice of [
      [4, 3, ''],
      [0, 7, ''],
      [7, 7, 'x'],
    ] as const)
      expect(await session.editDraft({ ...draftOf(note, {}), splices: [[...splice]], length: 6 })).toBe(
        'send-whole',
      );
  });
});

describe('text that cannot be saved at a lock', () => {
  it('is sealed in a file for this account alone, without a word of it', async () => {
    await sealedDraft('a canary of a text');
    const [file = ''] = files();
    expect(files()).toHaveLength(1);
    expect(file).toMatch(/^[0-9a-f]{32}[/\\][0-9a-f]{32}\.draft$/);
    const bytes = readFileSync(join(folder, file));
    expect(bytes.includes('canary')).toBe(false);
    if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it('comes back into its note, whose older text is kept', async () => {
    const { id } = await sealedDraft();
    await unlock();
    expect(await session.bringBackDrafts()).toEqual({ notes: [{ id, title: 'Tea' }], waiting: 0, why: null });
    expect(await texts()).toEqual({ Tea: 'what was typed' });
    expect(await session.listVersions({ id })).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
    expect(await session.bringBackDrafts()).toEqual({ notes: [], waiting: 0, why: null });
  });

  it('comes back beside its note where that has another text by now, and once', async () => {
    const { id } = await sealedDraft();
    const file = join(folder, files()[0] ?? '');
    const sealed = readFileSync(file);
    await unlock();
    await session.saveNote({ id, revision: 1, title: 'Tea', body: 'Lapsang', notebook: 'Kitchen' });
    expect((await session.bringBackDrafts()).notes).toHaveLength(1);
    // As after a crash between the write and the removal of the file.
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sealed);
    expect((await session.bringBackDrafts()).notes).toHaveLength(1);
    expect(await texts()).toEqual({ Tea: 'Lapsang', 'Tea (unsaved draft)': 'what was typed' });
    expect((await session.listNotes()).map((entry) => entry.state === 'readable' && entry.notebook)).toEqual([
      'Kitchen',
      'Kitchen',
    ]);
    expect(files()).toEqual([]);
  });

  it('comes back as a note of its own where its note is gone for good', async () => {
    const { id } = await sealedDraft();
    await unlock();
    await session.changeNotes({ ids: [id], change: { trashed: true } });
    await session.removeNotes({ ids: [id] });
    await session.bringBackDrafts();
    expect(await texts()).toEqual({ 'Tea (unsaved draft)': 'what was typed' });
  });

  it('comes back under its own title where it never was a note', async () => {
    await session.editDraft({ key: 'a', note: null, title: 'New', body: 'New text', length: 8 });
    const comeBack = vanish();
    await session.lock();
    comeBack();
    await unlock();
    await session.bringBackDrafts();
    expect(await texts()).toEqual({ New: 'New text' });
  });

  it('waits where it cannot be saved after the unlock either, and says why', async () => {
    await sealedDraft();
    await unlock();
    const comeBack = vanish();
    expect(await session.bringBackDrafts()).toMatchObject({
      notes: [],
      waiting: 1,
      why: { code: 'file-missing' },
    });
    comeBack();
    expect(await session.bringBackDrafts()).toMatchObject({ waiting: 0 });
    expect(await texts()).toEqual({ Tea: 'what was typed' });
  });

  it('is kept and told of where its file is damaged', async () => {
    await sealedDraft();
    const file = join(folder, files()[0] ?? '');
    const bytes = readFileSync(file);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await unlock();
    expect(await session.bringBackDrafts()).toMatchObject({
      notes: [],
      waiting: 1,
      why: { code: 'other-key' },
    });
    expect(files()).toHaveLength(1);
    expect(await texts()).toEqual({ Tea: 'Oolong' });
  });

  it('opens under no other name', async () => {
    await sealedDraft();
    const file = join(folder, files()[0] ?? '');
    renameSync(file, join(dirname(file), `${'0'.repeat(32)}.draft`));
    await unlock();
    expect(await session.bringBackDrafts()).toMatchObject({ waiting: 1, why: { code: 'other-key' } });
  });

  it('is told as lost where nothing can be written at all', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.editDraft(draftOf(note, { body: 'lost' }));
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(folder, 'a file where the folder should be');
    const comeBack = vanish();
    expect(await session.lock()).toMatchObject({
      unsaved: { kept: 0, lost: 1, why: { code: expect.any(String) as string } },
    });
    comeBack();
    rmSync(folder);
  });

  it('is sealed where the vault is damaged, and comes back after the repair', async () => {
    const note = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.lock();
    tamper(path, 'UPDATE state SET sealed = zeroblob(length(sealed))');
    await unlock();
    expect(await session.editDraft({ ...draftOf(note, {}), splices: [[6, 6, '!']], length: 7 })).toBe('kept');
    expect(await session.lock()).toMatchObject({ unsaved: { kept: 1 } });
    await unlock();
    expect(await session.bringBackDrafts()).toMatchObject({ waiting: 1 });
    await session.repair({ backups: [] });
    expect(await session.bringBackDrafts()).toMatchObject({ waiting: 0 });
    expect(await texts()).toEqual({ Tea: 'Oolong!' });
  });
});

describe('a change of key', () => {
  it('brings drafts back before it begins', async () => {
    const { id } = await sealedDraft();
    await unlock();
    await session.rotate({ passphrase, recovery: false });
    expect(await texts()).toEqual({ Tea: 'what was typed' });
    expect(files()).toEqual([]);
    expect(await session.listVersions({ id })).toHaveLength(1);
  });

  it.each(['finish', 'undo', 'crash'] as const)(
    'has drafts under both keys until it is over (%s)',
    async (end) => {
      await sealedDraft();
      const file = join(folder, files()[0] ?? '');
      const sealed = readFileSync(file);
      const before = `${path}.before`;
      copyFileSync(path, before);
      await unlock();
      await session.rotate({ passphrase, recovery: false });
      await session.lock();
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, sealed);
      const [old, next] = [await openVault(before), await openVault(path)];
      try {
        const drafts = new Drafts(folder);
        const resealed = drafts.reseal(old, next);
        expect(files()).toHaveLength(2);
        if (end !== 'crash') resealed[end]();
        expect(files()).toHaveLength(end === 'crash' ? 2 : 1);
        expect(drafts.bringBack(end === 'undo' ? old : next)).toMatchObject({ waiting: 0, notes: [{}] });
        expect(files()).toEqual([]);
      } finally {
        old.lock();
        next.lock();
      }
    },
  );

  it('leaves a draft of another key where it is', async () => {
    await sealedDraft();
    const file = join(folder, files()[0] ?? '');
    const sealed = readFileSync(file);
    await unlock();
    await session.rotate({ passphrase, recovery: false });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sealed);
    await session.rotate({ passphrase, recovery: false });
    expect(await session.bringBackDrafts()).toMatchObject({ waiting: 1, why: { code: 'other-key' } });
    expect(files()).toHaveLength(1);
  });
});
