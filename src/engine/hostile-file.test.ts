import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { errorToData } from '../contract/errors.ts';
import { unlockVault } from '../vault/index.ts';
import { randomFrom } from './fixtures/random.ts';
import {
  codeOfFailure,
  freshPath,
  makeVault,
  nodeArgon2,
  passphrase,
  removeFolders,
  startSession,
  tamper,
} from './fixtures/vaults.ts';
import { openStore } from './sqlite-store.ts';

afterEach(removeFolders);

const pageSize = 4096;

/** The number of the page where a table begins, from 1. */
function rootOf(path: string, table: string): number {
  const database = new DatabaseSync(path);
  try {
    return Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage);
  } finally {
    database.close();
  }
}

const manyNotes = Array.from({ length: 40 }, (_, index) => ({
  title: `Note ${index}`,
  body: 'x'.repeat(index * 200),
}));

describe('a table bent into a ring', () => {
  it('ends in an error, not in reading for ever', async () => {
    const path = freshPath();
    await makeVault(path, manyNotes);
    const bytes = readFileSync(path);
    const root = (rootOf(path, 'summary') - 1) * pageSize;
    // An interior page: its cells, and the pointer at its right end, name the pages below. All name the first now.
    expect(bytes[root]).toBe(5);
    const cellAt = (index: number) => root + bytes.readUInt16BE(root + 12 + 2 * index);
    const first = bytes.readUInt32BE(cellAt(0));
    for (let cell = 0; cell < bytes.readUInt16BE(root + 3); cell++) bytes.writeUInt32BE(first, cellAt(cell));
    bytes.writeUInt32BE(first, root + 8);
    writeFileSync(path, bytes);
    const { session, problems, reported } = startSession();
    await session.unlock({ path, passphrase });
    // Every note has a text besides, so none is forgotten: those that could not be read are listed as damaged.
    const list = await session.listNotes();
    expect(new Set(list.map(({ state }) => state))).toEqual(new Set(['damaged', 'readable']));
    expect(list).toHaveLength(manyNotes.length);
    await reported;
    expect(problems).toMatchObject([{ code: 'record-tampered', details: { table: 'summary' } }]);
    await session.lock();
  });
});

describe('a value that claims to be huge', () => {
  it.each([
    ['header', 'UPDATE header SET body = zeroblob(64000000)', 'header-tampered'],
    ['state', 'UPDATE state SET sealed = zeroblob(64000000)', 'no error'],
  ])('is not read in the %s', async (_, sql, code) => {
    const path = freshPath();
    await makeVault(path);
    tamper(path, sql);
    const before = process.memoryUsage().arrayBuffers;
    const { session } = startSession();
    expect(await codeOfFailure(() => session.unlock({ path, passphrase }))).toBe(code);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32_000_000);
    await session.lock();
  });

  it('is damaged in the list, and the other notes are there', async () => {
    const path = freshPath();
    const [first] = await makeVault(path, manyNotes.slice(0, 3));
    tamper(path, 'UPDATE summary SET sealed = zeroblob(64000000) WHERE row = 1');
    const { session } = startSession();
    await session.unlock({ path, passphrase });
    const list = await session.listNotes();
    expect(list.map(({ state }) => state).sort()).toEqual(['damaged', 'readable', 'readable']);
    expect(list.find(({ state }) => state === 'damaged')?.id).toBe(first);
    await session.lock();
  });
});

describe('a rollback journal beside a vault', () => {
  it('is not obeyed: the vault stays as it is and is refused until the journal is gone', async () => {
    const path = freshPath();
    await makeVault(path);
    const before = readFileSync(path);
    const journal = journalOver(before);
    writeFileSync(`${path}-journal`, journal);
    expect(await codeOfFailure(() => startSession().session.inspect({ path }))).toBe('schema-tampered');
    expect(readFileSync(path)).toEqual(before);
    expect(readFileSync(`${path}-journal`)).toEqual(journal);
  });

  /** A hot journal that would fill page 3 with the letter A. */
  function journalOver(vault: Buffer): Buffer {
    const magic = Buffer.from('d9d505f920a163d7', 'hex');
    const header = Buffer.alloc(512);
    magic.copy(header);
    for (const [index, word] of [1, 0, vault.length / pageSize, 512, pageSize].entries())
      header.writeUInt32BE(word, 8 + 4 * index);
    const record = Buffer.alloc(4 + pageSize + 4, 'A');
    record.writeUInt32BE(3, 0);
    // SQLite's sum of every 200th byte, from the end.
    record.writeUInt32BE(20 * 'A'.charCodeAt(0), 4 + pageSize);
    return Buffer.concat([header, record]);
  }
});

describe("another vault's log beside a vault", () => {
  it('changes nothing when it holds noise', async () => {
    const path = freshPath();
    await makeVault(path);
    const before = readFileSync(path);
    writeFileSync(`${path}-wal`, Buffer.alloc(100_000, 7));
    openStore(path).close();
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  });

  it('is refused when it would bring in another layout', async () => {
    const path = freshPath();
    await makeVault(path);
    const whole = readFileSync(path);
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE extra (x)');
    const log = join(dirname(path), 'log');
    copyFileSync(`${path}-wal`, log);
    database.close();
    writeFileSync(path, whole);
    copyFileSync(log, `${path}-wal`);
    expect(await codeOfFailure(() => startSession().session.inspect({ path }))).toBe('schema-tampered');
  });
});

describe('a vault file with random damage', () => {
  it('opens or is refused by a code of its own: never an unknown error, never a file changed by looking', async () => {
    const path = freshPath();
    await makeVault(path, manyNotes);
    const whole = readFileSync(path);
    const random = randomFrom(20_170_326);
    const deriveKey = keptKey();
    for (let round = 0; round < 150; round++) {
      const damaged = damage(whole, random);
      writeFileSync(path, damaged);
      const code = await useAll(path, deriveKey);
      expect(code, `round ${round}`).not.toBe('internal');
      for (const suffix of ['-wal', '-journal']) expect(existsSync(path + suffix)).toBe(false);
    }
  }, 60_000);

  function damage(whole: Buffer, random: () => number): Buffer {
    const below = (limit: number) => Math.floor(random() * limit);
    const bytes = Buffer.from(whole);
    const page = () => below(bytes.length / pageSize) * pageSize;
    switch (below(4)) {
      case 0: {
        const at = below(bytes.length);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << below(8)), at);
        return bytes;
      }
      case 1: {
        const [left, right] = [page(), page()];
        const kept = Buffer.from(bytes.subarray(left, left + pageSize));
        bytes.copy(bytes, left, right, right + pageSize);
        kept.copy(bytes, right);
        return bytes;
      }
      case 2:
        return bytes.subarray(0, random() < 0.5 ? page() : below(bytes.length));
      default: {
        const start = page();
        for (let i = 0; i < 6; i++) bytes.writeUInt8(below(256), start + (start === 0 ? 100 : 0) + below(60));
        return bytes;
      }
    }
  }

  /** Everything a person would do with a vault. Answers how it ended: the code of the first error, or `fine`. */
  async function useAll(path: string, deriveKey: typeof nodeArgon2): Promise<string> {
    const codeOf = async (work: () => unknown) => {
      try {
        await work();
        return 'fine';
      } catch (error) {
        return errorToData(error).code;
      }
    };
    return codeOf(async () => {
      const store = openStore(path);
      try {
        const vault = await unlockVault(store, { kind: 'passphrase', passphrase, deriveKey });
        const list = vault.list();
        const note = list.find((entry) => entry.state === 'readable');
        const codes = [
          ...(await Promise.all(list.map(({ id }) => codeOf(() => vault.open(id))))),
          await codeOf(() => Array.from(vault.check())),
          await codeOf(() => note && vault.save({ ...note, body: 'new' })),
        ];
        expect(codes).not.toContain('internal');
      } finally {
        await codeOf(() => store.close());
      }
    });
  }

  /** Derives each key once: the same salt and passphrase come again and again here. */
  function keptKey(): typeof nodeArgon2 {
    const keys = new Map<string, Uint8Array>();
    return async (message, nonce, parameters) => {
      const name = JSON.stringify([...nonce, parameters]);
      const key = keys.get(name) ?? (await nodeArgon2(message, nonce, parameters));
      keys.set(name, Uint8Array.from(key));
      return Uint8Array.from(key);
    };
  }
});
