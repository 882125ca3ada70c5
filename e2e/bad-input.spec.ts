import { openStore } from '../src/engine/sqlite-store.ts';
import { nodeArgon2 } from '../src/engine/fixtures/node-argon2.ts';
import { unlockVault, type NewNote } from '../src/vault/index.ts';
import type { Page } from '@playwright/test';
import { paste } from './file-steps.ts';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectSaved,
  library,
  lock,
  noteRow,
  noteText,
  openNote,
  passphrase,
  titleField,
} from './steps.ts';

const prose = 'The harbour master said **nothing** of ropes, of [lamps](https://lamps.example) or `tides`. ';

/** Texts that somebody has, or pastes by mistake, or makes to do harm; each title is one word. */
const texts: Readonly<Record<string, string>> = {
  Megabytes: `${prose.repeat(6)}\n\n`.repeat(9_300),
  Lines: 'A line of words\n'.repeat(100_000),
  Unbroken: 'x'.repeat(1_000_000),
  Deep: `${'> '.repeat(2_000)}deep\n${'- '.repeat(2_000)}deep`,
  Brackets: '[*_'.repeat(30_000),
  Shapeless: 'a\u0000b\u0007c\u2028d\u2029e\ufeff\u202ef\u2066g',
  Mixed: 'שלום Latchkey مرحبا 42 e\u0301\n\n- פריט ✍️ 👩🏽‍🚀',
  Scripts:
    '<img src=x onerror="document.title=1"><script>document.title=2</script>[a](javascript:document.title=3)',
};

const names = Object.keys(texts);

function notes(): readonly NewNote[] {
  return names.map((title, index) => {
    const at = Date.now() - index * 60_000;
    return { title, body: texts[title] ?? '', createdAt: at, updatedAt: at };
  });
}

/** The texts as they lie in the file. The app has locked it. */
async function textsInFile(app: App): Promise<Readonly<Record<string, string>>> {
  const store = openStore(app.vaultPath('Private'));
  const vault = await unlockVault(store, { kind: 'passphrase', passphrase, deriveKey: nodeArgon2 });
  const found = vault
    .list()
    .filter((entry) => entry.state === 'readable')
    .map(({ id, title }) => [title, vault.open(id).body] as const);
  vault.lock();
  return Object.fromEntries(found);
}

async function editAtBothEnds(window: Page, title: string): Promise<void> {
  await openNote(window, title);
  await noteText(window).press('ControlOrMeta+Home');
  await window.keyboard.insertText('Begun. ');
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(' Ended.');
  await expectSaved(window);
}

test('texts of every awkward kind are opened, written in and saved character by character', async ({
  app: { window },
  app,
}) => {
  test.setTimeout(90_000);
  await createVault(app, 'Private', notes());
  for (const title of names) await editAtBothEnds(window, title);
  await expect(window).toHaveTitle('Private – Latchkey');
  await lock(window);
  await app.quit();
  const found = await textsInFile(app);
  for (const title of names) {
    // Each text is compared by itself: a difference of megabytes says nothing.
    expect(found[title] === `Begun. ${texts[title] ?? ''} Ended.`, title).toBe(true);
  }
});

test('ten thousand tags, notebooks a hundred deep and an endless title leave the library usable', async ({
  app: { window },
  app,
}) => {
  const tagged = Array.from({ length: 100 }, (_, note) => ({
    title: `Tagged ${note}`,
    body: 'Text.',
    tags: Array.from({ length: 100 }, (_each, tag) => `tag ${note * 100 + tag}`),
  }));
  const deep = Array.from({ length: 100 }, (_, level) => `level ${level + 1}`).join('/');
  const long = `Endless ${'title '.repeat(1_665)}`.slice(0, 10_000);
  const later = Date.now() + 60_000;
  await createVault(app, 'Private', [
    ...tagged,
    { title: 'Deepest', body: 'Found.', notebook: deep, updatedAt: later },
    { title: long, body: 'Short.', updatedAt: later },
  ]);
  const filter = library(window).getByRole('textbox', { name: 'Filter tags' });
  await filter.fill('tag 9999');
  await library(window)
    .getByRole('tree', { name: 'Tags' })
    .getByRole('treeitem', { name: /^tag 9999/ })
    .click();
  await noteRow(window, 'Tagged 99').click();
  await expect(noteText(window)).toHaveText('Text.');

  const notebooks = library(window).getByRole('tree', { name: 'Notebooks' });
  await notebooks.focus();
  for (let level = 1; level < 100; level += 1) {
    await window.keyboard.press('ArrowRight');
    await window.keyboard.press('ArrowDown');
  }
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: 'level 100' })).toBeVisible();
  await noteRow(window, 'Deepest').click();
  await expect(noteText(window)).toHaveText('Found.');

  await library(window)
    .getByRole('button', { name: /^All notes/ })
    .click();
  await noteRow(window, 'Endless').click();
  await expect(titleField(window)).toHaveValue(long);
  await titleField(window).press('ControlOrMeta+End');
  await paste(titleField(window), { 'text/plain': 'more' });
  await expect(
    window.getByText(/A title can hold 10,000 characters; it would have had 10,00\d\./),
  ).toBeVisible();
  const places = library(window).locator('[data-scroller]').first();
  expect(await places.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('halves of characters and HTML made to choke on are pasted as far as they make sense', async ({
  app: { window },
  app,
}) => {
  await createVault(app, 'Private', [{ title: 'Pasted', body: '' }]);
  await openNote(window, 'Pasted');
  await noteText(window).click();
  await window.keyboard.insertText('Half: \ud83d.');
  await expectSaved(window);
  const tables = '<table><tr><td>'.repeat(5_000);
  const styled = '<b>b</b><i style="width:1px">i</i>'.repeat(100_000);
  for (const html of [tables, styled, `<p>${'<span>x'.repeat(40_000)}`]) {
    await window.keyboard.press('ControlOrMeta+a');
    await paste(noteText(window), { 'text/plain': 'Only words.', 'text/html': html });
  }
  await window.keyboard.press('ControlOrMeta+a');
  await paste(noteText(window), { 'text/plain': 'Only words.' });
  await expect(noteText(window)).toHaveText('Only words.');
  await expectSaved(window);
  await lock(window);
});
