import type { Locator, Page } from '@playwright/test';
import { nodeArgon2 } from '../src/engine/fixtures/node-argon2.ts';
import { createStore } from '../src/engine/sqlite-store.ts';
import { createVault as newVault, type NewNote } from '../src/vault/index.ts';
import { attach } from '../src/vault/testing/vaults.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectLocked,
  library,
  noteText,
  passphrase,
  titleField,
  typeNote,
  unlock,
} from './steps.ts';

const voyage: readonly NewNote[] = [
  {
    title: 'Sailing to Fårö',
    body: `Seven tall ships passed the lighthouse.\n\n${'Wind from the west.\n\n'.repeat(80)}Then the Ships came home.`,
    tags: ['sea'],
    notebook: 'Journeys',
  },
  { title: 'Shipyard', body: 'The crème brûlée of yards.', tags: ['work'] },
  { title: 'Rest', body: '朝は京都大学の近くのカフェで。', tags: ['sea'] },
  { title: 'Sold', body: 'A ship that was sold.', archivedAt: 1_700_000_000_000 },
];

function field(window: Page): Locator {
  return window.getByRole('combobox', { name: 'Search all notes' });
}

function hits(window: Page): Locator {
  return window.getByRole('listbox', { name: 'Notes' }).getByRole('option');
}

/** Types a query in the place of the last, by keys alone. */
async function searchFor(window: Page, query: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await expect(field(window)).toBeFocused();
  await window.keyboard.type(query);
}

async function expectHits(window: Page, ...titles: readonly string[]): Promise<void> {
  await expect(hits(window)).toHaveText(titles.map((title) => new RegExp(`^${title}`)));
}

/** A vault in which a note has a file. */
async function createVaultWithFile(app: App, note: NewNote, name: string): Promise<void> {
  const path = app.vaultPath('Files');
  const store = createStore(path);
  const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };
  const vault = await newVault(store, { passphrase, kdf, deriveKey: nodeArgon2 });
  attach(vault, vault.create(note), new Uint8Array(10), name);
  store.publish();
  vault.lock();
  const file = app.chooseFile(path);
  await app.window.getByRole('button', { name: /^Open (a|another) vault…$/ }).click();
  await file;
  await unlock(app.window);
  await expect(library(app.window)).toBeVisible();
}

test('what is typed is found at once, and marked in the list and in the text', async ({ app }) => {
  const { window } = app;
  await createVault(app, 'Private', voyage);
  await searchFor(window, 'ship');
  await expectHits(window, 'Shipyard', 'Sailing to Fårö');
  await expect(window.getByRole('status').filter({ hasText: '2 notes' })).toBeVisible();
  await expect(hits(window).first().locator('mark')).toHaveText('Ship');
  await expectAccessible(app);

  await window.keyboard.press('ArrowDown');
  await expect(titleField(window)).toHaveValue('Shipyard');
  await window.keyboard.press('ArrowDown');
  await expect(noteText(window).locator('mark').first()).toHaveText('ship');
  await expectAccessible(app);
  await window.keyboard.press('Enter');
  await expect(noteText(window)).toBeFocused();
  // The second match lies pages below.
  await expect(noteText(window).getByText('Then the Ships came home.')).not.toBeInViewport();
  await window.keyboard.press('F3');
  await window.keyboard.press('F3');
  await expect(noteText(window).getByText('Then the Ships came home.')).toBeInViewport();
  await window.keyboard.press('Escape');
  await expect(noteText(window).locator('mark')).toHaveCount(0);

  await searchFor(window, 'nothing of the kind');
  await expect(window.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expectAccessible(app);
  await window.keyboard.press('Escape');
  await expect(field(window)).toHaveValue('');
  await expect(window.getByRole('heading', { name: 'All notes' })).toBeVisible();
  await expect(hits(window)).toHaveCount(3);
  await expect(titleField(window)).toHaveValue('Sailing to Fårö');
});

test('accents, other scripts and a slip of the finger do not matter, and what is written is found', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app, 'Private', voyage);
  await searchFor(window, 'FARO');
  await expectHits(window, 'Sailing to Fårö');
  await expect(hits(window).locator('mark')).toHaveText('Fårö');
  await searchFor(window, 'creme brulee');
  await expectHits(window, 'Shipyard');
  await searchFor(window, '京都');
  await expectHits(window, 'Rest');
  await hits(window).first().click();
  await expect(noteText(window).locator('mark')).toHaveText('京都');
  await searchFor(window, 'lighthuose');
  await expectHits(window, 'Sailing to Fårö');
  await expect(hits(window).locator('mark')).toHaveText('lighthouse');
  await searchFor(window, 'quokka');
  await expect(window.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await typeNote(window, 'Zoo', 'A quokka.');
  await searchFor(window, 'quokka');
  await expectHits(window, 'Zoo');
});

test('operators are offered, completed by keys and told in words', async ({ app }) => {
  const { window } = app;
  await createVault(app, 'Private', voyage);
  await searchFor(window, 'tag:');
  const suggestions = window.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect(suggestions).toHaveText(['sea', 'work']);
  await expectAccessible(app);
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(field(window)).toHaveValue('tag:work ');
  await expectHits(window, 'Shipyard');

  await searchFor(window, 'in:arch');
  await window.keyboard.press('Enter');
  await expectHits(window, 'Sold');
  await searchFor(window, 'colour:red');
  await expect(window.getByText('“colour:” is not something a search knows')).toBeVisible();

  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'What can be searched for' }).click();
  await expectAccessible(app);
  await window.getByRole('button', { name: /^has:attachment/ }).click();
  await expect(field(window)).toBeFocused();
  await expect(suggestions).toHaveText(['attachment', 'task', 'link']);
});

test('a search is saved under a name and opened again, and what goes to the trash leaves it', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app, 'Private', voyage);
  await searchFor(window, 'ship');
  await expectHits(window, 'Shipyard', 'Sailing to Fårö');
  // Before there is an answer to it.
  await searchFor(window, 'tag:sea -kyoto');
  await window.getByRole('button', { name: 'Save this search…' }).click();
  const name = window.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveValue('tag:sea -kyoto');
  await name.fill('By the sea');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'By the sea' })).toBeVisible();
  await library(window)
    .getByRole('button', { name: /^All notes/ })
    .click();
  await expect(field(window)).toHaveValue('');
  await library(window).getByRole('treeitem', { name: 'By the sea' }).click();
  await expect(field(window)).toHaveValue('tag:sea -kyoto');
  await expectHits(window, 'Rest', 'Sailing to Fårö');
  await hits(window).first().click();
  await expect(titleField(window)).toHaveValue('Rest');
  await window.keyboard.press('ControlOrMeta+Shift+Backspace');
  await expectHits(window, 'Sailing to Fårö');
  await expect(titleField(window)).toHaveValue('Sailing to Fårö');
});

test('a note is found by the name of its file, which is shown', async ({ app }) => {
  const { window } = app;
  await createVaultWithFile(app, { title: 'Bills', body: 'Of this year.' }, 'Plumber invoice.pdf');
  await searchFor(window, 'invoice');
  await expectHits(window, 'Bills');
  await expect(hits(window).getByText('Plumber invoice.pdf')).toBeVisible();
  await expect(hits(window).locator('mark')).toHaveText('invoice');
});

test('commands, places and notes are reached by keys alone, and forgotten at the lock', async ({ app }) => {
  const { window } = app;
  await createVault(app, 'Private', voyage);
  await expect(hits(window)).toHaveCount(3);
  const lines = window.getByRole('dialog').getByRole('option');
  await window.keyboard.press('ControlOrMeta+p');
  await expect(lines).toHaveCount(4);
  await window.keyboard.type('faro');
  await expect(lines.first().locator('mark')).toHaveText('Fårö');
  await expectAccessible(app);
  await window.keyboard.press('Enter');
  await expect(titleField(window)).toHaveValue('Sailing to Fårö');
  await expect(noteText(window)).toBeFocused();

  await window.keyboard.press('ControlOrMeta+o');
  await window.keyboard.type('Plans');
  await expect(lines).toHaveText(['Create note “Plans”']);
  await window.keyboard.press('Enter');
  await expect(titleField(window)).toHaveValue('Plans');
  await expect(hits(window)).toHaveCount(4);
  await window.keyboard.press('Alt+ArrowLeft');
  await expect(titleField(window)).toHaveValue('Sailing to Fårö');

  await window.keyboard.press('ControlOrMeta+k');
  await expectAccessible(app);
  await window.keyboard.type('journeys');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'Journeys' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+k');
  await window.keyboard.type('health');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('tab', { name: 'Health', selected: true })).toBeVisible();

  await searchFor(window, 'ships');
  await expect(hits(window)).toHaveCount(1);
  await window.keyboard.press('ControlOrMeta+l');
  await expectLocked(window);
  await window.keyboard.press('ControlOrMeta+k');
  await expect(lines.first()).toHaveText('Open another vault');
  await expectAccessible(app);
  await window.keyboard.press('Escape');
  await unlock(window);
  await expect(field(window)).toHaveValue('');
  await window.keyboard.press('ControlOrMeta+p');
  await expect(window.getByRole('dialog').getByText('Open before')).toBeHidden();
  await expect(lines).toHaveCount(5);
});
