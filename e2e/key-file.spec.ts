import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './fixture.ts';
import {
  confirmPhrase,
  createVault,
  createVaultWithPhrase,
  expectLocked,
  expectNote,
  lock,
  passphrase,
  showVault,
  unlock,
  writeNote,
} from './steps.ts';

// Each unlocking takes a derivation, and these have many.
test.describe.configure({ timeout: 90_000 });

/** Makes a key file for the open vault, and ends on the holders page. */
async function makeKeyFile(app: App): Promise<string> {
  const { window } = app;
  const file = join(app.documents, 'Stick.latchkey-key');
  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Make a key file…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Make a key file' });
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await app.chooseFile(file);
  await dialog.getByRole('button', { name: 'Choose a place…' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText('Key file made.')).toBeVisible();
  return file;
}

function keyFileRow(window: Page) {
  return window.getByRole('group', { name: 'Key file' });
}

async function chooseKeyFile(app: App, file: string): Promise<void> {
  await app.chooseFile(file);
  await keyFileRow(app.window)
    .getByRole('button', { name: /^Choose / })
    .click();
}

test('a vault with a key file is refused without it, and with another file, and opens with it', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  const file = await makeKeyFile(app);
  expect(readFileSync(file, 'utf8')).toMatch(/^Latchkey key file 1\n[0-9a-f]{64}\n[0-9a-f]{8}\n$/);
  await expect(window.getByRole('list', { name: 'Holders' })).toContainText(
    'Only together with its key file',
  );
  await lock(window);

  const remove = keyFileRow(window).getByRole('button', { name: 'Remove key file' });
  if (await remove.isVisible()) await remove.click();
  await unlock(window);
  await expect(window.getByRole('alert')).toContainText('only together with its key file');
  await expect(keyFileRow(window)).toHaveAccessibleDescription(/only together with its key file/);
  await expect(keyFileRow(window).getByRole('button', { name: 'Choose key file…' })).toBeFocused();

  const letter = join(app.documents, 'letter.txt');
  writeFileSync(letter, 'Dear harbour master,\n');
  await chooseKeyFile(app, letter);
  await expect(keyFileRow(window)).toContainText('letter.txt');
  await window.getByRole('button', { name: 'Unlock' }).click();
  await expect(keyFileRow(window)).toHaveAccessibleDescription(/key file/);
  await expectLocked(window);

  await chooseKeyFile(app, file);
  await expect(keyFileRow(window)).toContainText('Stick.latchkey-key');
  await unlock(window, 'not the one');
  await expect(window.getByRole('alert')).toContainText(
    'does not open this vault together with that key file',
  );
  await unlock(window);
  await expectNote(window, 'Tides', 'High water at six.');
});

test('the key file is remembered over a restart, and the passphrase opens alone once it is dropped', async ({
  app,
}) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  const file = await makeKeyFile(app);
  await lock(app.window);
  await chooseKeyFile(app, file);
  await unlock(app.window);
  await expectNote(app.window, 'Tides', 'High water at six.');

  await app.restart();
  const { window } = app;
  await expect(keyFileRow(window)).toContainText('Stick.latchkey-key');
  await unlock(window);
  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Do without the key file…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Do without the key file?' });
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Do without it' }).click();
  await expect(window.getByText('The passphrase opens this vault alone from now on.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Make a key file…' })).toBeVisible();
  await lock(window);
  await expect(keyFileRow(window)).toBeHidden();
  await unlock(window);
  await expectNote(window, 'Tides', 'High water at six.');
});

test('no key file is made where no place is chosen, or with the wrong passphrase, or over another file', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Make a key file…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Make a key file' });
  await expect(dialog).toContainText('This vault has no recovery phrase');
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await app.cancelDialog();
  await dialog.getByRole('button', { name: 'Choose a place…' }).click();
  await expect(dialog.getByRole('status')).toContainText('No key file was made');

  const taken = join(app.documents, 'taken.latchkey-key');
  writeFileSync(taken, 'mine');
  await app.chooseFile(taken);
  await dialog.getByRole('button', { name: 'Choose a place…' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(readFileSync(taken, 'utf8')).toBe('mine');

  await dialog.getByLabel('Current passphrase').fill('not the one');
  await app.chooseFile(join(app.documents, 'new.latchkey-key'));
  await dialog.getByRole('button', { name: 'Choose a place…' }).click();
  await expect(dialog.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await window.keyboard.press('Escape');
  await lock(window);
  await unlock(window);
  await showVault(window, 'Holders');
  await expect(window.getByRole('button', { name: 'Make a key file…' })).toBeVisible();
});

test('the recovery phrase opens a vault whose key file is lost', async ({ app }) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  await confirmPhrase(window, words);
  await writeNote(window, 'Tides', 'High water at six.');
  await makeKeyFile(app);
  await lock(window);
  await window.getByRole('button', { name: 'Use the recovery phrase…' }).click();
  await window.getByRole('textbox', { name: 'Recovery phrase' }).fill(words.join(' '));
  await window.getByRole('button', { name: 'Unlock with these words' }).click();
  await window.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await window.getByLabel('Repeat new passphrase').fill(passphrase);
  await window.getByRole('button', { name: 'Set the passphrase' }).click();
  await expectNote(window, 'Tides', 'High water at six.');
  await lock(window);
  await expect(keyFileRow(window)).toBeHidden();
});
