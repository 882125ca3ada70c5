import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import {
  check,
  chooseBackupFolder,
  createVault,
  damageFirstNote,
  expectNote,
  library,
  lock,
  noteRow,
  passphrase,
  passphraseField,
  problems,
  showVault,
  unlock,
  writeNote,
} from './steps.ts';

const newPassphrase = 'a lantern on the quay at dusk';

async function changePassphrase(window: Page, current: string, next: string): Promise<void> {
  await window.getByRole('button', { name: 'Change passphrase…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Change passphrase' });
  await dialog.getByLabel('Current passphrase').fill(current);
  await dialog.getByLabel('New passphrase', { exact: true }).fill(next);
  await dialog.getByLabel('Repeat new passphrase').fill(next);
  await dialog.getByRole('button', { name: 'Change passphrase' }).click();
}

test('the passphrase is changed: the wrong one cannot, the old one is refused, the new one opens', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await showVault(window, 'Holders');
  await changePassphrase(window, 'not the one', newPassphrase);
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await window.getByLabel('Current passphrase').fill(passphrase);
  await window.getByRole('dialog').getByRole('button', { name: 'Change passphrase' }).click();
  await expect(window.getByText('Passphrase changed')).toBeVisible();
  await expect(window.getByRole('dialog')).toBeHidden();

  await lock(window);
  await unlock(window, passphrase);
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await unlock(window, newPassphrase);
  await expectNote(window, 'Tides', 'High water at six.');
});

test('after the passphrase and the key have changed, an older backup opens with the old passphrase and no other', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await showVault(window);
  await chooseBackupFolder(app);
  await window.getByRole('tab', { name: 'Holders' }).click();
  await changePassphrase(window, passphrase, newPassphrase);
  await expect(window.getByText('Passphrase changed')).toBeVisible();

  await window.getByRole('tab', { name: 'Vault key' }).click();
  await window.getByRole('button', { name: 'Change the vault key…' }).click();
  await passphraseField(window).fill('not the one');
  await window.getByRole('checkbox', { name: 'Make a new recovery phrase' }).uncheck();
  await window.getByRole('button', { name: 'Change the vault key', exact: true }).click();
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await passphraseField(window).fill(newPassphrase);
  await window.getByRole('button', { name: 'Change the vault key', exact: true }).click();
  await expect(window.getByText('The vault has a new key.')).toBeVisible();
  const older = window.getByRole('list', { name: 'Backups that the old key still opens' });
  await expect(older.getByRole('listitem')).not.toHaveCount(0);

  const copy = join(app.documents, 'From the backup.latchkey');
  await app.chooseFile(copy);
  await older
    .getByRole('button', { name: /^Open beside…: the backup of / })
    .last()
    .click();
  await expect(window.getByRole('heading', { level: 1, name: 'From the backup' })).toBeVisible();
  await unlock(window, newPassphrase);
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await unlock(window, passphrase);
  await expectNote(window, 'Tides', 'High water at six.');

  await app.restart(app.vaultPath('Private'));
  await unlock(app.window, newPassphrase);
  await expectNote(app.window, 'Tides', 'High water at six.');
});

test('the check of every record names a note that was changed outside, and shows it', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'One', 'First text.');
  await writeNote(app.window, 'Two', 'Second text.');
  await showVault(app.window);
  await check(app.window);
  await expect(app.window.getByText('All is well')).toBeVisible();
  await app.quit();
  damageFirstNote(app.vaultPath('Private'));

  await app.start();
  const { window } = app;
  await unlock(window);
  await showVault(window);
  await check(window);
  await expect(problems(window)).toHaveCount(1);
  await expect(problems(window)).toContainText('“One” is damaged');
  await expect(problems(window)).toContainText('What to do.');
  await problems(window).getByRole('button', { name: 'Show the note' }).click();
  await expect(window.getByRole('heading', { name: 'Damaged note' })).toBeVisible();
  await expectNote(window, 'Two', 'Second text.');
});

test('without a folder no backup is made, and the screen says so', async ({ app }) => {
  await createVault(app);
  await showVault(app.window);
  await expect(app.window.getByText('No backups are being made.')).toBeVisible();
  await expect(app.window.getByText('Not checked yet')).toBeVisible();
  await app.cancelDialog();
  await app.window.getByRole('button', { name: 'Choose a backup folder…' }).click();
  await expect(app.window.getByText('No backups are being made.')).toBeVisible();
});

test('a backup is made, opened beside the vault, and changes neither', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Kept', 'In the backup.');
  await showVault(window);
  const folder = await chooseBackupFolder(app);
  await expect(window.getByText(/^Last backup just now/)).toBeVisible();
  await library(window)
    .getByRole('button', { name: /^All notes/ })
    .click();
  await writeNote(window, 'Later', 'Not in the backup.');
  await showVault(window);
  const copy = join(app.documents, 'Beside.latchkey');
  await app.chooseFile(copy);
  await window.getByRole('button', { name: /^Open beside…: the backup of / }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Beside' })).toBeVisible();
  expect(existsSync(copy)).toBe(true);
  await unlock(window);
  await expectNote(window, 'Kept', 'In the backup.');
  await expect(noteRow(window, 'Later')).toHaveCount(0);
  await expect(window.getByRole('alert')).toContainText('older than the one last used here');
  expect(readdirSync(folder).filter((name) => name.endsWith('.latchkey'))).toHaveLength(1);

  await app.restart(app.vaultPath('Private'));
  await unlock(app.window);
  await expectNote(app.window, 'Later', 'Not in the backup.');
});

test('a backup that is opened over a file that is there is refused, and the file stays', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await showVault(window);
  await chooseBackupFolder(app);
  await app.chooseFile(app.vaultPath('Private'));
  await window.getByRole('button', { name: /^Open beside…: the backup of / }).click();
  await expect(window.getByRole('alert')).toContainText('already');
  await expect(library(window)).toBeVisible();
});

test('a backup folder that has gone is told in Health and nowhere else', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await showVault(window);
  const folder = await chooseBackupFolder(app);
  renameSync(folder, `${folder} elsewhere`);
  await window.getByRole('button', { name: 'Back up now' }).click();
  await expect(window.getByRole('alert')).toContainText('The folder for backups is not there.');
  await library(window)
    .getByRole('button', { name: /^All notes/ })
    .click();
  await expect(window.getByRole('alert')).toHaveCount(0);
});

test('an older copy in the place of the vault is named, and can be accepted', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'One', 'First text.');
  await app.quit();
  const path = app.vaultPath('Private');
  const older = `${path}.older`;
  copyFileSync(path, older);
  await app.start();
  await unlock(app.window);
  await writeNote(app.window, 'Two', 'Second text.');
  await app.quit();
  copyFileSync(older, path);

  await app.start();
  await unlock(app.window);
  await expect(app.window.getByRole('alert')).toContainText(
    /This copy of the vault is older than the one last used here, by (one write|\d+ writes)/,
  );
  await app.window.getByRole('button', { name: 'Show in Health' }).click();
  const problem = problems(app.window);
  await expect(problem).toContainText('This is an older copy of the vault');
  await problem.getByRole('button', { name: 'Go on with this copy' }).click();
  await expect(problem).toHaveCount(0);

  await app.restart();
  await unlock(app.window);
  await expect(noteRow(app.window, 'One')).toBeVisible();
  await expect(app.window.getByRole('alert')).toHaveCount(0);
});

test('the menu checks everything and shows the vault’s pages', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'One', 'First text.');
  await app.menu('Vault', 'Check everything now');
  await expect(window.getByText('All is well')).toBeVisible();
  await app.menu('Vault', 'Holders');
  await expect(window.getByRole('heading', { name: 'Who can open this vault' })).toBeVisible();
  await app.menu('Vault', 'Change the vault key…');
  await expect(window.getByRole('heading', { name: 'The vault key' })).toBeVisible();
});
