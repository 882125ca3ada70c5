import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  passphrase,
  removeFolders,
  resources,
  tamper,
} from './fixtures/vaults.ts';
import { startEngine, type Engine } from './index.ts';

let path: string;
let engine: Engine;

beforeEach(() => {
  path = freshPath();
  engine = startEngine({ resources });
});

afterEach(async () => {
  await engine.stop();
  removeFolders();
});

describe('the engine', () => {
  it('does through its worker what a session does', async () => {
    await engine.create({ path, passphrase, kdf: cheapKdf });
    const { id, revision } = await engine.createNote({ title: 'Tea', body: 'Oolong' });
    await engine.saveNote({ id, revision, title: 'Tea', body: 'Assam' });
    await engine.lock();
    await engine.unlock({ path, passphrase });
    expect(await engine.listNotes()).toMatchObject([{ id, title: 'Tea', revision: 2 }]);
    expect((await engine.openNote({ id })).body).toBe('Assam');
    expect((await engine.inspect({ path })).holders).toHaveLength(1);
    expect((await engine.generatePassphrase({ words: 5 })).bits).toBeCloseTo(64.62, 2);
  });

  it('rejects with our error, its code and its details', async () => {
    await engine.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await engine.createNote({ title: 'Tea', body: '' });
    const conflict = engine.saveNote({ id, revision: 9, title: '', body: '' });
    await expect(conflict).rejects.toBeInstanceOf(LatchkeyError);
    await expect(conflict).rejects.toMatchObject({ code: 'conflict', details: { id } });
  });

  it('reports what the check of the whole vault found, until the listener leaves', async () => {
    await makeVault(path, [{ title: 'Tea', body: 'Oolong' }]);
    tamper(path, 'DELETE FROM content');
    const heard: string[] = [];
    const leave = engine.onProblems((problems) => heard.push(...problems.map(({ code }) => code)));
    await engine.unlock({ path, passphrase });
    await expect.poll(() => heard).toEqual(['rows-missing']);
    leave();
    await engine.lock();
    await engine.unlock({ path, passphrase });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toHaveLength(1);
  });

  it('tells how far long work has come, ends it when asked, and keeps the vault', async () => {
    const { vaultId } = await engine.create({ path, passphrase, kdf: cheapKdf });
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => engine.createNote({ title: `${index}`, body: '' })),
    );
    const stop = new AbortController();
    const steps: number[] = [];
    const onProgress = ({ done }: { done: number }) => {
      steps.push(done);
      stop.abort();
    };
    const rotating = engine.rotate({ passphrase, recovery: true }, { onProgress, signal: stop.signal });
    expect(await codeOfFailure(() => rotating)).toBe('cancelled');
    expect(steps.length).toBeGreaterThan(0);
    expect(await codeOfFailure(() => engine.verify({ signal: stop.signal }))).toBe('cancelled');
    expect(await engine.verify()).toMatchObject({ checked: 600, notes: 300, problems: [] });
    const { phrase } = await engine.rotate({ passphrase, recovery: true });
    expect(await engine.lock()).toMatchObject({ vaultId });
    expect(await engine.unlockWithRecovery({ path, phrase: phrase ?? '' })).toMatchObject({ vaultId });
    expect(await engine.listNotes()).toHaveLength(300);
  });

  it('does not hold up this thread while a key is derived', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    await engine.create({ path, passphrase, kdf: { memoryKiB: 64 * 1024, passes: 3, lanes: 1 } });
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(10);
  });

  it('refuses every call once it was stopped, and can be stopped twice', async () => {
    await engine.create({ path, passphrase, kdf: cheapKdf });
    await Promise.all([engine.stop(), engine.stop()]);
    expect(await codeOfFailure(() => engine.listNotes())).toBe('locked');
    await engine.lock();
    const next = startEngine({ resources });
    await next.unlock({ path, passphrase });
    await next.stop();
  });
});

describe('an engine whose worker dies', () => {
  /** Answers `lock`, and dies at any other call. */
  const frail = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ number, method }) => {
        if (method !== 'lock') throw new Error('out of luck');
        parentPort.postMessage({ type: 'answer', number, answer: { ok: true, value: undefined } });
      });
    `)}`,
  );

  it('rejects what waited, says so, and goes on with a new worker', async () => {
    const mortal = startEngine({ resources }, frail);
    let failures = 0;
    mortal.onFailure(() => failures++);
    const waiting = [mortal.listNotes(), mortal.unlock({ path, passphrase })];
    for (const call of waiting) expect(await codeOfFailure(() => call)).toBe('internal');
    expect(failures).toBe(1);
    await mortal.lock();
    expect(failures).toBe(1);
    await mortal.stop();
    expect(failures).toBe(1);
  });

  it('stops at once when it has died', async () => {
    const mortal = startEngine({ resources }, frail);
    expect(await codeOfFailure(() => mortal.listNotes())).toBe('internal');
    await mortal.stop();
    expect(await codeOfFailure(() => mortal.listNotes())).toBe('locked');
  });
});

describe('an engine whose worker dies with a vault open', () => {
  it.each([
    ['throws', "throw new Error('out of luck')"],
    ['leaves', 'process.exit(1)'],
  ])('keeps what was saved and unlocks it again when it %s', async (_, end) => {
    // The real worker, and a death that a call it never gets in earnest brings about.
    const source = `
      import { parentPort } from 'node:worker_threads';
      import '${new URL('engine-worker.ts', import.meta.url).href}';
      parentPort.on('message', ({ method }) => { if (method === 'generatePassphrase') { ${end} } });`;
    const mortal = startEngine({ resources }, new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    await mortal.create({ path, passphrase, kdf: cheapKdf });
    await mortal.createNote({ title: 'Tea', body: 'Oolong' });
    expect(await codeOfFailure(() => mortal.generatePassphrase({ words: 6 }))).toBe('internal');
    expect(await codeOfFailure(() => mortal.listNotes())).toBe('locked');
    await mortal.unlock({ path, passphrase });
    expect(await mortal.listNotes()).toMatchObject([{ title: 'Tea' }]);
    await mortal.stop();
  });
});

describe('an engine whose worker is stuck', () => {
  const stuck = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { for (;;); });
    `)}`,
  );

  it('is locked all the same, by ending the worker', async () => {
    const engine = startEngine({ resources }, stuck, 100);
    let failures = 0;
    engine.onFailure(() => failures++);
    const listing = codeOfFailure(() => engine.listNotes());
    await engine.lock();
    expect(await listing).toBe('internal');
    expect(failures).toBe(1);
    await engine.stop();
  });
});

describe('the worker of an engine', () => {
  /** Answers every call with the number of its thread, a lock after a while. */
  const numbered = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort, threadId } from 'node:worker_threads';
      parentPort.on('message', ({ number, method }) => {
        const answer = () => parentPort.postMessage({ type: 'answer', number, answer: { ok: true, value: threadId } });
        if (method === 'lock') setTimeout(answer, 50); else answer();
      });
    `)}`,
  );

  it('ends with a lock, and what is called meanwhile goes to the next one', async () => {
    const engine = startEngine({ resources }, numbered);
    let failures = 0;
    engine.onFailure(() => failures++);
    const first = await engine.listNotes();
    const [locked, meanwhile] = await Promise.all([engine.lock(), engine.listNotes()]);
    expect(locked).toBe(first);
    expect(meanwhile).not.toBe(first);
    expect(await engine.listNotes()).toBe(meanwhile);
    const [second, after] = await Promise.all([engine.lock(), engine.lock()]);
    expect(second).toBe(meanwhile);
    expect(after).not.toBe(meanwhile);
    expect(failures).toBe(0);
    await Promise.all([engine.lock(), engine.stop()]);
  });
});
