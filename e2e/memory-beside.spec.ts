import { renameSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { files, give, openFile, showFiles } from './file-steps.ts';
import { pdf, png, wav } from './fixture/sample-files.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test, type App } from './fixture.ts';
import { expectGone, expectNothingLeft, wordsInPage } from './heap-steps.ts';
import {
  createVault,
  expectLocked,
  expectSaved,
  library,
  noteRow,
  noteText,
  openNote,
  showNotes,
} from './steps.ts';

test.skip(
  chosenRuntime().kind === 'electron',
  'the test runner cannot look into the memory of Electron’s processes',
);

/** Words of files and of what is done with them, and of a text that has no place on the disk. */
const ofFiles = {
  picture: 'Celandine',
  text: 'Samphire',
  inText: 'Sneezewort',
  pdf: 'Toadflax',
  inPdf: 'Bistort',
  sound: 'Fleabane',
  address: 'Orpine',
  unsaved: 'Ragwort',
} as const;

async function attachFiles(window: Page): Promise<void> {
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await give(noteText(window), 'paste', [
    [`${ofFiles.picture}.png`, png(300, 200)],
    [`${ofFiles.text} & co.txt`, Buffer.from(`${ofFiles.inText} grows here. `.repeat(50))],
    [`${ofFiles.pdf}.pdf`, pdf([`${ofFiles.inPdf} on a sheet`])],
    [`${ofFiles.sound}.wav`, wav(2)],
  ]);
  await showFiles(window);
  await expect(files(window).getByRole('listitem')).toHaveCount(4);
  await expectSaved(window);
}

/** Ends with the PDF open. */
async function lookAtFiles(window: Page): Promise<void> {
  const picture = await openFile(window, `${ofFiles.picture}.png`);
  await expect(picture.getByRole('img')).toBeVisible();
  await window.keyboard.press('Escape');
  const sound = (await openFile(window, `${ofFiles.sound}.wav`)).locator('audio');
  await expect.poll(() => sound.evaluate((its: HTMLAudioElement) => Math.round(its.duration))).toBe(2);
  await window.keyboard.press('Escape');
  const sheet = await openFile(window, `${ofFiles.pdf}.pdf`);
  await expect(sheet.getByText(ofFiles.inPdf)).toBeAttached();
  await expect(sheet.locator('canvas').first()).toHaveAttribute('data-is', 'drawn');
}

/** Follows the link at the beginning of the text. */
async function followLink(app: App): Promise<void> {
  const { window } = app;
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+Home');
  await window.keyboard.press('ControlOrMeta+Enter');
  await window.getByRole('button', { name: 'Open in browser' }).click();
  await expect.poll(() => app.openedExternally()).toHaveLength(1);
}

/** Hands the file that is looked at to another program. */
async function openElsewhere(app: App): Promise<void> {
  const { window } = app;
  await window.getByRole('button', { name: 'Open with another program…' }).click();
  await window.getByRole('button', { name: 'Open a readable copy' }).click();
  await expect.poll(() => app.openedExternally()).toHaveLength(2);
}

/** Writes what cannot be saved, and ends with the text file open. */
async function writeInVain(app: App): Promise<void> {
  const { window } = app;
  const path = app.vaultPath('Private');
  renameSync(path, `${path}.away`);
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(` ${ofFiles.unsaved}`);
  await expect(window.getByRole('main', { name: 'Note' }).getByText('Not saved.')).toBeVisible();
  await expect(await openFile(window, `${ofFiles.text} & co.txt`)).toContainText(ofFiles.inText);
}

test('after locking, nothing is left of files that were looked at, nor of text that could not be saved', async ({
  app,
}) => {
  // A picture of a page’s memory is 50 MB of text.
  test.setTimeout(120_000);
  const { window } = app;
  await createVault(app, 'Private', [
    { title: 'Papers', body: `https://example.org/${ofFiles.address} and papers.\n\n` },
  ]);
  await openNote(window, 'Papers');
  await attachFiles(window);
  await lookAtFiles(window);
  const before = await wordsInPage(window, ofFiles);
  await window.keyboard.press('Escape');
  await followLink(app);
  await writeInVain(app);
  before.push(...(await wordsInPage(window, ofFiles)));
  expect(before).toEqual(expect.arrayContaining(Object.values(ofFiles)));
  await openElsewhere(app);
  await expectNothingLeft(app, ofFiles);
});

/** In what organises notes, was replaced, or came from elsewhere. */
const around = {
  earlier: 'Gromwell',
  later: 'Crosswort',
  template: 'Henbane',
  inTemplate: 'Knapweed',
  captured: 'Milkwort',
  snippet: 'Sanicle',
  search: 'Dittander',
  query: 'Skullcap',
  notebook: 'Bugloss',
  tag: 'Burdock',
  renamed: 'Restharrow',
  trashed: 'Stitchwort',
} as const;

async function history(app: App): Promise<void> {
  const { window } = app;
  await openNote(window, 'Log');
  await noteText(window).press('ControlOrMeta+a');
  await window.keyboard.insertText(`Monday ${around.later}.`);
  await expect(noteText(window)).toContainText(around.later);
  await expectSaved(window);
  await app.menu('View', 'History');
  await window.getByRole('region', { name: 'Today' }).getByRole('button').first().press('Enter');
  const comparison = window.getByRole('dialog');
  await expect(comparison.getByRole('deletion').filter({ hasText: around.earlier })).toBeVisible();
}

async function template({ window }: App): Promise<void> {
  // While the list is being read, there are no templates yet.
  await expect(noteRow(window, 'Log')).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Shift+n');
  await expect(window.getByRole('dialog', { name: 'New note from a template' })).toBeVisible();
  await window.keyboard.type(around.template.slice(0, 4));
  await window.keyboard.press('Enter');
  await expect(noteText(window)).toContainText(around.inTemplate);
}

async function capture(app: App): Promise<void> {
  const { window } = app;
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await pad.getByRole('textbox', { name: 'Text' }).fill(`${around.captured} in a hurry`);
  await pad.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => app.windows.length).toBe(1);
  await expect(noteRow(window, around.captured)).toBeVisible();
}

async function search({ window }: App): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await window.keyboard.type(`${around.snippet} -${around.query}`);
  await expect(noteRow(window, around.snippet)).toBeVisible();
  await window.getByRole('button', { name: 'Save this search…' }).click();
  await window.getByRole('textbox', { name: 'Name' }).fill(around.search);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: around.search })).toBeVisible();
  await showNotes(window);
  await window.keyboard.press('ControlOrMeta+k');
  await window.keyboard.type(around.search.slice(0, 5));
  await expect(window.getByRole('dialog').getByRole('option').first()).toContainText(around.search);
  await window.keyboard.press('Enter');
  await expect(noteRow(window, around.snippet)).toBeVisible();
}

async function organise({ window }: App): Promise<void> {
  await showNotes(window);
  await library(window)
    .getByRole('treeitem', { name: new RegExp(around.tag) })
    .click();
  const notebook = library(window).getByRole('treeitem', { name: new RegExp(around.notebook) });
  await notebook.click();
  await notebook.press('F2');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(around.renamed);
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(library(window).getByRole('treeitem', { name: new RegExp(around.renamed) })).toBeVisible();
  await expect(window.getByText(`The notebook is now “${around.renamed}”`)).toBeVisible();
  await showNotes(window);
  await noteRow(window, around.trashed).click();
  await expect(noteText(window)).toHaveText('Gone.');
  await window.keyboard.press('ControlOrMeta+Shift+Backspace');
  await expect(noteRow(window, around.trashed)).toBeHidden();
}

/** Goes to every page of the lab, has a ceremony read in a demo vault, and an official read in another. Answers what the official read. */
async function workInLab(app: App): Promise<string> {
  const { window } = app;
  const pages = window.getByRole('navigation', { name: 'Escrow lab' }).getByRole('button');
  const names = (await pages.allTextContents()).map((name) => name.trim());
  for (const name of names.filter((one) => !/^(Back|Access console)/.test(one))) {
    await pages.filter({ hasText: name }).first().click();
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await pages.filter({ hasText: 'Ceremony' }).click();
  await window.getByRole('button', { name: /^Carry it out/ }).click();
  await window.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(window.getByText(/^Read in it: /)).toBeVisible();
  await pages.filter({ hasText: 'Access console' }).click();
  const desk = await app.secondWindow();
  await desk.getByRole('button', { name: /^Open / }).click();
  const text = await desk
    .getByRole('article', { name: /^Note: / })
    .locator('p')
    .innerText();
  await app.closeWindow(desk);
  return text.split('\n', 1).join('');
}

test('after locking, nothing is left of earlier texts, templates, captures, searches and names, with the escrow lab in front', async ({
  app,
}) => {
  // A picture of a page’s memory is 50 MB of text.
  test.setTimeout(120_000);
  const { window } = app;
  await createVault(app, 'Private', [
    {
      title: 'Log',
      body: `Monday ${around.earlier} was seen, with a fair wind and fourteen barrels of water.`,
    },
    { title: around.template, body: `${around.inTemplate} at {{date}}`, template: true },
    { title: 'Wood', body: `Of ${around.snippet} and trees.`, notebook: around.notebook, tags: [around.tag] },
    { title: around.trashed, body: 'Gone.' },
  ]);
  await template(app);
  await capture(app);
  await search(app);
  await organise(app);
  await history(app);
  expect(await wordsInPage(window, around)).toEqual(expect.arrayContaining(Object.values(around)));
  await window.keyboard.press('Escape');
  // Chromium holds on to what was dragged last.
  await noteRow(window, 'Wood').dragTo(library(window).getByRole('button', { name: /^Favourites/ }));
  await expect(library(window).getByRole('button', { name: 'Favourites 1' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Shift+e');
  await expect(library(window)).toBeHidden();
  const official = await workInLab(app);
  // Whoever asks for a lock leaves the lab by it; the system does not.
  await app.power('lock-screen');
  await window.getByRole('button', { name: 'Back to the lock screen' }).click();
  await expectLocked(window);
  // What a ceremony has read in a vault that the lab made up stays for its page and the report.
  await expectGone(app, { ...around, official });
});
