import { expect, test } from './fixture.ts';
import { createVault, expectNote, library, noteRow, noteText, unlock, writeNote } from './steps.ts';

test.beforeEach(async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Keep', 'To stay.');
  await writeNote(app.window, 'Spare', 'To go.');
  await app.window.getByRole('button', { name: 'Move to trash' }).click();
  await expect(noteRow(app.window, 'Spare')).toBeHidden();
});

test('a note moved to the trash comes back by Undo', async ({ app: { window } }) => {
  await window.getByRole('button', { name: 'Undo' }).click();
  await expectNote(window, 'Spare', 'To go.');
});

test('a note in the trash can be read and not edited', async ({ app: { window } }) => {
  await library(window)
    .getByRole('button', { name: /^Trash/ })
    .click();
  await expectNote(window, 'Spare', 'To go.');
  await noteText(window).click();
  await window.keyboard.type('Changed.');
  await expect(noteText(window)).toHaveText('To go.');
});

test('a note restored from the trash is among the notes again, after a restart too', async ({ app }) => {
  await library(app.window)
    .getByRole('button', { name: /^Trash/ })
    .click();
  await noteRow(app.window, 'Spare').click();
  await app.window.getByRole('button', { name: 'Restore' }).click();
  await expect(noteRow(app.window, 'Spare')).toBeHidden();
  await app.restart();
  await unlock(app.window);
  await expectNote(app.window, 'Spare', 'To go.');
});

test('deleting for good asks first, and Cancel keeps the note', async ({ app: { window } }) => {
  await library(window)
    .getByRole('button', { name: /^Trash/ })
    .click();
  await noteRow(window, 'Spare').click();
  await window.getByRole('button', { name: 'Delete for good' }).click();
  const question = window.getByRole('alertdialog', { name: 'Delete this note for good?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(noteRow(window, 'Spare')).toBeVisible();
});

test('a note deleted for good is gone, and the others are not', async ({ app }) => {
  await library(app.window)
    .getByRole('button', { name: /^Trash/ })
    .click();
  await noteRow(app.window, 'Spare').click();
  await app.window.getByRole('button', { name: 'Delete for good' }).click();
  const question = app.window.getByRole('alertdialog', { name: 'Delete this note for good?' });
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(app.window.getByText('The trash is empty')).toBeVisible();
  await app.restart();
  await unlock(app.window);
  await expectNote(app.window, 'Keep', 'To stay.');
  await library(app.window)
    .getByRole('button', { name: /^Trash/ })
    .click();
  await expect(app.window.getByText('The trash is empty')).toBeVisible();
});
