import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { Note, type NoteSummary } from '../../contract/words.ts';
import { freshPath, nodeArgon2, removeFolders, tamper } from '../../engine/fixtures/vaults.ts';
import { openStore } from '../../engine/sqlite-store.ts';
import { recoverySeed, unlockVault, type Vault } from '../../vault/index.ts';
import { parseMarkdown } from '../../vault/markdown.ts';
import { filesOf } from '../export/archive.ts';
import { fileNameOf } from '../export/file-names.ts';
import { markdownOf } from '../export/markdown.ts';
import { ReaderError } from '../problem.ts';
import type { Keys } from '../format/keys.ts';
import { readContents, type Contents } from '../format/notes.ts';
import { unlock } from '../format/unlock.ts';
import { readVaultFile } from '../format/vault-file.ts';

const folder = fileURLToPath(new URL('../../vault/fixtures/format-1/', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.latchkey'))
  .map((file) => file.replace('.latchkey', ''));

const Expected = v.object({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  notes: v.array(Note),
});
const expectedOf = (name: string) =>
  v.parse(Expected, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.latchkey`)));
const logOf = (name: string) => {
  const path = join(folder, `${name}.latchkey-wal`);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
};

function contentsOf(file: Uint8Array, log: Uint8Array | null, keys: Keys): Contents {
  const steps = readContents(readVaultFile(file, log), keys);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Damages one bit, a different place each time, the same places in each run. */
function* flipped(file: Uint8Array, count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index++) {
    const bit = Math.floor(((index * 0.618_033_988_749_895) % 1) * file.length * 8);
    const copy = Uint8Array.from(file);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy;
  }
}

describe('the offline reader', () => {
  it.each(names)('reads everything in %s, finds nothing wrong, and exports it losslessly', async (name) => {
    const { passphrase, recoveryPhrase, notes } = expectedOf(name);
    const [file, log] = [bytesOf(name), logOf(name)];
    const keys = await unlock(readVaultFile(file, log), { kind: 'passphrase', passphrase });
    const contents = contentsOf(file, log, keys);
    expect(contents.problems).toEqual([]);
    const found = contents.notes.map(({ id, summary, body, problem }) => [id, summary?.title, body, problem]);
    const wanted = notes.map(({ summary, body }) => [summary.id, summary.title, body, null]);
    expect(found.sort()).toEqual(wanted.sort());
    for (const note of contents.notes) {
      const utf8 = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        new TextEncoder().encode(markdownOf(note)),
      );
      expect(parseMarkdown(utf8)).toMatchObject({ title: note.summary?.title, body: note.body });
    }
    expect(new Set(filesOf(contents, 0).map(({ path }) => path.toLowerCase())).size).toBe(notes.length + 1);
    if (recoveryPhrase === null) return;
    const byWords = await unlock(readVaultFile(file, log), { kind: 'recovery', words: recoveryPhrase });
    expect(contentsOf(file, log, byWords)).toEqual(contents);
  });

  it('never gives a wrong text, and always ends, whichever bit of the file is flipped', async () => {
    const { passphrase, notes } = expectedOf('notes');
    const file = bytesOf('notes');
    const keys = await unlock(readVaultFile(file, null), { kind: 'passphrase', passphrase });
    const texts = new Map(notes.map(({ summary, body }) => [summary.id as string, body]));
    const outcomes = { refused: 0, reported: 0, whole: 0 };
    for (const damaged of flipped(file, 1_000)) {
      try {
        const { notes: found, problems } = contentsOf(damaged, null, keys);
        for (const { id, body } of found) if (body !== null) expect(body).toBe(texts.get(id));
        const isWhole = problems.length === 0 && found.every(({ problem }) => problem === null);
        if (isWhole) expect(found.length).toBe(notes.length);
        outcomes[isWhole ? 'whole' : 'reported'] += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(ReaderError);
        outcomes.refused += 1;
      }
    }
    expect(outcomes.reported).toBeGreaterThan(400);
  });

  it('always ends with an answer or a ReaderError, wherever the file is cut', async () => {
    const { passphrase } = expectedOf('notes');
    const file = bytesOf('notes');
    const keys = await unlock(readVaultFile(file, null), { kind: 'passphrase', passphrase });
    for (let length = 0; length < file.length; length += 509) {
      try {
        const { notes, problems } = contentsOf(file.subarray(0, length), null, keys);
        expect(problems.length + notes.filter(({ problem }) => problem !== null).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ReaderError);
      }
    }
  });

  it('is not led in circles by pages that point at each other', async () => {
    const { passphrase } = expectedOf('notes');
    const file = bytesOf('notes');
    const keys = await unlock(readVaultFile(file, null), { kind: 'passphrase', passphrase });
    const view = new DataView(file.buffer);
    for (let page = 1; page < file.length / 4096; page++) {
      if (view.getUint8(page * 4096) !== 5) continue;
      for (let at = page * 4096 + 3; at < page * 4096 + 12; at++) view.setUint8(at, 0);
      view.setUint32(page * 4096 + 8, page + 1);
    }
    expect(contentsOf(file, null, keys).problems.length).toBeGreaterThan(0);
  });

  it('refuses a cost that would exhaust the computer before it takes any memory', async () => {
    const vault = readVaultFile(bytesOf('notes'), null);
    const slots = vault.header.slots.map((slot) => ({
      ...slot,
      ...(slot.kdf ? { kdf: { ...slot.kdf, memoryKiB: 2 ** 40 } } : {}),
    }));
    const hostile = { ...vault, header: { ...vault.header, slots } };
    await expect(unlock(hostile, { kind: 'passphrase', passphrase: 'any' })).rejects.toThrow(ReaderError);
  });
});

describe('what somebody changed behind the app’s back', () => {
  const { passphrase, notes } = expectedOf('notes');
  const tides = notes.find(({ summary }) => summary.title === 'Tides')?.summary;
  const id = Buffer.from(tides?.id ?? '', 'hex');

  afterAll(removeFolders);

  /** A copy of the fixture, changed by the app and then by SQL; what the reader says of it. */
  async function tampered(
    change: (vault: Vault, summary: NoteSummary) => void,
    sql: string,
  ): Promise<Contents> {
    const path = freshPath();
    writeFileSync(path, bytesOf('notes'));
    const before = freshPath();
    writeFileSync(before, bytesOf('notes'));
    const vault = await unlockVault(openStore(path), {
      kind: 'passphrase',
      passphrase,
      deriveKey: nodeArgon2,
    });
    if (tides) change(vault, tides);
    vault.lock();
    tamper(path, `ATTACH '${before}' AS old; ${sql.replaceAll('$id', `x'${id.toString('hex')}'`)}`);
    tamper(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const file = new Uint8Array(readFileSync(path));
    return contentsOf(
      file,
      null,
      await unlock(readVaultFile(file, null), { kind: 'passphrase', passphrase }),
    );
  }

  const nothing = () => undefined;
  const edit = (vault: Vault, summary: NoteSummary) => void vault.save({ ...summary, body: 'Newer.' });
  const problemOf = (contents: Contents) => contents.notes.find((note) => note.id === tides?.id)?.problem;

  it('is named: a text that is missing', async () => {
    const contents = await tampered(nothing, 'DELETE FROM content WHERE id = $id');
    expect(problemOf(contents)).toBe('Its text is missing from the file.');
    expect(contents.problems).toEqual([expect.stringContaining('One record fewer')]);
  });

  it('is named: an entry of the list that is missing, and its text is saved', async () => {
    const contents = await tampered(nothing, 'DELETE FROM summary WHERE id = $id');
    expect(problemOf(contents)).toContain('Its entry in the list is missing');
    const [, file] = filesOf(
      { ...contents, notes: contents.notes.filter((note) => note.id === tides?.id) },
      0,
    );
    expect(file?.path).toBe('A note that has lost its title.md');
    expect(new TextDecoder().decode(file?.bytes)).toContain('The tide table says');
  });

  it('is named: an older text put back', async () => {
    const contents = await tampered(
      edit,
      'UPDATE content SET (revision, sealed) = (SELECT revision, sealed FROM old.content WHERE id = $id) WHERE id = $id',
    );
    expect(problemOf(contents)).toContain('Its text is an older one');
    expect(contents.problems).toEqual([expect.stringContaining('not the newest ones')]);
  });

  it('is named: a deleted note put back', async () => {
    const contents = await tampered(
      (vault, summary) => {
        vault.remove(vault.trash(summary));
      },
      `INSERT INTO summary (id, revision, sealed) SELECT id, revision, sealed FROM old.summary WHERE id = $id;
        INSERT INTO content (id, revision, sealed) SELECT id, revision, sealed FROM old.content WHERE id = $id`,
    );
    expect(contents.problems).toEqual([expect.stringContaining('2 records more')]);
  });

  it('is named: an older front page put back', async () => {
    const contents = await tampered((vault) => {
      vault.changeSlots({ add: [recoverySeed(0).seed] });
    }, 'DELETE FROM header; INSERT INTO header SELECT * FROM old.header');
    expect(contents.problems).toEqual([expect.stringContaining('an older one was put back')]);
  });

  it('is named: a front page whose seal is not that of the vault key', async () => {
    const contents = await tampered(nothing, 'UPDATE header SET mac = zeroblob(32)');
    expect(contents.problems).toEqual([expect.stringContaining('somebody without its key')]);
  });

  it('is named: records that changed places', async () => {
    const contents = await tampered(
      nothing,
      'UPDATE content SET sealed = (SELECT sealed FROM content WHERE id <> $id LIMIT 1) WHERE id = $id',
    );
    expect(problemOf(contents)).toBe('Its text is damaged.');
  });

  it('refuses a file whose tables were made otherwise', async () => {
    await expect(
      tampered(nothing, 'DROP TABLE state; CREATE TABLE state (id INTEGER PRIMARY KEY, sealed BLOB)'),
    ).rejects.toThrow('no table “state”');
  });
});

describe('the name of an exported file', () => {
  it.each([
    ['a/b\\c: "what?"', 'a b c what'],
    ['../../etc/passwd', 'etc passwd'],
    ['CON', '_CON'],
    ['com1.txt', '_com1.txt'],
    ['...', 'Untitled'],
    ['', 'Untitled'],
    ['name\u202etxt.exe', 'name txt.exe'],
    ['two\nlines', 'two lines'],
    ['日本語', '日本語'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('for %j is %j', (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });

  it('does not cut a character in two', () => {
    expect(fileNameOf('👨‍👩‍👧‍👦'.repeat(20))).toBe('👨‍👩‍👧‍👦'.repeat(4));
  });
});
