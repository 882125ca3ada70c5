import { errorToData, LatchkeyError } from '../src/contract/errors.ts';
import { channelOf } from '../src/contract/names.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test, type App } from './fixture.ts';
import { createVault, library, lock, noteRow, unlock, writeNote } from './steps.ts';

/** Unlocks with a disk that is slow: the list is there once the answer is called. */
async function unlockSlowly(app: App): Promise<() => void> {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  app.onHost.standIn = (channel, ask) => (channel === channelOf('notes.list') ? asked.then(ask) : null);
  await unlock(app.window);
  await expect(app.window.getByText('Reading the notes…')).toBeVisible();
  return answer;
}

test('nobody is sent to a list that is not there', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'a machine cannot be made slow');
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await lock(window);
  const read = await unlockSlowly(app);
  const pane = window.getByRole('main', { name: 'Note' });
  await expect(pane.getByText('No note is open')).toBeHidden();
  read();
  await expect(noteRow(window, 'Tides')).toBeVisible();
  await expect(pane.getByText(/^Choose one from the list, or start one with/)).toBeVisible();

  await library(window)
    .getByRole('button', { name: /^Archive 0$/ })
    .click();
  await expect(pane.getByText(/^Start one with/)).toBeVisible();

  const error = errorToData(new LatchkeyError('disk-full', 'The disk is full.'));
  app.onHost.standIn = (channel) =>
    channel === channelOf('notes.list') ? Promise.resolve({ value: { ok: false, error } }) : null;
  await lock(window);
  await unlock(window);
  await expect(window.getByRole('heading', { name: 'The notes could not be listed' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Shift+n');
  await expect(window.getByRole('dialog')).toContainText('neither can the templates');
});

test('whoever types already while the list is read types on', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'a machine cannot be made slow');
  const { window } = app;
  await createVault(app);
  await lock(window);
  const read = await unlockSlowly(app);
  await window.keyboard.press('ControlOrMeta+Shift+F');
  const field = window.getByRole('combobox', { name: 'Search all notes' });
  await expect(field).toBeFocused();
  read();
  await expect(window.getByRole('button', { name: 'Write the first note' })).toBeVisible();
  await window.keyboard.type('tides');
  await expect(field).toHaveValue('tides');
});

test('what lies over the window closes when it is told to, seen or not', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  // As where nothing moves, or the window was hidden while it opened.
  await window.evaluate(() => {
    document.addEventListener('animationstart', (event) => event.stopImmediatePropagation(), true);
  });
  await window.getByRole('button', { name: 'What can be searched for' }).click();
  await window.getByRole('button', { name: /^has:attachment/ }).click();
  await expect(window.getByRole('combobox', { name: 'Search all notes' })).toHaveValue('has:');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Sort and group' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Title' }).click();
  await expect(window.getByRole('menu')).toHaveCount(0);
  await window.keyboard.press('ControlOrMeta+/');
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
});
