import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import {
  createVault,
  expectLocked,
  expectNote,
  expectSaved,
  library,
  noteRow,
  noteText,
  passphraseField,
  typeNote,
  unlock,
  writeNote,
} from './steps.ts';

test('a note is there after quitting and starting again', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Recipe', 'Two eggs, flour, patience.');
  await app.restart();
  await expectLocked(app.window);
  await unlock(app.window);
  await expectNote(app.window, 'Recipe', 'Two eggs, flour, patience.');
});

test('a note that was answered as saved survives a killed process', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Recipe', 'Two eggs, flour, patience.');
  await app.kill();
  await app.start();
  await unlock(app.window);
  await expectNote(app.window, 'Recipe', 'Two eggs, flour, patience.');
});

test('text typed in the moment of quitting is there at the next start', async ({ app }) => {
  await createVault(app);
  await typeNote(app.window, 'Hurry', 'Written with a hand on the door.');
  await app.restart();
  await unlock(app.window);
  await expectNote(app.window, 'Hurry', 'Written with a hand on the door.');
});

test('text typed in the moment the window is closed is there at the next start', async ({ app }) => {
  await createVault(app);
  await typeNote(app.window, 'Hurry', 'Written with a hand on the door.');
  await app.closeWindow();
  test.skip(process.platform === 'darwin', 'on macOS the app goes on without a window');
  expect(await app.exited).toBe(0);
  await app.start();
  await unlock(app.window);
  await expectNote(app.window, 'Hurry', 'Written with a hand on the door.');
});

test('edits are saved by themselves, to the note they belong to, and can still be undone later', async ({
  app,
}) => {
  await createVault(app);
  await writeNote(app.window, 'One', 'First text.');
  await writeNote(app.window, 'Two', 'Second text.');
  await expectNote(app.window, 'One', 'First text.');
  await noteText(app.window).click();
  await app.window.keyboard.press('ControlOrMeta+End');
  await app.window.keyboard.insertText(' And more.');
  await noteRow(app.window, 'Two').click();
  await expect(noteText(app.window)).toHaveText('Second text.');
  await expectNote(app.window, 'One', 'First text. And more.');
  await noteText(app.window).click();
  await app.window.keyboard.press('ControlOrMeta+z');
  await expect(noteText(app.window)).toHaveText('First text.');
  await expectSaved(app.window);
});

test('a note in many scripts comes back character by character', async ({ app }) => {
  const text = 'Ελληνικά, עברית, 日本語, हिन्दी, 👩🏽‍🚀 and e\u0301';
  await createVault(app);
  await writeNote(app.window, 'Scripts ✍️', text);
  await app.restart();
  await unlock(app.window);
  await expectNote(app.window, 'Scripts ✍️', text);
});

test('the vault file and what lies beside it hold no word of a note in the clear', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Zephyrine', 'Quillwort and marigold.');
  const path = app.vaultPath('Private');
  const beside = ['', '-wal', '-shm'].flatMap((suffix) => {
    try {
      return [readFileSync(path + suffix)];
    } catch {
      return [];
    }
  });
  const bytes = Buffer.concat(beside);
  expect(bytes.length).toBeGreaterThan(0);
  for (const word of ['Zephyrine', 'Quillwort', 'marigold']) {
    expect(bytes.includes(word)).toBe(false);
    expect(bytes.includes(Buffer.from(word, 'utf16le'))).toBe(false);
  }
});

test('a second start of the app comes to the window that is there', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Recipe', 'Two eggs, flour, patience.');
  expect(await app.secondInstance()).toBe(0);
  await expect(library(app.window)).toBeVisible();
  await expectSaved(app.window);
});

test('a vault that another process has open is said to be open elsewhere', async ({ app }) => {
  await createVault(app, 'Private');
  const other = await app.another();
  await other.chooseFile(app.vaultPath('Private'));
  await other.window.getByRole('button', { name: 'Open a vault…' }).click();
  await expect(other.window.getByRole('alert')).toContainText('This vault is open elsewhere');
  await expect(passphraseField(other.window)).toBeHidden();
  await app.quit();
  await other.window.getByRole('button', { name: 'Try again' }).click();
  await unlock(other.window);
  await expect(library(other.window)).toBeVisible();
});

test('a vault file named on the command line is the one that is shown', async ({ app }) => {
  await createVault(app, 'Private');
  await app.quit();
  const other = await app.another();
  await other.restart(app.vaultPath('Private'));
  await expect(other.window.getByRole('heading', { level: 1, name: 'Private' })).toBeVisible();
  await unlock(other.window);
  await expect(library(other.window)).toBeVisible();
});
