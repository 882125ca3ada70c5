import { channelOf } from '../src/contract/names.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test } from './fixture.ts';
import { createVault, library, lock, noteRow, unlock, writeNote } from './steps.ts';

test('nobody is sent to a list that is not there', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'a machine cannot be made slow');
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await lock(window);
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  app.onHost.standIn = (channel, ask) => (channel === channelOf('notes.list') ? asked.then(ask) : null);
  await unlock(window);
  await expect(window.getByText('Reading the notes…')).toBeVisible();
  const pane = window.getByRole('main', { name: 'Note' });
  await expect(pane.getByText('No note is open')).toBeHidden();
  answer();
  await expect(noteRow(window, 'Tides')).toBeVisible();
  await expect(pane.getByText(/^Choose one from the list, or start one with/)).toBeVisible();

  await library(window)
    .getByRole('button', { name: /^Archive 0$/ })
    .click();
  await expect(pane.getByText(/^Start one with/)).toBeVisible();
});
