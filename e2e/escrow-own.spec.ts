import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import * as v from 'valibot';
import { escrowSentence } from '../src/contract/lab.ts';
import { openWithAuthority } from '../src/engine/escrow/opening.ts';
import { Keystore } from '../src/escrow/keystore.ts';
import type { App } from './fixture/app.ts';
import { expect, test } from './fixture.ts';
import {
  chooseBackupFolder,
  confirmPhrase,
  createVault,
  createVaultWithPhrase,
  expectLocked,
  expectNote,
  lock,
  passphrase,
  passphraseField,
  showNotes,
  showVault,
  shownPhrase,
  unlock,
  writeNote,
} from './steps.ts';

const note = { title: 'Tides', body: 'High water at six.' };

function banner(window: Page): Locator {
  return window.getByRole('complementary', { name: 'Escrow' });
}

async function chooseWay(window: Page, way: RegExp): Promise<void> {
  await window.getByRole('button', { name: 'Let somebody in…' }).click();
  await window.getByRole('radio', { name: way }).check();
}

/** Makes a key for somebody, into a folder of its own. */
async function makeKey(app: App, place: string, name: string): Promise<string> {
  const folder = join(app.documents, `Key of ${name}`);
  mkdirSync(folder);
  const picker = app.window.getByRole('group', { name: place });
  await picker.getByRole('button', { name: 'Make a new key for them…' }).click();
  await picker.getByLabel('Their name').fill(name);
  await app.chooseFolder(folder);
  await picker.getByRole('button', { name: 'Choose a folder and make the key…' }).click();
  await expect(picker.getByText(`Fingerprint of ${name}`)).toBeVisible();
  return folder;
}

async function letIn(window: Page, sentence = escrowSentence, secret = passphrase): Promise<void> {
  await window.getByLabel('The sentence').fill(sentence);
  await passphraseField(window).fill(secret);
  await window.getByRole('button', { name: 'Let them open this vault' }).click();
}

/** Lets one key holder in, from the notes to the page that says so. Answers where the keys are. */
async function enable(app: App, name = 'Harbour Office'): Promise<string> {
  await showVault(app.window, 'Escrow');
  await chooseWay(app.window, /^One key holder/);
  const folder = await makeKey(app, 'The key holder', name);
  await letIn(app.window);
  await expect(app.window.getByRole('heading', { name: 'Escrow is on' })).toBeVisible();
  return folder;
}

function keystoresIn(...folders: readonly string[]): readonly Keystore[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.keystore.json'))
      .map((file) => v.parse(Keystore, JSON.parse(readFileSync(join(folder, file), 'utf8')))),
  );
}

/** The texts that these keys read in a copy of a file as it lies on the disk, or the code of the error. */
async function readBy(
  app: App,
  file: string,
  keystores: readonly Keystore[],
): Promise<readonly string[] | string> {
  const folder = join(app.documents, `Seized ${readdirSync(app.documents).length}`);
  mkdirSync(folder);
  const path = join(folder, 'copy.latchkey');
  copyFileSync(file, path);
  try {
    const vault = await openWithAuthority({ path, keystores });
    const texts = vault.notes.map(({ id }) => vault.open(id).body);
    vault.lock();
    return texts;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

test('letting one key holder in: the banner is on every screen, and the key opens the file', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, note.title, note.body);
  await expect(banner(window)).toBeHidden();
  const folder = await enable(app);
  const says = '“Harbour Office” can open this vault without you.';

  for (const tab of ['Health', 'Holders', 'Vault key', 'Escrow', 'Import and export'] as const) {
    await window.getByRole('tab', { name: tab }).click();
    await expect(banner(window)).toContainText(says);
  }
  await showNotes(window);
  await expect(banner(window)).toContainText(says);
  await window.keyboard.press('ControlOrMeta+/');
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expect(window.getByText(says)).toBeVisible();
  await window.keyboard.press('Escape');
  await app.menu('View', 'Escrow lab');
  await expect(window.getByRole('navigation', { name: 'Escrow lab' })).toBeVisible();
  await expect(banner(window)).toContainText(says);
  await banner(window).getByRole('button', { name: 'About escrow' }).click();
  await expect(window.getByRole('heading', { name: 'Escrow is on' })).toBeVisible();
  await showNotes(window);

  await lock(window);
  await expect(banner(window)).toContainText(says);
  await expect(window.getByRole('heading', { name: 'Harbour Office' })).toBeVisible();
  await expect(window.getByText('Fingerprint of Harbour Office')).toBeVisible();
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Create a vault' })).toBeVisible();
  await expect(banner(window)).toContainText(says);
  await window.getByRole('button', { name: 'Back' }).click();
  await expectLocked(window);
  expect(await readBy(app, app.vaultPath('Private'), keystoresIn(folder))).toEqual([note.body]);

  await app.restart(app.vaultPath('Private'));
  await expect(banner(app.window)).toContainText(says);
  await unlock(app.window);
  await expectNote(app.window, note.title, note.body);
  await expect(banner(app.window)).toContainText(says);
});

test('the banner stays while a forgotten passphrase is replaced', async ({ app }) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  await confirmPhrase(window, words);
  await enable(app);
  await showNotes(window);
  await lock(window);
  await window.getByRole('button', { name: 'Use the recovery phrase…' }).click();
  await expect(banner(window)).toBeVisible();
  await window.getByRole('textbox', { name: 'Recovery phrase' }).fill(words.join(' '));
  await window.getByRole('button', { name: 'Unlock' }).click();
  await expect(window.getByLabel('New passphrase', { exact: true })).toBeVisible();
  await expect(banner(window)).toBeVisible();
  // Before something that must be done first, there is no way to the page.
  await expect(banner(window).getByRole('button')).toHaveCount(0);
});

test('nobody is let in without the sentence, the passphrase and a key', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await showVault(window, 'Escrow');
  await chooseWay(window, /^One key holder/);
  await letIn(window);
  await expect(window.getByRole('alert')).toContainText('Choose first who is to be let in.');

  const folder = await makeKey(app, 'The key holder', 'Harbour Office');
  await letIn(window, escrowSentence.toLowerCase());
  await expect(window.getByRole('alert')).toContainText('Type the sentence exactly');
  await expect(window.getByLabel('The sentence')).toBeFocused();
  await letIn(window, escrowSentence, 'not the one');
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await expect(banner(window)).toBeHidden();

  // A keystore is no public key; nor is the key of another way.
  await window.getByRole('button', { name: 'Choose another' }).click();
  await app.chooseFile(join(folder, 'Harbour Office.keystore.json'));
  await window.getByRole('button', { name: 'Choose their public key file…' }).click();
  const refusal = window.getByRole('group', { name: 'The key holder' }).getByRole('alert');
  await expect(refusal).toContainText('not the public key file');
  await window.getByRole('radio', { name: /^Several shares/ }).check();
  await app.chooseFile(join(folder, 'Harbour Office.authority.json'));
  await window.getByRole('button', { name: 'Choose their public key file…' }).click();
  const shares = window.getByRole('group', { name: 'The holders of the shares' });
  await expect(shares.getByRole('alert')).toContainText('another way of access');

  await window.getByRole('radio', { name: /^One key holder/ }).check();
  await app.chooseFile(join(folder, 'Harbour Office.authority.json'));
  await window.getByRole('button', { name: 'Choose their public key file…' }).click();
  await expect(window.getByText('Fingerprint of Harbour Office')).toBeVisible();
  await letIn(window);
  await expect(window.getByRole('heading', { name: 'Escrow is on' })).toBeVisible();
});

test('two holders who must agree open the file together, and neither alone', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, note.title, note.body);
  await showVault(window, 'Escrow');
  await chooseWay(window, /^Two holders/);
  const court = await makeKey(app, 'The first holder', 'Town Court');
  const bank = await makeKey(app, 'The second holder', 'Bank');
  await letIn(window);
  await expect(banner(window)).toContainText(
    '“Town Court” and “Bank” can together open this vault without you.',
  );
  await showNotes(window);
  await lock(window);
  const file = app.vaultPath('Private');
  expect(await readBy(app, file, keystoresIn(court))).toBe('wrong-authority-key');
  expect(await readBy(app, file, keystoresIn(bank))).toBe('wrong-authority-key');
  expect(await readBy(app, file, keystoresIn(court, bank))).toEqual([note.body]);
});

test('shares of one key: two of the three open the file', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, note.title, note.body);
  await showVault(window, 'Escrow');
  await chooseWay(window, /^Several shares/);
  const folder = await makeKey(app, 'The holders of the shares', 'Trustees');
  await expect(window.getByText('Trustees, share 3 of 3.keystore.json')).toBeVisible();
  await letIn(window);
  await expect(banner(window)).toContainText('once enough shares of the key come together');
  await showNotes(window);
  await lock(window);
  const file = app.vaultPath('Private');
  expect(await readBy(app, file, keystoresIn(folder).slice(1))).toEqual([note.body]);
  expect(await readBy(app, file, keystoresIn(folder).slice(1, 2))).toBe('too-few-shares');
});

test('turning escrow off: the live file is closed to the key, the copies from before are not, and are listed', async ({
  app,
}) => {
  test.setTimeout(90_000);
  const { window } = app;
  await createVault(app);
  await writeNote(window, note.title, note.body);
  const folder = await enable(app);
  await window.getByRole('tab', { name: 'Health' }).click();
  const backups = await chooseBackupFolder(app);
  await showNotes(window);
  await lock(window);
  const file = app.vaultPath('Private');
  const copy = join(app.documents, 'Old copy.latchkey');
  copyFileSync(file, copy);
  await unlock(window);

  await showVault(window, 'Vault key');
  await expect(window.getByText('Escrow stays on.')).toBeVisible();
  await window.getByRole('tab', { name: 'Holders' }).click();
  await window.getByRole('button', { name: 'About escrow, and how to turn it off…' }).click();
  await window.getByRole('button', { name: 'Turn escrow off…' }).click();
  await passphraseField(window).fill('not the one');
  await window.getByRole('button', { name: 'Turn escrow off', exact: true }).click();
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await expect(banner(window)).toBeVisible();
  await passphraseField(window).fill(passphrase);
  await window.getByRole('button', { name: 'Turn escrow off', exact: true }).click();
  await expect(window.getByRole('heading', { name: 'Your new recovery phrase' })).toBeVisible();
  await expect(banner(window)).toBeHidden();
  expect(await shownPhrase(window)).toHaveLength(24);
  await window.getByRole('button', { name: 'I have written them down' }).click();
  await window.getByRole('button', { name: /^Skip/ }).click();
  await expect(window.getByRole('heading', { name: 'Escrow is off' })).toBeVisible();
  const open = window.getByRole('list', { name: 'Backups that Harbour Office can still open' });
  await expect(open.getByRole('listitem')).not.toHaveCount(0);

  await showNotes(window);
  await expectNote(window, note.title, note.body);
  await lock(window);
  await expect(banner(window)).toBeHidden();
  const keystores = keystoresIn(folder);
  expect(await readBy(app, file, keystores)).toBe('wrong-authority-key');
  expect(await readBy(app, copy, keystores)).toEqual([note.body]);
  const [oldest] = readdirSync(backups).filter((name) => name.endsWith('.latchkey'));
  expect(await readBy(app, join(backups, oldest ?? ''), keystores)).toEqual([note.body]);
});
