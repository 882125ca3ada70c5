import { expect, test } from './fixture.ts';
import { createVault, expectNote, expectSaved, noteRow, noteText, titleField, writeNote } from './steps.ts';

test('a first note can be written with the keyboard alone', async ({ app }) => {
  await createVault(app);
  const { keyboard } = app.window;
  await keyboard.press('ControlOrMeta+n');
  await expect(titleField(app.window)).toBeFocused();
  await keyboard.type('Shopping');
  await keyboard.press('Enter');
  await keyboard.type('Bread');
  await keyboard.press('Enter');
  await keyboard.type('Salt');
  await expectSaved(app.window);
  await expect(noteRow(app.window, 'Shopping')).toBeVisible();
  await expectNote(app.window, 'Shopping', 'BreadSalt');
});

test('the menu starts a new note', async ({ app }) => {
  await createVault(app);
  await app.menu('Note', 'New note');
  await expect(titleField(app.window)).toBeFocused();
});

test('a new note without a letter in it leaves nothing behind', async ({ app }) => {
  await createVault(app);
  await app.window.getByRole('button', { name: 'New note' }).click();
  await writeNote(app.window, 'Real', 'Text.');
  await expect(app.window.getByRole('listbox', { name: 'Notes' }).getByRole('option')).toHaveCount(1);
});

test('finding in a note takes every letter that is typed', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Garden', 'A hedge, a hedgehog, and a hedge again.');
  await noteText(app.window).click();
  await app.window.keyboard.press('ControlOrMeta+f');
  const field = app.window.getByRole('textbox', { name: 'Find in this note' });
  await expect(field).toBeFocused();
  await app.window.keyboard.type('hedgehog');
  await expect(field).toHaveValue('hedgehog');
  await app.window.getByRole('button', { name: 'Close search' }).click();
  await expect(field).toBeHidden();
  await expect(noteText(app.window)).toHaveText('A hedge, a hedgehog, and a hedge again.');
});

test('the arrow keys walk through the list and open each note', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'One', 'First text.');
  await writeNote(app.window, 'Two', 'Second text.');
  await noteRow(app.window, 'Two').click();
  await app.window.getByRole('listbox', { name: 'Notes' }).press('ArrowDown');
  await expect(titleField(app.window)).toHaveValue('One');
  await expect(noteText(app.window)).toHaveText('First text.');
});

test('the window is light or dark as the system is, and follows it at once', async ({ app }) => {
  const brightness = () =>
    app.window.evaluate(() => {
      const pixels = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (!pixels) throw new Error('This page cannot draw.');
      pixels.fillStyle = getComputedStyle(document.body).backgroundColor;
      pixels.fillRect(0, 0, 1, 1);
      return Math.max(...pixels.getImageData(0, 0, 1, 1).data.slice(0, 3));
    });
  expect(await brightness()).toBeGreaterThan(200);
  await app.colorScheme('dark');
  await expect.poll(brightness).toBeLessThan(60);
});
