import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectLocked,
  expectNote,
  expectSaved,
  lock,
  noteRow,
  noteText,
  openNote,
  titleField,
  typeNote,
  unlock,
  writeNote,
} from './steps.ts';

/** The sealed drafts on this computer. */
function drafts({ userData }: App): readonly string[] {
  const folder = join(userData, 'drafts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.draft'));
}

/** Takes the vault's file away, as a disk that is pulled out does, until the function returned is called. */
function takeAway(app: App): () => void {
  const path = app.vaultPath('Private');
  renameSync(path, `${path}.away`);
  return () => renameSync(`${path}.away`, path);
}

/** A note with text that no save gets to, and the way back for the file. */
async function typeWithoutDisk(app: App): Promise<() => void> {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Log', 'Monday.');
  const bringBack = takeAway(app);
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(' Tuesday.');
  await expect(window.getByRole('main', { name: 'Note' }).getByText('Not saved.')).toBeVisible();
  return bringBack;
}

test('text typed in the moment the page crashes is there after unlocking', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'the test runner loses a page of Electron that crashes');
  await createVault(app);
  await writeNote(app.window, 'Log', 'Monday.');
  const crashed = app.window;
  await crashed.keyboard.insertText(' Tuesday.');
  // Long enough to be told to the engine, and too short to be saved.
  await crashed.evaluate(() => new Promise((resolve) => setTimeout(resolve, 120)));
  await app.onHost.crashRenderer();
  await expect.poll(() => app.onHost.page !== crashed).toBe(true);
  const window = app.onHost.page;
  await expectLocked(window);
  await unlock(window);
  await expectNote(window, 'Log', 'Monday. Tuesday.');
});

test('text that could not be saved before locking is sealed, and comes back', async ({
  app,
  app: { window },
}) => {
  const bringBack = await typeWithoutDisk(app);
  await window.keyboard.press('ControlOrMeta+l');
  await expect(window.getByRole('alert')).toContainText(
    'The last changes to one note could not be saved. They are sealed on this computer, and come back when this vault is unlocked here.',
  );
  expect(drafts(app)).toHaveLength(1);
  bringBack();
  await unlock(window);
  await expect(window.getByText('One draft that could not be saved before is back.')).toBeVisible();
  expect(drafts(app)).toEqual([]);
  await window.getByRole('button', { name: 'Log', exact: true }).press('Enter');
  await expect(noteText(window)).toHaveText('Monday. Tuesday.');
  await window.getByRole('button', { name: 'Hide this message' }).click();
  await expect(window.getByText('One draft that could not be saved before is back.')).toBeHidden();
});

test('a draft that does not open is kept and told of, and can be tried again', async ({
  app,
  app: { window },
}) => {
  const bringBack = await typeWithoutDisk(app);
  await window.keyboard.press('ControlOrMeta+l');
  await expectLocked(window);
  bringBack();
  const [file = ''] = drafts(app);
  const path = join(app.userData, 'drafts', file);
  const sealed = readFileSync(path);
  writeFileSync(
    path,
    sealed.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
  );
  await unlock(window);
  const waiting = window.getByRole('alert').filter({ hasText: 'One draft is still kept on this computer' });
  await expect(waiting).toBeVisible();
  expect(drafts(app)).toHaveLength(1);
  writeFileSync(path, sealed);
  await waiting.getByRole('button', { name: 'Try again' }).click();
  await expect(waiting).toBeHidden();
  await expectNote(window, 'Log', 'Monday. Tuesday.');
});

test('a draft of a note that has another text by now comes back beside it', async ({
  app,
  app: { window },
}) => {
  const bringBack = await typeWithoutDisk(app);
  await window.keyboard.press('ControlOrMeta+l');
  await expectLocked(window);
  bringBack();
  const other = await app.another();
  const file = other.chooseFile(app.vaultPath('Private'));
  await other.window.getByRole('button', { name: 'Open a vault…' }).click();
  await file;
  await unlock(other.window);
  await openNote(other.window, 'Log');
  await noteText(other.window).fill('Wednesday.');
  await expectSaved(other.window);
  await lock(other.window);
  await unlock(window);
  await expect(window.getByText('One draft that could not be saved before is back.')).toBeVisible();
  await expectNote(window, 'Log (unsaved draft)', 'Monday. Tuesday.');
  await noteRow(window, 'Log').filter({ hasText: 'Wednesday.' }).click();
  await expect(noteText(window)).toHaveText('Wednesday.');
});

test('text that could not be saved before quitting comes back, also of a note that never was saved', async ({
  app,
}) => {
  const bringBack = await typeWithoutDisk(app);
  await typeNote(app.window, 'Never saved', 'Only typed.');
  await app.quit();
  expect(drafts(app)).toHaveLength(2);
  const [file = ''] = drafts(app);
  if (process.platform !== 'win32')
    expect(statSync(join(app.userData, 'drafts', file)).mode & 0o777).toBe(0o600);
  bringBack();
  await app.start();
  await unlock(app.window);
  await expect(app.window.getByText('Two drafts that could not be saved before are back.')).toBeVisible();
  await expectNote(app.window, 'Never saved', 'Only typed.');
  await expectNote(app.window, 'Log', 'Monday. Tuesday.');
});

test('what was copied from a note is taken off the clipboard at a lock, and nothing else is', async ({
  app,
  app: { window },
}) => {
  await createVault(app, 'Private', [{ title: 'Tides', body: 'High water at six.' }]);
  await openNote(window, 'Tides');
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => app.clipboard()).toBe('High water at six.');
  await lock(window);
  await expect.poll(() => app.clipboard()).toBe('');
  await unlock(window);
  await openNote(window, 'Tides');
  await titleField(window).selectText();
  await window.keyboard.press('ControlOrMeta+x');
  await expect.poll(() => app.clipboard()).toBe('Tides');
  // By then the app has looked at what was cut.
  await expectSaved(window);
  await app.copyElsewhere('from another program');
  await lock(window);
  await unlock(window);
  expect(await app.clipboard()).toBe('from another program');
});
