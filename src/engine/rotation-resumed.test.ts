import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOfFailure,
  freshPath,
  makeVault,
  passphrase,
  removeFolders,
  startSession,
} from './fixtures/vaults.ts';
import type { Session } from './session.ts';
import { openStore } from './sqlite-store.ts';

const rotator = fileURLToPath(new URL('fixtures/rotator.ts', import.meta.url));
const texts = Array.from({ length: 40 }, (_, index) => ({ title: `Note ${index}`, body: `text ${index}` }));
const file = randomBytes(12 * 1024 * 1024);

let path: string;
let session: Session;

/** A vault of some notes and a file of 192 chunks, made once and copied. */
let template: Buffer | undefined;

beforeEach(async () => {
  path = freshPath();
  session = startSession().session;
  template ??= await makeTemplate();
  writeFileSync(path, template);
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

async function makeTemplate(): Promise<Buffer> {
  const made = freshPath();
  await makeVault(made, texts);
  const large = join(dirname(made), 'large');
  writeFileSync(large, file);
  await session.unlock({ path: made, passphrase });
  const [note] = await session.listNotes();
  if (note?.state !== 'readable') throw new Error('no note');
  await session.attach({ id: note.id, file: large });
  await session.lock();
  return readFileSync(made);
}

const unlock = () => session.unlock({ path, passphrase });
const rotate = () => session.rotate({ passphrase, recovery: true });
const draftsBeside = () =>
  readdirSync(dirname(path))
    .filter((name) => /\.rotating-[0-9a-f]{12}$/.test(name))
    .map((name) => join(dirname(path), name));

/** Leaves a draft as a crash does. Most of the records are chunks, so a third of all is well among them. */
function crash(part = 1 / 3): string {
  const { signal } = spawnSync(process.execPath, [rotator, path, String(part)]);
  expect(signal).toBe('SIGKILL');
  const [draft] = draftsBeside();
  if (draft === undefined) throw new Error('The crash left no draft');
  return draft;
}

/** The sealed chunks in a file: SHA-256 of each. */
function chunksIn(vault: string): ReadonlySet<string> {
  const store = openStore(vault);
  try {
    return new Set(
      Array.from(store.readChunks(), ({ sealed }) => createHash('sha256').update(sealed).digest('hex')),
    );
  } finally {
    store.close();
  }
}

/** The vault is whole under its new key, with its notes and its file, and no draft is left. */
async function expectRotated(): Promise<void> {
  expect(draftsBeside()).toEqual([]);
  expect((await session.verify()).problems).toEqual([]);
  const notes = await session.listNotes();
  expect(notes).toHaveLength(texts.length);
  const lists = await Promise.all(notes.map(({ id }) => session.listAttachments({ note: id })));
  const [attachment] = lists.flat();
  if (!attachment) throw new Error('The file is gone');
  const part = await session.readAttachment({ id: attachment.id, from: 5_000_000, length: 100_000 });
  expect(Buffer.from(part).equals(file.subarray(5_000_000, 5_100_000))).toBe(true);
}

describe('a change of key that was killed', () => {
  it('is told of at the next unlock, and carried on with what it had done', async () => {
    const draft = crash();
    expect((await unlock()).rotationLeft).toBe(true);
    await session.lock();
    const done = chunksIn(draft);
    expect(done.size).toBeGreaterThan(10);
    await unlock();
    const { phrase, dropped } = await rotate();
    expect(dropped).toEqual([]);
    await expectRotated();
    await session.lock();
    expect(chunksIn(path).isSupersetOf(done)).toBe(true);
    expect((await session.unlockWithRecovery({ path, phrase: phrase ?? '' })).rotationLeft).toBe(false);
  });

  it('is carried on after notes were changed, and takes the changes along', async () => {
    crash();
    await unlock();
    const [note] = await session.listNotes();
    if (note?.state !== 'readable') throw new Error('no note');
    await session.saveNote({ ...note, title: 'Changed since', body: 'new text' });
    const { id } = await session.createNote({ title: 'New since', body: '' });
    await rotate();
    expect((await session.openNote({ id: note.id })).body).toBe('new text');
    await session.changeNotes({ ids: [id], change: { trashed: true } });
    await session.removeNotes({ ids: [id] });
    await expectRotated();
  });

  it('is told of when all of the draft still lies in its log', async () => {
    crash(0);
    expect((await unlock()).rotationLeft).toBe(true);
    await rotate();
    await expectRotated();
  });

  it('can be killed and carried on more than once', async () => {
    crash(0.2);
    crash(0.35);
    const draft = crash(0.6);
    const done = chunksIn(draft);
    await unlock();
    await rotate();
    await expectRotated();
    await session.lock();
    expect(chunksIn(path).isSupersetOf(done)).toBe(true);
  });

  it('is forgotten when that is asked for, and the vault is as it was', async () => {
    crash();
    await unlock();
    await session.discardRotation();
    expect(draftsBeside()).toEqual([]);
    await session.lock();
    expect((await unlock()).rotationLeft).toBe(false);
    expect((await session.verify()).problems).toEqual([]);
  });

  it('is gone when carrying it on is stopped, and waits when the vault is locked meanwhile', async () => {
    crash();
    await unlock();
    let locking: Promise<unknown> | undefined;
    const onProgress = () => {
      locking ??= session.lock();
    };
    expect(await codeOfFailure(() => session.rotate({ passphrase, recovery: false }, { onProgress }))).toBe(
      'locked',
    );
    await locking;
    expect((await unlock()).rotationLeft).toBe(true);
    const stop = new AbortController();
    const stopped = { signal: stop.signal, onProgress: () => stop.abort() };
    await expect(session.rotate({ passphrase, recovery: false }, stopped)).rejects.toMatchObject({
      code: 'cancelled',
      message: 'Changing the key was stopped. Nothing was changed.',
    });
    expect(draftsBeside()).toEqual([]);
  });

  it('stays for the right passphrase when a wrong one is typed', async () => {
    const draft = crash();
    await unlock();
    expect(await codeOfFailure(() => session.rotate({ passphrase: 'no', recovery: false }))).toBe(
      'wrong-passphrase',
    );
    expect(draftsBeside()).toEqual([draft]);
  });
});

describe('a draft that is no good', () => {
  it('is begun again when it was cut short', async () => {
    const draft = crash();
    await unlock();
    truncateSync(draft, 4096 * Math.floor(statSync(draft).size / 8192));
    await rotate();
    await expectRotated();
  });

  it('is begun again when parts of it were overwritten', async () => {
    const draft = crash();
    await unlock();
    const bytes = readFileSync(draft);
    for (let at = 40_000; at < bytes.length; at += 10_007) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(draft, bytes);
    await rotate();
    await expectRotated();
  });

  it.each([
    ['of another vault', (file: string) => makeVault(file, texts)],
    ['no vault', (file: string) => writeFile(file, 'x')],
  ])('is removed at the next unlock when it is %s', async (_, make) => {
    const other = freshPath();
    await make(other);
    copyFileSync(other, `${path}.rotating-0123456789ab`);
    expect((await unlock()).rotationLeft).toBe(false);
    expect(draftsBeside()).toEqual([]);
    await rotate();
    await expectRotated();
  });

  it('is begun again when the passphrase was another then', async () => {
    const draft = crash();
    const done = chunksIn(draft);
    await unlock();
    const next = 'another heron entirely';
    await session.changePassphrase({ current: passphrase, next });
    await session.rotate({ passphrase: next, recovery: false });
    await expectRotated();
    await session.lock();
    expect(chunksIn(path).isDisjointFrom(done)).toBe(true);
  });

  it('is never taken when it is a copy of the vault itself: the key would be the old one', async () => {
    copyFileSync(path, `${path}.rotating-0123456789ab`);
    const before = chunksIn(path);
    await unlock();
    await rotate();
    await expectRotated();
    await session.lock();
    expect(chunksIn(path).isDisjointFrom(before)).toBe(true);
  });
});
