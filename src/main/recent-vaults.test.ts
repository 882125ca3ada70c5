import { resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isSameFile, RecentVaults, withoutRecent, withRecent } from './recent-vaults.ts';

const vault = (name: string, openedAt = 1) => ({
  path: resolve('/a', name),
  vaultId: `id of ${name}`,
  openedAt,
});
const names = (recents: readonly { readonly vaultId: string }[]) =>
  recents.map(({ vaultId }) => vaultId.slice('id of '.length));

describe('the vaults opened last', () => {
  it('come back to the front when they are opened again', () => {
    const recents = ['one', 'two', 'one'].reduce<ReturnType<typeof vault>[]>(
      (all, name) => withRecent(all, vault(name)),
      [],
    );
    expect(names(recents)).toEqual(['one', 'two']);
  });

  it('are twenty at most: the one not opened for longest goes', () => {
    const many = Array.from({ length: 25 }, (_, index) => vault(String(index)));
    const recents = many.reduce<ReturnType<typeof vault>[]>(withRecent, []);
    expect(recents).toHaveLength(20);
    expect(names(recents)[0]).toBe('24');
    expect(names(recents)).not.toContain('4');
  });

  it('are forgotten by their file', () => {
    expect(names(withoutRecent([vault('one'), vault('two')], resolve('/a/b/../one')))).toEqual(['two']);
  });

  it('come from the disk without those that are damaged', () => {
    const stored = [
      vault('one'),
      { path: 7 },
      null,
      { ...vault('two'), openedAt: 'yesterday' },
      vault('three'),
    ];
    expect(names(v.parse(RecentVaults, stored))).toEqual(['one', 'three']);
  });
});

describe('two paths', () => {
  it.each([
    ['/a/b.latchkey', '/a/./c/../b.latchkey', 'linux', true],
    ['/a/b.latchkey', '/a/B.latchkey', 'linux', false],
    ['/a/b.latchkey', '/a/B.latchkey', 'win32', true],
    ['/a/b.latchkey', '/b.latchkey', 'win32', false],
  ] as const)('%s and %s on %s name one file: %s', (a, b, platform, isSame) => {
    expect(isSameFile(a, b, platform)).toBe(isSame);
  });
});
