import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { methods } from '../contract/contract.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  startSession,
  tamper,
  withBitFlipped,
} from './fixtures/vaults.ts';
import { openStore } from './sqlite-store.ts';

afterEach(removeFolders);

const inspectCode = (path: string) => codeOfFailure(() => startSession().session.inspect({ path }));
const unlockCode = (path: string) => codeOfFailure(() => startSession().session.unlock({ path, passphrase }));

const threeNotes = [
  { title: 'First', body: 'one' },
  { title: 'Second', body: 'two' },
  { title: 'Third', body: 'three' },
];

describe('a wrong passphrase', () => {
  it('is refused by code, leaves the file as it was, and the right one still opens it', async () => {
    const path = freshPath();
    await makeVault(path, threeNotes);
    const before = readFileSync(path);
    const { session } = startSession();
    expect(await codeOfFailure(() => session.unlock({ path, passphrase: `${passphrase}.` }))).toBe(
      'wrong-passphrase',
    );
    expect(readFileSync(path)).toEqual(before);
    expect(await codeOfFailure(() => session.listNotes())).toBe('locked');
    await session.unlock({ path, passphrase });
    expect(await session.listNotes()).toHaveLength(3);
    await session.lock();
  });
});

describe('what is not a vault', () => {
  it('is named when nothing is there', async () => {
    expect(await inspectCode(freshPath())).toBe('file-missing');
  });

  it('is named when its folder is not there', async () => {
    expect(await inspectCode(join(freshPath(), 'deeper', 'notes.latchkey'))).toBe('file-missing');
  });

  it('is named when it is a folder', async () => {
    const path = freshPath();
    mkdirSync(path);
    expect(await inspectCode(path)).toBe('is-a-directory');
  });

  it('is named when it is empty', async () => {
    const path = freshPath();
    writeFileSync(path, '');
    expect(await inspectCode(path)).toBe('empty-file');
    expect(readFileSync(path)).toHaveLength(0);
  });

  it.each([
    ['text', 'Dear diary, this is no vault at all. '.repeat(20)],
    ['a short text', 'x'],
    ['the first half of a SQLite header', 'SQLite format 3\0'],
  ])('is named when it is %s', async (_, content) => {
    const path = freshPath();
    writeFileSync(path, content);
    expect(await inspectCode(path)).toBe('not-a-vault');
    expect(readFileSync(path, 'latin1')).toBe(content);
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  it('is named when it is the database of another program', async () => {
    const path = freshPath();
    tamper(path, 'CREATE TABLE summary (id)');
    expect(await inspectCode(path)).toBe('not-a-vault');
  });

  it('is named when it is a vault cut short', async () => {
    const path = freshPath();
    await makeVault(path);
    truncateSync(path, 2000);
    expect(await inspectCode(path)).toBe('not-a-vault');
  });

  it('is named when it claims to be made by a later SQLite', async () => {
    const path = freshPath();
    await makeVault(path);
    const bytes = readFileSync(path);
    // The schema format number (https://sqlite.org/fileformat2.html#schema_format_number).
    bytes.writeUInt32BE(5, 44);
    writeFileSync(path, bytes);
    expect(await inspectCode(path)).toBe('not-a-vault');
  });

  it('is named when it was cut off in the middle', async () => {
    const path = freshPath();
    await makeVault(path, [{ title: 'Long', body: 'x'.repeat(100_000) }]);
    const bytes = readFileSync(path);
    truncateSync(path, bytes.length - 40_960);
    const { session } = startSession();
    const code = await codeOfFailure(async () => {
      await session.unlock({ path, passphrase });
      const [note] = await session.listNotes();
      if (note) await session.openNote(note);
    });
    await session.lock();
    expect(['not-a-vault', 'record-tampered']).toContain(code);
  });

  it('is named when it is a vault with noise where its first table was', async () => {
    const path = freshPath();
    await makeVault(path);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 100, 4096);
    writeFileSync(path, bytes);
    expect(await inspectCode(path)).toBe('not-a-vault');
  });
});

/** What an account without rights gets. Root may do anything, so root asks an account that may not. */
function openWithoutRights(path: string): string {
  if (process.getuid?.() !== 0) {
    try {
      openStore(path).close();
      return 'open';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  }
  return openInAnotherProcess(path, { uid: 65534, gid: 65534 });
}

function openInAnotherProcess(path: string, identity: { uid?: number; gid?: number } = {}): string {
  const script = fileURLToPath(new URL('fixtures/try-open.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, path], { ...identity, encoding: 'utf8' });
  return stdout.trim() || stderr;
}

describe.skipIf(process.platform === 'win32')('a file without rights', () => {
  it('is named when it cannot be read', async () => {
    const path = freshPath();
    await makeVault(path);
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o000);
    expect(openWithoutRights(path)).toBe('permission-denied');
  });

  it('is named when it can be read and not written', async () => {
    const path = freshPath();
    await makeVault(path);
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o444);
    expect(openWithoutRights(path)).toBe('read-only');
  });

  it('is named when its folder cannot be written', async () => {
    const path = freshPath();
    await makeVault(path);
    chmodSync(path, 0o666);
    chmodSync(dirname(path), 0o555);
    const code = openWithoutRights(path);
    chmodSync(dirname(path), 0o755);
    expect(code).toBe('read-only');
  });

  it('is made readable by its owner only', async () => {
    const path = freshPath();
    await makeVault(path);
    chmodSync(dirname(path), 0o755);
    if (process.getuid?.() === 0) expect(openWithoutRights(path)).toBe('permission-denied');
  });
});

describe('a newer format', () => {
  it('is named with the format found and the one this version reads', async () => {
    const path = freshPath();
    await makeVault(path);
    tamper(path, 'PRAGMA user_version = 7');
    const { session } = startSession();
    await expect(session.inspect({ path })).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringMatching(/format 7.*format 1/) as string,
    });
  });
});

describe('hostile key derivation', () => {
  it('is refused before any memory is taken when it asks for 1 TiB', async () => {
    const path = freshPath();
    await makeVault(path);
    replaceInHeader(path, '"memoryKiB":8192', `"memoryKiB":${2 ** 30}`);
    const before = performance.now();
    expect(await unlockCode(path)).toBe('kdf-parameters-refused');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('a header with values that no window could show', () => {
  it.each([
    ['a date after the last one there is', /"createdAt":\d+/, '"createdAt":9007199254740991'],
    ['half a pass', '"passes":1', '"passes":1.5'],
    ['endless passes', '"passes":1', '"passes":1e999'],
    ['less than no memory', '"memoryKiB":8192', '"memoryKiB":-8192'],
  ])('is refused when it has %s', async (_, from, to) => {
    const path = freshPath();
    await makeVault(path);
    replaceInHeader(path, from, to);
    expect(await inspectCode(path)).toBe('header-tampered');
  });
});

/** Changes the header and its checksum, which needs no key. */
function replaceInHeader(path: string, from: string | RegExp, to: string): void {
  const database = new DatabaseSync(path);
  try {
    const { body } = database.prepare('SELECT body FROM header').get() ?? {};
    const text = Buffer.from(body as Uint8Array).toString();
    if (text.replace(from, '') === text) throw new Error(`The header does not contain ${from}`);
    const changed = Buffer.from(text.replace(from, to));
    const checksum = new Uint8Array(createHash('sha256').update(changed).digest());
    database.prepare('UPDATE header SET body = ?, checksum = ?').run(changed, checksum);
  } finally {
    database.close();
  }
}

describe('a schema that is not ours', () => {
  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON summary BEGIN DELETE FROM content; END'],
    ['a view', 'CREATE VIEW v AS SELECT * FROM summary'],
    ['a table', 'CREATE TABLE extra (x)'],
    ['an index', 'CREATE INDEX i ON summary (revision)'],
    ['a column', 'ALTER TABLE summary ADD COLUMN x BLOB'],
    ['a table less', 'DROP TABLE cache'],
    ['a table replaced by a view', 'DROP TABLE cache; CREATE VIEW cache AS SELECT 1 AS name, 2 AS sealed'],
  ])('is refused when it has %s', async (_, sql) => {
    const path = freshPath();
    await makeVault(path);
    tamper(path, sql);
    expect(await inspectCode(path)).toBe('schema-tampered');
    expect(await unlockCode(path)).toBe('schema-tampered');
  });
});

describe('a tampered record', () => {
  const flipFirstSummary = (path: string) => flipBit(path, 'summary', 777);

  it('is shown as damaged in the list, and the others open', async () => {
    const path = freshPath();
    const [damaged, ...others] = await makeVault(path, threeNotes);
    flipFirstSummary(path);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    const list = await session.listNotes();
    expect(list.find((entry) => entry.id === damaged)).toMatchObject({
      state: 'damaged',
      error: { code: 'record-tampered', details: { table: 'summary', id: damaged } },
    });
    for (const id of others) expect((await session.openNote({ id })).body).toMatch(/two|three/);
    await session.lock();
  });

  it('is named by table and id when its text is opened, and the others open', async () => {
    const path = freshPath();
    const [damaged, ...others] = await makeVault(path, threeNotes);
    if (damaged === undefined) throw new Error('no note');
    flipBit(path, 'content', 300);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    await expect(session.openNote({ id: damaged })).rejects.toMatchObject({
      code: 'record-tampered',
      details: { table: 'content', id: damaged },
    });
    for (const id of others) expect((await session.openNote({ id })).body).toMatch(/two|three/);
    await session.lock();
  });

  it('is noticed when two of them were swapped', async () => {
    const path = freshPath();
    const [first, second, third] = await makeVault(path, threeNotes);
    if (!first || !second || !third) throw new Error('no notes');
    swapSealed(path, 'content');
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    for (const id of [first, second]) {
      await expect(session.openNote({ id })).rejects.toMatchObject({
        code: 'record-tampered',
        details: { id },
      });
    }
    expect((await session.openNote({ id: third })).body).toBe('three');
    await session.lock();
  });

  it.each(['UPDATE state SET sealed = randomblob(length(sealed))', 'DELETE FROM state'])(
    'is noticed in the state, and every note can still be read: %s',
    async (sql) => {
      const path = freshPath();
      const [id] = await makeVault(path, [{ title: 'One', body: 'one' }]);
      if (!id) throw new Error('no note');
      tamper(path, sql);
      const { session, problems, reported } = startSession();
      expect((await session.unlock({ path, passphrase })).writeCounter).toBeNull();
      await reported;
      expect(problems).toMatchObject([{ code: 'record-tampered', details: { table: 'state' } }]);
      expect((await session.openNote({ id })).body).toBe('one');
      await expect(session.createNote({ title: '', body: '' })).rejects.toMatchObject({
        code: 'record-tampered',
        details: { table: 'state' },
      });
      expect((await session.verify()).problems).toMatchObject([{ details: { table: 'state' } }]);
      await session.lock();
    },
  );

  it.each([
    ['revision 0', 'UPDATE summary SET revision = 0 WHERE row = 1'],
    ['a revision that no number holds', 'UPDATE summary SET revision = 9223372036854775807 WHERE row = 1'],
    ['text for its bytes', "UPDATE summary SET sealed = CAST('text' AS BLOB) WHERE row = 1"],
  ])('is shown as damaged when it has %s, and the others open', async (_, sql) => {
    const path = freshPath();
    const [damaged] = await makeVault(path, threeNotes);
    tamper(path, `PRAGMA ignore_check_constraints = ON; ${sql}`);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    const list = await session.listNotes();
    expect(list).toHaveLength(3);
    expect(list.filter(({ state }) => state === 'damaged')).toMatchObject([
      { id: damaged, error: { code: 'record-tampered', details: { table: 'summary' } } },
    ]);
    await session.lock();
  });

  it('is left out of the list and reported when its id names nothing', async () => {
    const path = freshPath();
    await makeVault(path, threeNotes);
    tamper(path, "PRAGMA ignore_check_constraints = ON; UPDATE summary SET id = x'00' WHERE row = 1");
    const { session, problems, reported } = startSession();
    await session.unlock({ path, passphrase });
    expect(await session.listNotes()).toHaveLength(2);
    await reported;
    expect(problems).toMatchObject([{ code: 'record-tampered', details: { table: 'summary' } }]);
    await session.lock();
  });
});

describe('a row that was taken out or put back', () => {
  it('is reported with its id when one half of a note is gone', async () => {
    const path = freshPath();
    const [first] = await makeVault(path, threeNotes);
    tamper(path, 'DELETE FROM content WHERE row = 1');
    const { session, problems, reported } = startSession();
    await session.unlock({ path, passphrase });
    await reported;
    expect(problems).toMatchObject([{ code: 'rows-missing', details: { table: 'content', id: first } }]);
    await session.lock();
  });

  it('is reported when a whole note is gone', async () => {
    const path = freshPath();
    await makeVault(path, threeNotes);
    tamper(path, 'DELETE FROM content WHERE row = 1; DELETE FROM summary WHERE row = 1');
    const { session, problems, reported } = startSession();
    await session.unlock({ path, passphrase });
    await reported;
    expect(problems).toMatchObject([{ code: 'rows-missing' }]);
    await session.lock();
  });

  it('is reported when a deleted note was put back', async () => {
    const path = freshPath();
    const [id] = await makeVault(path, threeNotes);
    if (!id) throw new Error('no note');
    const old = `${path}.old`;
    copyFileSync(path, old);
    const { session, problems, reported } = startSession();
    await session.unlock({ path, passphrase });
    await session.changeNotes({ ids: [id], change: { trashed: true } });
    await session.removeNotes({ ids: [id] });
    await session.lock();
    const copy = (table: string) =>
      `INSERT INTO ${table} SELECT * FROM old.${table} WHERE id NOT IN (SELECT id FROM ${table})`;
    tamper(path, `ATTACH '${old}' AS old; ${copy('summary')}; ${copy('content')}`);
    await session.unlock({ path, passphrase });
    await reported;
    expect(problems).toMatchObject([{ code: 'rows-extra' }]);
    await session.lock();
  });

  it('is not reported when nothing is wrong', async () => {
    const path = freshPath();
    await makeVault(path, threeNotes);
    const vault = await openVault(path);
    const check = vault.check();
    let step = check.next();
    while (!step.done) step = check.next();
    expect(step.value).toEqual([]);
    vault.lock();
  });
});

describe('a vault in use', () => {
  it('is refused to a second session in this process', async () => {
    const path = freshPath();
    await makeVault(path);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    expect(await unlockCode(path)).toBe('vault-in-use');
    expect(await inspectCode(path)).toBe('vault-in-use');
    await session.lock();
    expect(await unlockCode(path)).toBe('no error');
  });

  it('is refused to another process, even after this one was asked to open it again', async () => {
    const path = freshPath();
    await makeVault(path);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    expect(openInAnotherProcess(path)).toBe('vault-in-use');
    expect(await inspectCode(path)).toBe('vault-in-use');
    expect(openInAnotherProcess(path)).toBe('vault-in-use');
    await session.lock();
    expect(openInAnotherProcess(path)).toBe('open');
  });

  it('is refused under another name of the same file', async () => {
    const path = freshPath();
    await makeVault(path);
    linkSync(path, `${path}.link`);
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    expect(await inspectCode(`${path}.link`)).toBe('vault-in-use');
    await session.lock();
  });
});

describe.skipIf(process.platform === 'win32')('a file removed while it is open', () => {
  it('refuses to save, because what it saved would be lost, and still shows what it has', async () => {
    const path = freshPath();
    const [id] = await makeVault(path, threeNotes);
    if (!id) throw new Error('no note');
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    rmSync(path);
    expect(await codeOfFailure(() => session.createNote({ title: 'Lost', body: '' }))).toBe('file-missing');
    expect((await session.openNote({ id })).body).toBe('one');
    await session.lock();
    expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
  });
});

describe('a hundred megabytes that were pasted', () => {
  it('are refused at the window, before anybody reads them', () => {
    const text = 'x'.repeat(100_000_000);
    const before = performance.now();
    const id = 'c0c1c2c3c4c5c6c7c8c9cacbcccdcecf';
    for (const request of [
      { id, revision: 1, title: 'Tea', body: text },
      { id, revision: 1, title: text, body: '' },
    ])
      expect(v.safeParse(methods['notes.save'].request, request).success).toBe(false);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('a new vault', () => {
  it('never replaces a file', async () => {
    const path = freshPath();
    writeFileSync(path, 'mine');
    const { session } = startSession();
    expect(await codeOfFailure(() => session.create({ path, passphrase, kdf: cheapKdf }))).toBe(
      'already-exists',
    );
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  it('leaves nothing behind when its folder is not there', async () => {
    const path = join(freshPath(), 'notes.latchkey');
    const { session } = startSession();
    expect(await codeOfFailure(() => session.create({ path, passphrase, kdf: cheapKdf }))).toBe(
      'file-missing',
    );
  });

  it('leaves nothing behind when its costs are refused', async () => {
    const path = freshPath();
    const { session } = startSession();
    const kdf = { ...cheapKdf, passes: 1000 };
    expect(await codeOfFailure(() => session.create({ path, passphrase, kdf }))).toBe(
      'kdf-parameters-refused',
    );
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});

function flipBit(path: string, table: 'summary' | 'content', bit: number): void {
  const database = new DatabaseSync(path);
  try {
    const { sealed } = database.prepare(`SELECT sealed FROM ${table} WHERE row = 1`).get() ?? {};
    const flipped = withBitFlipped(sealed as Uint8Array, bit);
    database.prepare(`UPDATE ${table} SET sealed = ? WHERE row = 1`).run(flipped);
  } finally {
    database.close();
  }
}

function swapSealed(path: string, table: 'summary' | 'content'): void {
  const database = new DatabaseSync(path);
  try {
    const rows = database.prepare(`SELECT row, sealed FROM ${table} WHERE row IN (1, 2)`).all();
    const update = database.prepare(`UPDATE ${table} SET sealed = ? WHERE row = 3 - ?`);
    for (const { row = null, sealed = null } of rows) update.run(sealed, row);
  } finally {
    database.close();
  }
}
