import type { Page } from '@playwright/test';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test, type App } from './fixture.ts';
import { expectNothingLeft, wordsInPage, wordsInThreads } from './heap-steps.ts';
import {
  createVault,
  expectSaved,
  library,
  noteRow,
  noteText,
  showNotes,
  showVault,
  titleField,
  unlock,
} from './steps.ts';

test.skip(
  chosenRuntime().kind === 'electron',
  'the test runner cannot look into the memory of Electron’s processes',
);

/** Words that stand in notes of this test and nowhere else, each in another part of a note or another way to get there. */
const words = {
  title: 'Zephyrine',
  body: 'Quillwort',
  opened: 'Marjoram',
  typed: 'Tormentil',
  undone: 'Hellebore',
  found: 'Saxifrage',
  copied: 'Bogbean',
  retitled: 'Pimpernel',
  tag: 'Woundwort',
  notebook: 'Agrimony',
  marked: 'Eyebright',
  named: 'Meadowsweet',
  sought: 'Valerian',
  hit: 'Lungwort',
} as const;

/** Opens what a search has found, and goes to a note by its title. */
async function searchAndGo(window: Page): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await window.keyboard.type(words.hit);
  await expect(noteRow(window, words.hit)).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(noteText(window).locator('mark')).toHaveText(words.hit);
  await window.keyboard.press('ControlOrMeta+p');
  await window.keyboard.type('Third');
  await expect(window.getByRole('option', { name: 'Third' }).locator('mark')).toHaveText('Third');
  await window.keyboard.press('Enter');
  await expect(noteText(window)).toContainText(words.opened);
  await window.keyboard.press('ControlOrMeta+k');
  await window.keyboard.type(words.notebook);
  await window.keyboard.press('Enter');
}

/** Looks at all that stands beside the open note, and for a command and a note by their names. */
async function lookAround({ window }: App): Promise<void> {
  for (const tab of ['Outline', 'Links', 'Files', 'History']) {
    if (tab === 'Outline') await window.keyboard.press('ControlOrMeta+Shift+o');
    else await window.getByRole('tab', { name: tab }).click();
    await expect(window.getByRole('tabpanel', { name: tab })).toBeVisible();
  }
  await window.getByRole('button', { name: 'Hide this panel' }).click();
  for (const keys of ['ControlOrMeta+k', 'ControlOrMeta+p']) {
    await window.keyboard.press(keys);
    await expect(window.getByRole('dialog')).toBeVisible();
    await window.keyboard.insertText(words.named);
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toBeHidden();
  }
}

/** What somebody does with notes in an hour, in a few seconds. */
async function live(app: App): Promise<void> {
  const { window } = app;
  await noteRow(window, words.title).click();
  await expect(noteText(window)).toContainText(words.body);
  await noteRow(window, words.marked).click();
  await expect(noteText(window)).toContainText(words.marked);
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(` ${words.typed}`);
  await window.keyboard.press('Enter');
  await window.keyboard.insertText(`${words.undone} and more`);
  await window.keyboard.press('ControlOrMeta+z');
  await window.keyboard.press('ControlOrMeta+f');
  await window.keyboard.insertText(words.found);
  await window.keyboard.press('Escape');
  await noteText(window).getByText(words.copied).dblclick();
  await window.keyboard.press('ControlOrMeta+c');
  await titleField(window).fill(words.retitled);
  await expectSaved(window);
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await window.keyboard.type(words.sought);
  await expect(window.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await searchAndGo(window);
  await showVault(window);
  await showNotes(window);
  await noteRow(window, 'Third').click();
  await expect(noteText(window)).toContainText(words.opened);
  await lookAround(app);
  await window.keyboard.press('ControlOrMeta+Shift+e');
  await expect(library(window)).toBeHidden();
  await window.keyboard.press('ControlOrMeta+Shift+e');
}

test('after locking, no word of a note is left in the memory of the page and of the app’s threads', async ({
  app,
}) => {
  // A picture of a page's memory is 50 MB of text.
  test.setTimeout(180_000);
  await createVault(app, 'Private', [
    {
      title: words.title,
      body: `${words.body} <b>and</b> <script>more.`,
      tags: [words.tag],
      notebook: words.notebook,
    },
    {
      title: 'Other',
      body: `# ${words.marked}\n\n- [ ] **${words.marked}** and \`code\`\n\n| a | b |\n| - | - |\n| ${words.marked} | 2 |\n\n${words.copied} ${words.found}`,
    },
    { title: 'Fourth', body: `Of ${words.hit}.` },
    { title: 'Third', body: `${words.opened} [[Other]] ă`.repeat(3) },
  ]);
  await live(app);

  expect(await wordsInPage(app.window, words)).toEqual(
    expect.arrayContaining([words.title, words.opened, words.retitled]),
  );
  expect((await wordsInThreads(app, 'unlocked', words)).others.length).toBeGreaterThan(0);
  await expectNothingLeft(app, words);
  await unlock(app.window);
  await expect(noteRow(app.window, words.title)).toBeVisible();
});
