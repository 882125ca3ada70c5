import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Preferences } from './preferences.ts';

let folder: string;
const file = () => join(folder, 'deep', 'preferences.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-preferences-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('preferences', () => {
  it('start empty', async () => {
    const preferences = await Preferences.load(file());
    expect([preferences.lastVault, preferences.lastPlace]).toEqual([null, null]);
  });

  it('come back after a restart', async () => {
    await (await Preferences.load(file())).change({ lastVault: '/a/b.latchkey' });
    expect((await Preferences.load(file())).lastVault).toBe('/a/b.latchkey');
  });

  it('keep the last of several changes made at once, and leave no other file behind', async () => {
    const preferences = await Preferences.load(file());
    await Promise.all(['1', '2', '3'].map((lastPlace) => preferences.change({ lastPlace })));
    expect((await Preferences.load(file())).lastPlace).toBe('3');
    expect(await readdir(join(folder, 'deep'))).toEqual(['preferences.json']);
  });

  it.each(['', '{', '[]', '{"lastVault": 7}', 'null'])('made of %j count as none', async (text) => {
    await (await Preferences.load(file())).change({ lastVault: 'x' });
    await writeFile(file(), text);
    expect((await Preferences.load(file())).lastVault).toBeNull();
  });

  it('that cannot be written stop nothing', async () => {
    await writeFile(join(folder, 'deep'), 'a file where the folder should be');
    const preferences = await Preferences.load(file());
    await preferences.change({ lastVault: 'x' });
    expect(preferences.lastVault).toBe('x');
    expect(await readFile(join(folder, 'deep'), 'utf8')).toContain('a file');
  });
});
