import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Connection } from './connection.ts';
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
