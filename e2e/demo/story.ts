import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { HostApp } from '../host/display.ts';
import {
  backups,
  confirmPhrase,
  expectSaved,
  library,
  lock,
  noteRow,
  noteText,
  passphraseField,
  showNotes,
  shownPhrase,
  showVault,
  titleField,
  typeNote,
  unlock,
} from '../steps.ts';
import { type Album, small, usual } from './album.ts';
import type { DemoNote } from './notes.ts';
import { listNotes, readBody } from './reader.ts';
import type { Steps } from './steps.ts';

/** Everything the demo has in hand. */
export interface Story {
  readonly app: HostApp;
  readonly page: Page;
  readonly steps: Steps;
  readonly notes: readonly DemoNote[];
  /** Where the vault is made. */
  readonly documents: string;
  readonly album: Album;
}

/** What a person does on the first days with the app. Answers the vault's passphrase. */
export async function tellStory(story: Story): Promise<string> {
  const passphrase = await beginVault(story);
  await writeNotes(story);
  await readNotes(story);
  await lockAndUnlock(story, passphrase);
  await compareAll(story);
  await trashAndRestore(story);
  await careForVault(story, passphrase);
  await lookAtFile(story);
  return passphrase;
}

const bothSizes = [usual, small];

async function beginVault({ page, steps, album, app, documents }: Story): Promise<string> {
  await steps.take('First run: the welcome screen', async () => {
    await expect(page.getByRole('button', { name: 'Create a vault' })).toBeVisible();
    await album.take('01-welcome', bothSizes);
    return undefined;
  });
  let passphrase = '';
  await steps.take('Choose a name, a folder and a suggested passphrase', async () => {
    await page.getByRole('button', { name: 'Create a vault' }).click();
    await page.getByRole('textbox', { name: 'Vault name' }).fill('Ida’s notes');
    app.answerDialog([documents]);
    await page.getByRole('button', { name: 'Change…' }).click();
    await expect(page.getByText(documents)).toBeVisible();
    await page.getByRole('button', { name: 'Suggest a passphrase' }).click();
    await expect(passphraseField(page)).not.toHaveValue('');
    passphrase = await passphraseField(page).inputValue();
    await album.take('02-create-vault', bothSizes);
    return `${passphrase.split(' ').length} words`;
  });
  await steps.take('Create the vault', async () => {
    await page.getByRole('button', { name: 'Create vault' }).click();
    await album.take('03-recovery-phrase', bothSizes);
    await confirmPhrase(page, await shownPhrase(page));
    await expect(library(page)).toBeVisible();
    await album.take('03-empty-vault');
    return undefined;
  });
  return passphrase;
}

async function writeNotes({ page, steps, notes, album }: Story): Promise<void> {
  const [first, ...others] = [...notes].sort((a, b) => a.body.length - b.body.length);
  if (first === undefined) throw new Error('There is no demo note.');
  await steps.take('Write the first note, key by key', async () => {
    await page.keyboard.press('ControlOrMeta+N');
    await expect(titleField(page)).toBeFocused();
    await page.keyboard.type(first.title);
    await page.keyboard.press('Enter');
    await page.keyboard.type(first.body);
    await expectSaved(page);
    await album.take('04-first-note');
    return `“${first.title}”`;
  });
  await steps.take('Write the others', async () => {
    for (const note of notes.filter((one) => others.includes(one))) await writeNote(page, note);
    return `${others.length} notes`;
  });
}

async function writeNote(page: Page, { title, body }: DemoNote): Promise<void> {
  await typeNote(page, title, body);
  await expect(noteRow(page, title).first()).toBeVisible();
  await expectSaved(page);
}

/** Opens a note from the list as a person does who knows its title: scrolls to it and clicks. */
async function openNote(page: Page, title: string): Promise<void> {
  const list = page.getByRole('listbox', { name: 'Notes' });
  const row = list.getByRole('option').filter({ has: page.getByText(title, { exact: true }) });
  await list.focus();
  await page.keyboard.press('Home');
  await list.hover();
  for (let turn = 0; turn < 60 && (await row.count()) === 0; turn++) await page.mouse.wheel(0, 400);
  await row.click();
  await expect(titleField(page)).toHaveValue(title);
  await expect(noteText(page)).toBeVisible();
}

async function readNotes({ page, steps, album }: Story): Promise<void> {
  const readings = [
    ['05-diary', 'Sunday, after the storm'],
    ['06-table', 'House budget 2026'],
    ['07-code', 'Shelf marks: a small Python thing'],
    ['08-japanese', '金沢への手紙（下書き）'],
    ['09-arabic', 'شوربة العدس من أم كريم'],
    ['10-hindi', 'रितु की सूची'],
    ['11-emoji', 'Wren is ten 🎈🎂'],
  ] as const;
  for (const [name, title] of readings) {
    await steps.take(`Read “${title}”`, async () => {
      await openNote(page, title);
      await album.take(name, name === '05-diary' ? bothSizes : [usual]);
      return undefined;
    });
  }
  await steps.take('Scroll through the longest note to its end', async () => {
    await openNote(page, 'Garden and weather journal');
    await album.take('12-long-note');
    await noteText(page).click();
    await page.keyboard.press('ControlOrMeta+End');
    await expect(noteText(page)).toContainText('Sun 31');
    await album.take('13-long-note-end');
    return undefined;
  });
  await steps.take('Search it for a word', async () => {
    await page.keyboard.press('ControlOrMeta+F');
    const field = page.getByRole('textbox', { name: 'Find in this note' });
    await expect(field).toBeFocused();
    await page.keyboard.type('hedgehog');
    await expect(page.getByRole('search', { name: 'This note' })).toContainText(/\d+ of \d+/);
    await page.keyboard.press('Enter');
    await album.take('14-search', bothSizes);
    const found = await page.getByRole('search', { name: 'This note' }).innerText();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
    return `“hedgehog”: ${found.trim()}`;
  });
}

async function lockAndUnlock({ page, steps, album, notes }: Story, passphrase: string): Promise<void> {
  await steps.take('Lock', async () => {
    await lock(page);
    const shown = await page.content();
    const left = notes.filter(({ title }) => shown.includes(title));
    if (left.length > 0) throw new Error(`${left.length} titles are still in the locked window.`);
    await album.take('15-locked', bothSizes);
    return 'no title is left in the window';
  });
  await steps.take('Try a wrong passphrase', async () => {
    await unlock(page, 'open sesame, please');
    await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
    await expect(passphraseField(page)).toBeFocused();
    await album.take('16-wrong-passphrase');
    return 'refused';
  });
  await steps.take('Unlock with the right one', async () => {
    await unlock(page, passphrase);
    await expect(library(page)).toBeVisible();
    await expect(page.getByRole('option').first()).toBeVisible();
    return undefined;
  });
  await steps.take('The notes are back', async () => {
    await album.take('17-unlocked', bothSizes);
    return undefined;
  });
}

async function compareAll({ page, steps, notes }: Story): Promise<void> {
  await steps.take('Read every note back and compare it with its file', async () => {
    const summaries = await listNotes(page);
    if (summaries.length !== notes.length) {
      throw new Error(`Wrote ${notes.length} notes and found ${summaries.length}.`);
    }
    for (const { file, title, body } of notes) {
      const summary = summaries.find((one) => one.title === title);
      if (summary === undefined) throw new Error(`There is no note with the title of ${file}.`);
      if ((await readBody(page, summary.id)) !== body) throw new Error(`${file} is not what was written.`);
    }
    return `${notes.length} of ${notes.length} are the same to the last character`;
  });
}

async function trashAndRestore({ page, steps, album }: Story): Promise<void> {
  const title = 'Packing, one bag each';
  const section = (name: string) => library(page).getByRole('button', { name });
  await steps.take('Move a note to the trash', async () => {
    await openNote(page, title);
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await expect(page.getByText('Moved to trash')).toBeVisible();
    await section('Trash').click();
    await noteRow(page, title).click();
    await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible();
    await album.take('18-trash');
    return `“${title}”`;
  });
  await steps.take('Restore it', async () => {
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByText('The trash is empty')).toBeVisible();
    await section('All notes').click();
    await openNote(page, title);
    await album.take('19-restored');
    return undefined;
  });
}

/** Looks at the file as somebody without the passphrase would. */
async function careForVault(
  { page, steps, album, app, documents }: Story,
  passphrase: string,
): Promise<void> {
  await steps.take('Back up, and open every record of the backup', async () => {
    await showVault(page);
    const folder = join(documents, '..', 'backups');
    mkdirSync(folder);
    app.answerDialog([folder]);
    await page.getByRole('button', { name: 'Choose a backup folder…' }).click();
    await backups(page)
      .getByRole('button', { name: /^Open every record of / })
      .click();
    const result = backups(page).getByRole('status');
    await expect(result).toContainText('Every record opened');
    await album.take('20-health', bothSizes);
    return (await result.innerText()).replace('Every record opened: ', '');
  });
  await steps.take('Set a PIN for this computer', async () => {
    await showVault(page, 'Holders');
    await page.getByRole('button', { name: 'Set a PIN…' }).click();
    await page.getByLabel('Current passphrase').fill(passphrase);
    await page.getByLabel('New PIN', { exact: true }).fill('830216');
    await page.getByLabel('Repeat new PIN').fill('830216');
    await page.getByRole('button', { name: 'Set PIN' }).click();
    await expect(page.getByRole('list', { name: 'Holders' })).toContainText('on this computer');
    await album.take('21-holders', bothSizes);
    return undefined;
  });
  await steps.take('Lock, and unlock with the PIN', async () => {
    await lock(page);
    await page.getByLabel(/^PIN for the key on /).fill('830216');
    await album.take('22-pin', bothSizes);
    await page.keyboard.press('Enter');
    await expect(library(page)).toBeVisible();
    return undefined;
  });
  await steps.take('Look at what goes in and out', async () => {
    await showVault(page, 'Import and export');
    await album.take('23-import-and-export', bothSizes);
    await showNotes(page);
    return undefined;
  });
}

async function lookAtFile({ page, steps, notes, documents }: Story): Promise<void> {
  await steps.take('Lock, and look for the notes in the file itself', async () => {
    await lock(page);
    const files = readdirSync(documents).map((file) => readFileSync(join(documents, file)));
    const lines = notes
      .flatMap(({ title, body }) => [title, ...body.split('\n')])
      .filter((line) => line.length >= 8);
    const found = lines.filter((line) => files.some((file) => file.includes(line)));
    if (found.length > 0) throw new Error(`${found.length} lines of notes can be read in the file.`);
    return `none of ${lines.length.toLocaleString('en-GB')} lines can be read`;
  });
}
