import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownVaults } from './known-vaults.ts';
import { Preferences } from './preferences.ts';

let folder: string;
let preferences: Preferences;
const at = (name: string) => join(folder, `${name}.latchkey`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-known-'));
  preferences = await Preferences.load(join(folder, 'preferences.json'));
  for (const name of ['Old', 'New']) {
    await writeFile(at(name), '');
    await preferences.sawVault({ path: at(name), vaultId: name });
  }
});
afterEach(() => rm(folder, { recursive: true }));

describe('the list of known vaults', () => {
  it('has the latest first, says where each is shown, and names no whole path', async () => {
    const known = new KnownVaults(preferences);
    const list = await known.list({ here: at('Old'), elsewhere: [at('New')] });
    expect(list).toMatchObject([
      { name: 'New', place: folder, shownIn: 'elsewhere', isMissing: false },
      { name: 'Old', place: folder, shownIn: 'here', isMissing: false },
    ]);
    expect(JSON.stringify(list)).not.toContain(at('New'));
  });

  it('has vaults that windows show though none was ever unlocked', async () => {
    await writeFile(at('Shown'), '');
    const list = await new KnownVaults(preferences).list({ here: at('Shown'), elsewhere: [] });
    expect(list.map(({ name, openedAt }) => [name, openedAt === null])).toEqual([
      ['New', false],
      ['Old', false],
      ['Shown', true],
    ]);
  });

  it('marks one whose file is gone', async () => {
    await rm(at('Old'));
    const list = await new KnownVaults(preferences).list({ here: null, elsewhere: [] });
    expect(list.map(({ isMissing }) => isMissing)).toEqual([false, true]);
  });

  it('gives a vault the same reference each time, which leads back to its file', async () => {
    const known = new KnownVaults(preferences);
    const [first] = await known.list({ here: null, elsewhere: [] });
    const [again] = await known.list({ here: null, elsewhere: [] });
    expect(first?.ref).toBe(again?.ref);
    expect(known.pathOf(first?.ref ?? '')).toBe(at('New'));
  });

  it('forgets one for good, and it is not the one to start with any more', async () => {
    const known = new KnownVaults(preferences);
    const ref = known.refOf(at('New'));
    await known.forget(ref);
    const later = await Preferences.load(join(folder, 'preferences.json'));
    const list = await new KnownVaults(later).list({ here: null, elsewhere: [] });
    expect(list.map(({ name }) => name)).toEqual(['Old']);
    expect(later.lastVault).toBeNull();
    expect(() => known.pathOf(ref)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('takes a path for no reference', () => {
    expect(() => new KnownVaults(preferences).pathOf(at('New'))).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});
