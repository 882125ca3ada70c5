import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator } from '@playwright/test';
import { files, give, openFile, showFiles } from './file-steps.ts';
import { pdf, png, wav } from './fixture/sample-files.ts';
import { expect, test, type App } from './fixture.ts';
import { createVault, expectLocked, expectSaved, noteRow, noteText, showNotes, writeNote } from './steps.ts';

/** Words that are in notes, or beside them, and nowhere else. */
const words = {
  title: 'Moschatel',
  body: 'Navelwort',
  tag: 'Pellitory',
  notebook: 'Sowthistle',
  search: 'Figwort',
  file: 'Corncockle',
  inFile: 'Loosestrife',
  replaced: 'Cudweed',
  unsaved: 'Hawkbit',
  captured: 'Goosefoot',
} as const;

/** Every file and folder below a folder, by its path. Chromium removes some of its own at any time. */
function pathsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path];
    });
  } catch {
    return [];
  }
}

/** Whether the name of a file or folder, or what is in it, has one of the words: in one or two bytes a letter, in whatever case. */
function tells(path: string): boolean {
  const has = (text: string): boolean => {
    const letters = text.toLowerCase();
    return Object.values(words).some((word) => letters.includes(word.toLowerCase()));
  };
  try {
    if (has(path)) return true;
    if (!statSync(path).isFile() || statSync(path).size > 50_000_000) return false;
    const bytes = readFileSync(path);
    return has(bytes.toString('latin1')) || has(bytes.toString('utf16le'));
  } catch {
    return false;
  }
}

/** Where anything of this test’s app could lie: its home, its own folder, and temporary folders of the browser and of the app. */
function traces(app: App): readonly string[] {
  const temporary = readdirSync(tmpdir())
    .filter((name) => /chromium|^latchkey-(lab|adversary)-/i.test(name))
    .map((name) => join(tmpdir(), name));
  const paths = [join(app.documents, '..', '..'), ...temporary].flatMap((place) => pathsBelow(place));
  expect(paths).toContain(join(app.userData, 'preferences.json'));
  return paths.filter(tells);
}

/** When what is in a file has been read, by the end of its name. */
const seen: readonly (readonly [string, (viewer: Locator) => Promise<void>])[] = [
  ['txt', (viewer) => expect(viewer).toContainText(words.inFile)],
  ['pdf', (viewer) => expect(viewer.getByText(words.inFile)).toBeAttached()],
  ['png', (viewer) => expect(viewer.getByRole('img')).toHaveJSProperty('naturalWidth', 60)],
  ['wav', (viewer) => expect(viewer.locator('audio')).toHaveJSProperty('duration', 1)],
];

async function lookAtFiles({ window }: App): Promise<void> {
  await showFiles(window);
  await give(window.getByText('No files belong to this note'), 'drop', [
    [`${words.file}.txt`, Buffer.from(`${words.inFile} `.repeat(2_000))],
    [`${words.file}.pdf`, pdf([words.inFile])],
    [`${words.file}.png`, Buffer.concat([png(60, 40), Buffer.from(words.inFile.repeat(2_000))])],
    [`${words.file}.wav`, Buffer.concat([wav(1), Buffer.from(words.inFile.repeat(2_000))])],
  ]);
  await expect(files(window).getByRole('listitem')).toHaveCount(4);
  for (const [ending, isSeen] of seen) {
    await isSeen(await openFile(window, `${words.file}.${ending}`));
    await window.keyboard.press('Escape');
  }
}

/** Searches, and keeps the search under a name. */
async function searchAndKeep({ window }: App): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await window.keyboard.type(words.body);
  await expect(noteRow(window, words.title)).toBeVisible();
  await window.getByRole('button', { name: 'Save this search…' }).click();
  await window.getByRole('textbox', { name: 'Name' }).fill(words.search);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: words.search })).toBeVisible();
  await showNotes(window);
  await noteRow(window, 'Log').click();
  await expect(noteText(window)).toHaveText('Tuesday.');
}

/** Writes what cannot be saved, because the vault’s file has been taken away. */
async function writeInVain(app: App): Promise<void> {
  const path = app.vaultPath('Private');
  renameSync(path, `${path}.away`);
  await noteText(app.window).click();
  await app.window.keyboard.insertText(words.unsaved);
  await expect(app.window.getByRole('main', { name: 'Note' }).getByText('Not saved.')).toBeVisible();
}

async function captureLocked(app: App): Promise<void> {
  const path = app.vaultPath('Private');
  renameSync(`${path}.away`, path);
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await pad.getByRole('textbox', { name: 'Text' }).fill(words.captured);
  await pad.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => app.windows.length).toBe(1);
}

test('after quitting, no word of a note lies in the app’s folder, in another or in the name of one', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app, 'Private', [
    { title: words.title, body: `${words.body}.`, tags: [words.tag], notebook: words.notebook },
  ]);
  await writeNote(window, 'Log', `Monday ${words.replaced} was seen, with a fair wind and fourteen barrels.`);
  await noteText(window).press('ControlOrMeta+a');
  await window.keyboard.insertText('Tuesday.');
  await expectSaved(window);
  await lookAtFiles(app);
  await searchAndKeep(app);
  await writeInVain(app);
  await openFile(window, `${words.file}.txt`);
  await window.getByRole('button', { name: 'Open with another program…' }).click();
  await window.getByRole('button', { name: 'Open a readable copy' }).click();
  await expect.poll(() => app.openedExternally()).toHaveLength(1);
  // Of all that is open, only what another program was given lies there.
  expect(traces(app).map((path) => basename(path))).toEqual([`${words.file}.txt`]);
  await window.keyboard.press('ControlOrMeta+l');
  await expectLocked(window);
  await captureLocked(app);
  await app.quit();
  expect(traces(app)).toEqual([]);
  const kept = pathsBelow(app.userData);
  expect(kept.filter((path) => /\.(draft|capture)$/.test(path))).toHaveLength(2);
});
