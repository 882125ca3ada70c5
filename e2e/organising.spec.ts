import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixture.ts';
import { createVault, library, noteRow, noteText, openNote, titleField, unlock, writeNote } from './steps.ts';

function inTree(window: Page, tree: 'Notebooks' | 'Tags', name: string | RegExp): Locator {
  return library(window).getByRole('tree', { name: tree }).getByRole('treeitem', { name });
}

async function showPlace(window: Page, name: string): Promise<void> {
  await library(window)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

async function choose(window: Page, ...labels: readonly string[]): Promise<void> {
  for (const label of labels) await window.getByRole('menuitem', { name: label }).click();
}

async function optionsOf(row: Locator): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: /^Options for/ }).click();
}

async function addNotebook(window: Page, name: string): Promise<void> {
  await library(window).getByRole('button', { name: 'Add a notebook' }).click();
  await nameIt(window, name, 'Create');
  await expect(window.getByRole('heading', { name })).toBeVisible();
}

async function nameIt(window: Page, name: string, button: string): Promise<void> {
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: button }).click();
  await expect(dialog).toBeHidden();
}

/** Ticks tags in the dialog that is open, making those that are not there. */
async function tick(window: Page, ...tags: readonly string[]): Promise<void> {
  for (const tag of tags) {
    await window.keyboard.type(tag);
    await window.keyboard.press('Enter');
    await expect(window.getByRole('option', { name: tag, exact: true })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }
  await window.keyboard.press('ControlOrMeta+Enter');
}

const titles = (window: Page): Locator => window.getByRole('listbox', { name: 'Notes' }).getByRole('option');

test('notebooks are made, put into one another, renamed and removed, and notes are made in them', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await addNotebook(window, 'Work');
  await writeNote(window, 'Minutes', 'Of Monday.');
  await expect(inTree(window, 'Notebooks', 'Work 1')).toBeVisible();

  await optionsOf(inTree(window, 'Notebooks', /^Work/));
  await choose(window, 'New notebook inside…');
  await nameIt(window, 'Plans', 'Create');
  await expect(window.getByText('This notebook is empty')).toBeVisible();
  await expectAccessible(app);

  await inTree(window, 'Notebooks', /^Work/).click();
  await inTree(window, 'Notebooks', /^Work/).click({ button: 'right' });
  await choose(window, 'Rename…');
  await nameIt(window, 'Office', 'Rename');
  await expect(inTree(window, 'Notebooks', 'Office 1')).toHaveAttribute('aria-expanded', 'true');
  await expect(window.getByRole('heading', { name: 'Office' })).toBeVisible();
  await noteRow(window, 'Minutes').click();
  await expect(window.getByRole('button', { name: 'Notebook: Office' })).toBeVisible();

  await optionsOf(inTree(window, 'Notebooks', /^Office/));
  await choose(window, 'Remove…');
  await window.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(inTree(window, 'Notebooks', /./)).toHaveText([/^Plans/]);
  await expect(noteRow(window, 'Minutes')).toBeVisible();
});

test('tags are given, coloured, renamed, and become one with a tag of the same name, which is said before', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Soup', 'Leek.');
  await window.getByRole('button', { name: 'Add tags' }).click();
  // To whoever writes Japanese, this Enter only ends a word.
  const field = window.getByRole('combobox', { name: 'Tags' });
  await field.fill('たび');
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(window.getByRole('option', { name: 'New tag “たび”' })).toBeVisible();
  await field.clear();
  await tick(window, 'cooking', 'home');
  await expect(window.getByRole('button', { name: 'Tags: cooking, home' })).toBeVisible();

  await optionsOf(inTree(window, 'Tags', 'cooking 1'));
  await window.getByRole('menuitem', { name: 'Colour' }).press('ArrowRight');
  await window.getByRole('menuitemcheckbox', { name: 'Teal' }).click();
  await inTree(window, 'Tags', 'cooking 1').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Colour' }).press('ArrowRight');
  await expect(window.getByRole('menuitemcheckbox', { name: 'Teal' })).toBeChecked();
  await window.keyboard.press('Escape');

  await inTree(window, 'Tags', 'home 1').click({ button: 'right' });
  await choose(window, 'Rename or merge…');
  await window.getByRole('textbox', { name: 'Name' }).fill('cooking');
  await expect(window.getByRole('dialog').getByRole('status')).toHaveText(/The two become one/);
  await expectAccessible(app);
  await window.getByRole('button', { name: 'Merge' }).click();
  await expect(inTree(window, 'Tags', /./)).toHaveCount(1);
  await inTree(window, 'Tags', 'cooking 1').click();
  await expect(noteRow(window, 'Soup')).toBeVisible();
});

test('a note is a favourite, is archived and comes back, and Undo takes each back', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Orchard', 'Pears.');
  await window.keyboard.press('ControlOrMeta+Shift+s');
  await expect(window.getByRole('button', { name: 'Favourite', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await showPlace(window, 'Favourites');
  await expectAccessible(app);
  await noteRow(window, 'Orchard').click({ button: 'right' });
  await choose(window, 'Archive');
  await expect(window.getByText('No favourites')).toBeVisible();
  await showPlace(window, 'Archive');
  await expect(noteRow(window, 'Orchard')).toBeVisible();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByText('The archive is empty')).toBeVisible();
  await expect(library(window).getByRole('button', { name: 'Favourites 1' })).toBeVisible();
});

test('several notes are picked, tagged, moved and trashed at once, and the trash is emptied', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  for (const title of ['One', 'Two', 'Three']) await writeNote(window, title, 'Text.');
  await noteRow(window, 'Three').click();
  await noteRow(window, 'One').click({ modifiers: ['Shift'] });
  await expect(window.getByRole('toolbar', { name: 'Selected notes' })).toContainText('3 notes');
  await noteRow(window, 'Two').click({ modifiers: ['ControlOrMeta'] });
  await window.getByRole('button', { name: 'Tags…' }).click();
  await tick(window, 'pair');
  await expect(inTree(window, 'Tags', 'pair 2')).toBeVisible();
  await window.getByRole('button', { name: 'Move to notebook…' }).click();
  await window.keyboard.type('Shelf');
  await window.keyboard.press('Enter');
  await expect(inTree(window, 'Notebooks', 'Shelf 2')).toBeVisible();
  await expectAccessible(app);

  await window.getByRole('button', { name: 'Move selected to trash' }).click();
  await expect(titles(window)).toHaveCount(1);
  await showPlace(window, 'Trash');
  await expect(titles(window)).toHaveCount(2);
  await window.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(window.getByRole('dialog')).toContainText('2 notes');
  await window.getByRole('button', { name: 'Empty the trash' }).click();
  await expect(window.getByText('The trash is empty')).toBeVisible();
  await app.restart();
  await unlock(app.window);
  await expect(titles(app.window)).toHaveCount(1);
});

test('notes are merged into one that has all their texts, and links to them lead to it', async ({
  app: { window },
  app,
}) => {
  await createVault(app, 'Private', [{ title: 'Day', body: 'It [[Evening|ends]].' }]);
  await writeNote(window, 'Morning', 'Coffee.');
  await writeNote(window, 'Evening', 'Tea.');
  await window.keyboard.press('Escape');
  await noteRow(window, 'Morning').click();
  await noteRow(window, 'Evening').click({ modifiers: ['ControlOrMeta'] });
  await window.getByRole('button', { name: 'More' }).click();
  await choose(window, 'Merge into one…');
  await window.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(noteText(window)).toContainText('Coffee.');
  await expect(noteText(window)).toContainText('Tea.');
  await expect(library(window).getByRole('button', { name: 'Trash 2' })).toBeVisible();
  await expect(window.getByText('Links to them now lead to it.')).toBeVisible();
  await openNote(window, 'Day');
  await noteText(window)
    .getByText('ends')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(titleField(window)).toHaveValue('Morning');
});

test('notes are dragged onto notebooks, favourites and the trash, and notebooks into one another', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await addNotebook(window, 'Garden');
  await addNotebook(window, 'Beds');
  await showPlace(window, 'All notes');
  await writeNote(window, 'Roses', 'Prune.');
  await writeNote(window, 'Weeds', 'Pull.');
  await noteRow(window, 'Roses').dragTo(inTree(window, 'Notebooks', /^Beds/));
  await expect(inTree(window, 'Notebooks', 'Beds 1')).toBeVisible();
  await inTree(window, 'Notebooks', /^Beds/).dragTo(inTree(window, 'Notebooks', /^Garden/));
  await expect(inTree(window, 'Notebooks', 'Beds 1')).toHaveAttribute('aria-level', '2');
  await noteRow(window, 'Roses').dragTo(library(window).getByRole('button', { name: /^Favourites/ }));
  await expect(library(window).getByRole('button', { name: 'Favourites 1' })).toBeVisible();
  await noteRow(window, 'Weeds').dragTo(library(window).getByRole('button', { name: /^Trash/ }));
  await expect(library(window).getByRole('button', { name: 'Trash 1' })).toBeVisible();

  await writeNote(window, 'Moss', 'Wet.');
  await window.getByRole('combobox', { name: 'Search all notes' }).fill('Prune');
  await expect(titles(window)).toHaveCount(1);
  await noteRow(window, 'Roses').dragTo(inTree(window, 'Notebooks', /^Garden/));
  await expect(inTree(window, 'Notebooks', 'Beds 0')).toBeVisible();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(inTree(window, 'Notebooks', 'Beds 1')).toBeVisible();
  await expect(window.getByRole('combobox', { name: 'Search all notes' })).toHaveValue('Prune');
});

test('a note becomes a template, and a new note is made from it; one that includes itself is refused in words', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Meeting', 'Agenda of the meeting.');
  await window.getByRole('button', { name: 'Note options' }).click();
  await choose(window, 'Make a template');
  await expect(library(window).getByRole('button', { name: 'Templates 1' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Shift+n');
  await expect(window.getByRole('dialog', { name: 'New note from a template' })).toBeVisible();
  await expectAccessible(app);
  await window.keyboard.type('meet');
  await window.keyboard.press('Enter');
  await expect(library(window).getByRole('button', { name: 'All notes 1' })).toBeVisible();
  await expect(noteText(window)).toHaveText('Agenda of the meeting.');

  await writeNote(window, 'Loop', '{{include: Loop}}');
  await window.getByRole('button', { name: 'Note options' }).click();
  await choose(window, 'Make a template');
  await expect(library(window).getByRole('button', { name: 'Templates 2' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Shift+n');
  await window.keyboard.type('loop');
  await window.keyboard.press('Enter');
  await expect(window.getByText(/include/)).toBeVisible();
});

test('the list is sorted by title and grouped by notebook, and still is after a restart', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  for (const title of ['Note 10', 'Note 9', 'Apple']) await writeNote(window, title, 'Text.');
  const sortBy = async (label: string): Promise<void> => {
    await window.getByRole('button', { name: 'Sort and group' }).click();
    await window.getByRole('menuitemcheckbox', { name: label, exact: true }).click();
  };
  await sortBy('Title');
  await expect(titles(window)).toHaveText([/^Apple/, /^Note 9/, /^Note 10/]);
  await noteRow(window, 'Note 10').click({ button: 'right' });
  await choose(window, 'Pin to the top');
  await expect(titles(window)).toHaveText([/^Note 10/, /^Apple/, /^Note 9/]);
  await sortBy('Notebook');
  await expect(window.getByText('Pinned', { exact: true })).toBeVisible();
  await expect(window.getByText('No notebook', { exact: true }).first()).toBeVisible();
  await expectAccessible(app);
  await app.restart();
  await unlock(app.window);
  await expect(titles(app.window)).toHaveText([/^Note 10/, /^Apple/, /^Note 9/]);
});

test('all of it can be done with the keyboard alone', async ({ app: { window }, app }) => {
  await createVault(app);
  await addNotebook(window, 'Desk');
  await writeNote(window, 'Alpha', 'Text.');
  await writeNote(window, 'Beta', 'Text.');
  const { keyboard } = window;
  const list = window.getByRole('listbox', { name: 'Notes' });
  await list.focus();
  await keyboard.press('ControlOrMeta+a');
  await expect(window.getByRole('toolbar', { name: 'Selected notes' })).toContainText('2 notes');
  await keyboard.press('Escape');
  await keyboard.press('Shift+ArrowDown');
  await expect(titles(window).and(window.locator('[aria-selected="true"]'))).toHaveCount(2);
  await keyboard.press('Shift+F10');
  await expect(window.locator('[role="menu"]:is(:focus, :focus-within)')).toBeVisible();
  await keyboard.type('pin');
  await expect(window.getByRole('menuitem', { name: /^Pin/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(titles(window).getByRole('img', { name: 'Pinned' })).toHaveCount(2);
  await expect(list).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Home');
  await keyboard.press('ControlOrMeta+Shift+m');
  await keyboard.type('no notebook');
  await keyboard.press('Enter');
  await expect(titles(window)).toHaveCount(1);

  const tree = library(window).getByRole('tree', { name: 'Notebooks' });
  await tree.focus();
  await keyboard.press('F2');
  await keyboard.type('Bench');
  await keyboard.press('Enter');
  await expect(inTree(window, 'Notebooks', 'Bench 1')).toBeVisible();
  await expect(tree).toBeFocused();
  const options = library(window).getByRole('button', { name: 'Options for Bench' });
  await options.press('Enter');
  await expect(window.getByRole('menu')).toBeVisible();
  await keyboard.press('Escape');
  await expect(window.getByRole('menu')).toBeHidden();
  await expect(options).toBeFocused();
});

interface Press {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
}

/** Presses keys so closely after one another that no timer runs between them. */
function pressAtOnce(window: Page, presses: readonly Press[]): Promise<void> {
  return window.evaluate(async (all) => {
    for (const press of all) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true }));
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    }
  }, presses);
}

test('a menu that closes gives the focus back, but takes it from nothing that was begun meanwhile', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  const closeAndBegin: readonly Press[] = [
    { key: 'Escape' },
    process.platform === 'darwin' ? { key: 'n', metaKey: true } : { key: 'n', ctrlKey: true },
  ];
  const menu = window.getByRole('menu');
  const options = window.getByRole('button', { name: 'Note options' });

  // Further down than there are steps back in the window itself.
  await options.press('Enter');
  for (let row = 0; row < 8; row += 1) await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(options).toBeFocused();

  await options.press('Enter');
  await expect(menu).toBeVisible();
  await pressAtOnce(window, closeAndBegin);
  await expect(menu).toBeHidden();
  await expect(titleField(window)).toHaveValue('');
  await expect(titleField(window)).toBeFocused();

  await openNote(window, 'Tides');
  await noteRow(window, 'Tides').click({ button: 'right' });
  await expect(menu).toBeVisible();
  await pressAtOnce(window, closeAndBegin);
  await expect(menu).toBeHidden();
  await expect(titleField(window)).toHaveValue('');
  await expect(titleField(window)).toBeFocused();
});
