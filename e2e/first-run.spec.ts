import { existsSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import {
  createFirstVault,
  createVault,
  expectNote,
  library,
  lock,
  passphrase,
  passphraseField,
  skipPhrase,
  unlock,
  writeNote,
} from './steps.ts';

test('the first screen offers to create a vault or to open one', async ({ app: { window } }) => {
  await expect(window.getByRole('heading', { level: 1, name: 'Latchkey' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Create a vault' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Open a vault…' })).toBeVisible();
});

test('a person creates a vault and writes the first note', async ({ app }) => {
  await createFirstVault(app, 'Private');
  await writeNote(app.window, 'First light', 'The harbour was quiet.');
  await expectNote(app.window, 'First light', 'The harbour was quiet.');
  expect(existsSync(app.vaultPath('Private'))).toBe(true);
});

test('a suggested passphrase opens the vault that was created with it', async ({ app }) => {
  const { window } = app;
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await app.chooseFolder(app.documents);
  await window.getByRole('button', { name: 'Change…' }).click();
  await window.getByRole('button', { name: 'Suggest a passphrase' }).click();
  const field = window.getByLabel('Passphrase', { exact: true });
  await expect(field).toHaveValue(/^[a-z-]+( [a-z-]+){5}$/);
  const suggested = await field.inputValue();
  await expect(window.getByLabel('Repeat passphrase')).toHaveValue(suggested);
  await window.getByRole('button', { name: 'Create vault' }).click();
  await skipPhrase(window);
  await lock(window);
  await unlock(window, suggested);
  await expect(library(window)).toBeVisible();
});

test('two passphrases that differ create nothing', async ({ app }) => {
  const { window } = app;
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await app.chooseFolder(app.documents);
  await window.getByRole('button', { name: 'Change…' }).click();
  await window.getByRole('textbox', { name: 'Vault name' }).fill('Twice');
  await passphraseField(window).fill(passphrase);
  await window.getByLabel('Repeat passphrase').fill(`${passphrase}!`);
  await window.getByRole('button', { name: 'Create vault' }).click();
  await expect(window.getByRole('alert')).toBeVisible();
  await expect(window.getByLabel('Repeat passphrase')).toBeFocused();
  expect(existsSync(app.vaultPath('Twice'))).toBe(false);
});

test('creating a vault where a file of that name lies says so and leaves the file alone', async ({ app }) => {
  await createVault(app, 'Private');
  await writeNote(app.window, 'Kept', 'Still here.');
  await lock(app.window);
  await app.window.getByRole('button', { name: 'Create a vault' }).click();
  await app.window.getByRole('textbox', { name: 'Vault name' }).fill('Private');
  await passphraseField(app.window).fill('another passphrase altogether');
  await app.window.getByLabel('Repeat passphrase').fill('another passphrase altogether');
  await app.window.getByRole('button', { name: 'Create vault' }).click();
  await expect(app.window.getByRole('alert')).toContainText('already');
  await expect(app.window.getByRole('textbox', { name: 'Vault name' })).toBeFocused();

  await app.window.getByRole('button', { name: 'Back' }).click();
  await unlock(app.window);
  await expectNote(app.window, 'Kept', 'Still here.');
});
