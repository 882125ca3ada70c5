import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  passphrase,
  removeFolders,
  startSession,
  type Watched,
} from './fixtures/vaults.ts';
import type { Session } from './session.ts';

let path: string;
let watched: Watched;
let session: Session;

beforeEach(() => {
  path = freshPath();
  watched = startSession();
  session = watched.session;
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

describe('a session', () => {
  it('keeps a note through lock and unlock', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id, revision } = await session.createNote({ title: 'Tea', body: 'Oolong' });
    await session.saveNote({ id, revision, title: 'Tea', body: 'Assam' });
    await session.lock();
    await session.unlock({ path, passphrase });
    expect(await session.openNote({ id })).toMatchObject({
      summary: { title: 'Tea', revision: 2 },
      body: 'Assam',
    });
  });

  it('trashes, restores and removes a note', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await session.createNote({ title: 'Tea', body: '' });
    const trash = (trashed: boolean) => session.changeNotes({ ids: [id], change: { trashed } });
    expect([await trash(true), await trash(true), await trash(false)]).toEqual([1, 0, 1]);
    expect(await codeOfFailure(() => session.removeNotes({ ids: [id] }))).toBe('invalid-request');
    await trash(true);
    expect(await session.removeNotes({ ids: [id] })).toBe(1);
    expect(await session.listNotes()).toEqual([]);
  });

  it('keeps earlier texts of a note, and gives one back as the newest', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await session.createNote({ title: 'Tea', body: 'Oolong, second flush' });
    await session.saveNote({ id, revision: 1, title: 'Tea, shorter', body: 'Assam' });
    const versions = await session.listVersions({ id });
    expect(versions).toMatchObject([{ revision: 1, title: 'Tea', wordCount: 3 }]);
    expect((await session.openVersion({ id, revision: 1 })).body).toBe('Oolong, second flush');
    expect(await session.restoreVersion({ id, revision: 2, version: 1 })).toMatchObject({ revision: 3 });
    await session.lock();
    await session.unlock({ path, passphrase });
    expect(await session.openNote({ id })).toMatchObject({
      summary: { title: 'Tea' },
      body: 'Oolong, second flush',
    });
    expect((await session.listVersions({ id })).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(await codeOfFailure(() => session.openVersion({ id, revision: 9 }))).toBe('not-found');
    expect((await session.verify()).problems).toEqual([]);
  });

  it('leaves exactly one file when it is locked', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    await session.createNote({ title: 'Tea', body: '' });
    expect(readdirSync(dirname(path)).sort()).toEqual(['notes.latchkey', 'notes.latchkey-wal']);
    await session.lock();
    expect(readdirSync(dirname(path))).toEqual(['notes.latchkey']);
  });

  it('shows who can open a vault, locked or unlocked', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const unlocked = await session.inspect({ path });
    await session.lock();
    expect(await session.inspect({ path })).toEqual(unlocked);
    expect(unlocked.holders).toMatchObject([{ type: 'passphrase', kdf: cheapKdf }]);
  });

  it('answers nothing about notes while it is locked', async () => {
    expect(await codeOfFailure(() => session.listNotes())).toBe('locked');
    await makeVault(path);
    await session.unlock({ path, passphrase });
    await session.lock();
    expect(await codeOfFailure(() => session.listNotes())).toBe('locked');
    expect(await codeOfFailure(() => session.createNote({ title: '', body: '' }))).toBe('locked');
  });

  it('finds nothing wrong with a vault that is whole', async () => {
    await makeVault(path, [{ title: 'Tea', body: 'Oolong' }]);
    await session.unlock({ path, passphrase });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(watched.problems).toEqual([]);
  });

  it('makes passphrases of words, with the entropy of their draw', async () => {
    const { passphrase: made, bits } = await session.generatePassphrase({ words: 6 });
    expect(made).toMatch(/^[a-z-]+( [a-z-]+){5}$/);
    expect(bits).toBeCloseTo(77.55, 2);
  });
});

describe('calls that race', () => {
  it('lets one of two unlocks win and refuses the other', async () => {
    await makeVault(path);
    const codes = await Promise.all([
      codeOfFailure(() => session.unlock({ path, passphrase })),
      codeOfFailure(() => session.unlock({ path, passphrase })),
    ]);
    expect(codes).toEqual(['no error', 'vault-in-use']);
    expect(await session.listNotes()).toEqual([]);
  });

  it('lets the second of two unlocks in when the first had the wrong passphrase', async () => {
    await makeVault(path);
    const codes = await Promise.all([
      codeOfFailure(() => session.unlock({ path, passphrase: 'not this one' })),
      codeOfFailure(() => session.unlock({ path, passphrase })),
    ]);
    expect(codes).toEqual(['wrong-passphrase', 'no error']);
  });

  it('ends an unlock when it is locked meanwhile, and leaves the file free', async () => {
    await makeVault(path);
    const unlocking = codeOfFailure(() => session.unlock({ path, passphrase }));
    await session.lock();
    expect(await unlocking).toBe('locked');
    expect(await codeOfFailure(() => session.listNotes())).toBe('locked');
    await session.unlock({ path, passphrase });
  });

  it('ends a create when it is locked meanwhile, and leaves no file', async () => {
    const creating = codeOfFailure(() => session.create({ path, passphrase, kdf: cheapKdf }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await session.lock();
    expect(await creating).toBe('locked');
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('opens again when an unlock follows a lock at once', async () => {
    await makeVault(path);
    await session.unlock({ path, passphrase });
    const [, code] = await Promise.all([
      session.lock(),
      codeOfFailure(() => session.unlock({ path, passphrase })),
    ]);
    expect(code).toBe('no error');
  });

  it('keeps every one of many saves that were asked for at once', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const made = await Promise.all(
      Array.from({ length: 50 }, (_, index) => session.createNote({ title: `Note ${index}`, body: '' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(50);
    expect(await session.listNotes()).toHaveLength(50);
  });
});

describe('deriving a key for a wrong passphrase', () => {
  it('costs what it costs for a right one', async () => {
    const kdf = { ...cheapKdf, memoryKiB: 64 * 1024 };
    await session.create({ path, passphrase, kdf });
    await session.lock();
    const right = await timeOf(async () => {
      await session.unlock({ path, passphrase });
    });
    await session.lock();
    const wrong = await timeOf(() =>
      codeOfFailure(() => session.unlock({ path, passphrase: 'not this one' })),
    );
    expect(wrong).toBeGreaterThan(right / 4);
    expect(wrong).toBeLessThan(right * 4);
  });
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
