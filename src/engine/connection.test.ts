import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, sqliteUrl, type Connection } from './connection.ts';
import { freshPath, makeVault, removeFolders } from './fixtures/vaults.ts';

let connection: Connection;

beforeEach(async () => {
  const path = freshPath();
  await makeVault(path);
  connection = connect(path);
});

afterEach(() => {
  connection.close();
  removeFolders();
});

describe('a connection to a vault', () => {
  it.each([
    ['journal_mode', 'wal'],
    ['locking_mode', 'exclusive'],
    ['synchronous', 2],
    ['fullfsync', 1],
    ['checkpoint_fullfsync', 1],
    ['secure_delete', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['temp_store', 2],
    ['foreign_keys', 1],
  ])('has %s set to %s', (pragma, value) => {
    expect(Object.values(connection.database.prepare(`PRAGMA ${pragma}`).get() ?? {})).toEqual([value]);
  });

  it('takes no text in double quotes for a string', () => {
    expect(() => connection.database.exec('SELECT "no such column"')).toThrow('no such column');
  });

  it('reaches no other file', () => {
    expect(() => connection.database.exec("ATTACH ':memory:' AS other")).toThrow('attached');
    expect(() => connection.database.loadExtension('anything')).toThrow();
  });

  it('does not let its schema be rewritten', () => {
    const rewrite = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''";
    expect(() => connection.database.exec(rewrite)).toThrow('may not be modified');
  });
});

describe('a path for SQLite', () => {
  it('keeps the host of a Windows share in the path, because SQLite refuses one in a URL', () => {
    expect(sqliteUrl('\\\\server\\our share\\a#b?.latchkey', { windows: true }).href).toBe(
      'file:////server/our%20share/a%23b%3F.latchkey',
    );
  });

  it('is the file URL of any other path', () => {
    expect(sqliteUrl('C:\\notes\\a.latchkey', { windows: true }).href).toBe('file:///C:/notes/a.latchkey');
    expect(sqliteUrl('/home/a b/100%.latchkey', { windows: false }).href).toBe(
      'file:///home/a%20b/100%25.latchkey',
    );
  });
});
