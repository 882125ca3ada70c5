import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Preferences } from './preferences.ts';
import { defaultSettings } from './stored-settings.ts';

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

  it('with a damaged setting keep the others: each falls back by itself', async () => {
    await (await Preferences.load(file())).change({ lastVault: '/a/b.latchkey' });
    const settings = { theme: 'dark', textSize: 900, lockAfter: '5', hideFromCapture: true, invented: 1 };
    const windows = { notes: { bounds: { x: 'left' } }, console: null };
    await writeFile(
      file(),
      JSON.stringify({ lastVault: '/a/b.latchkey', settings, windows, recents: 'none' }),
    );
    const preferences = await Preferences.load(file());
    expect(preferences.settings).toEqual({ ...defaultSettings, theme: 'dark', hideFromCapture: true });
    expect(preferences.lastVault).toBe('/a/b.latchkey');
    expect(preferences.placeOf('notes')).toBeNull();
    expect(preferences.recents).toEqual([]);
  });

  it('of a version without settings have the usual ones', async () => {
    await (await Preferences.load(file())).change({ lastVault: 'x' });
    await writeFile(file(), '{"lastVault": "x", "settings": 7}');
    expect((await Preferences.load(file())).settings).toEqual(defaultSettings);
  });

  it('keep where a window stood', async () => {
    const place = { bounds: { x: 1, y: 2, width: 900, height: 600 }, isMaximised: true, zoomLevel: 0.5 };
    await (await Preferences.load(file())).keepPlace('notes', place);
    const preferences = await Preferences.load(file());
    expect([preferences.placeOf('notes'), preferences.placeOf('console')]).toEqual([place, null]);
  });
});
