import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixture.ts';
import { createVault, expectSaved, noteText, titleField, writeNote } from './steps.ts';

test('an earlier text is found in the history, compared word by word, and brought back', async ({ app }) => {
  await createVault(app);
  const { window } = app;
  await writeNote(
    window,
    'Log',
    'Monday we sailed from Falmouth with a fair wind and fourteen barrels of water.',
  );
  // Most of a text gone at once: the one before is kept.
  await noteText(window).press('ControlOrMeta+a');
  await window.keyboard.insertText('Monday we sailed from Plymouth.');
  await expect(noteText(window)).toHaveText('Monday we sailed from Plymouth.');
  await expectSaved(window);

  await app.menu('View', 'History');
  const earlier = window.getByRole('region', { name: 'Today' }).getByRole('button');
  await expect(earlier).toHaveCount(1);
  await earlier.press('Enter');
  const comparison = window.getByRole('dialog');
  await expect(comparison.getByRole('deletion')).toContainText(['Falmouth']);
  await expect(comparison.getByRole('insertion')).toContainText(['Plymouth']);
  await expectAccessible(app);

  await comparison.getByRole('button', { name: 'Restore this text' }).press('Enter');
  await expect(comparison).toBeHidden();
  await expect(noteText(window)).toContainText('fourteen barrels');
  await expect(titleField(window)).toHaveValue('Log');
  // The text that it replaced is a version now, too.
  await expect(earlier).toHaveCount(2);
});

test('a note that was written once says that no earlier text is kept', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Log', 'Monday.');
  await app.menu('View', 'History');
  await expect(app.window.getByText('No earlier text of this note has been kept yet.')).toBeVisible();
});
