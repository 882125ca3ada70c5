import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { maxPartLength } from '../vault/index.ts';
import { freshPath, makeVault, openVault, removeFolders, tamper } from './fixtures/vaults.ts';

afterEach(removeFolders);

const text = (words: string) => new TextEncoder().encode(words);

async function vaultWithShelf(): Promise<string> {
  const path = freshPath();
  await makeVault(path, [{ title: 'A', body: '1' }]);
  const vault = await openVault(path);
  vault.shelf('list').write(
    new Map([
      ['head', text('one')],
      ['pack-1', new Uint8Array(maxPartLength).fill(7)],
    ]),
  );
  vault.shelf('search').write(new Map([['head', text('kept')]]));
  vault.lock();
  return path;
}

async function onShelf(path: string) {
  const vault = await openVault(path);
  try {
    const shelf = vault.shelf('list');
    return {
      isEmpty: shelf.isEmpty,
      head: shelf.read('head'),
      pack: shelf.read('pack-1')?.length ?? null,
      notes: vault.list().length,
      problems: vault.check().next().value,
    };
  } finally {
    vault.lock();
  }
}

describe('the cache in a file', () => {
  it('is there after an unlock, the longest part too', async () => {
    const path = await vaultWithShelf();
    expect(await onShelf(path)).toEqual({
      isEmpty: false,
      head: text('one'),
      pack: maxPartLength,
      notes: 1,
      problems: [],
    });
  });

  it('gives nothing for a value of any size or kind that somebody put there, and the vault is as it was', async () => {
    const path = await vaultWithShelf();
    tamper(path, `UPDATE cache SET sealed = zeroblob(${64 * 1024 * 1024}) WHERE name = 'list/head'`);
    expect(await onShelf(path)).toMatchObject({ isEmpty: false, head: null, notes: 1, problems: [] });
    tamper(path, `UPDATE cache SET sealed = zeroblob(40) WHERE name = 'list'`);
    expect(await onShelf(path)).toMatchObject({ isEmpty: true, head: null, notes: 1, problems: [] });
    tamper(path, `DELETE FROM cache WHERE name = 'list'`);
    expect(await onShelf(path)).toMatchObject({ isEmpty: true, head: null, notes: 1, problems: [] });
  });

  it('makes room when it is begun anew, and leaves the other shelves alone', async () => {
    const path = await vaultWithShelf();
    tamper(
      path,
      `INSERT INTO cache SELECT 'list/pack-' || value, zeroblob(50) FROM (
         WITH RECURSIVE counted(value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM counted WHERE value < 2000)
         SELECT value FROM counted)`,
    );
    const vault = await openVault(path);
    vault.create({ title: 'B', body: '2' });
    vault.shelf('list').write(new Map([['head', text('new')]]));
    vault.lock();
    const database = new DatabaseSync(path);
    const names = database.prepare('SELECT name FROM cache ORDER BY name').all();
    database.close();
    expect(names.map(({ name }) => name)).toEqual(['list', 'list/head', 'search', 'search/head']);
  });
});
