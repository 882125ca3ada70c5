import { renameSync, symlinkSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectLocked,
  expectNote,
  library,
  lock,
  makeVaultFile,
  noteRow,
  unlock,
  writeNote,
} from './steps.ts';

/** One more vault, unlocked in a window of its own that its menu opens. */
async function openSecond(app: App, name: string): Promise<Page> {
  await makeVaultFile(app.vaultPath(name), []);
  await app.menu('File', 'New window');
  const second = await app.secondWindow();
  const file = app.chooseFile(app.vaultPath(name));
  await second.getByRole('button', { name: 'Open a vault…' }).click();
  await file;
  await unlock(second);
  await expect(library(second)).toBeVisible();
  return second;
}

function heading(window: Page, name: string) {
  return window.getByRole('heading', { level: 1, name });
}

/** Opens the menu behind the vault's name. */
async function openSwitcher(window: Page, vaultName: string): Promise<void> {
  await library(window).getByRole('button', { name: vaultName, exact: true }).click();
}

test('two vaults are open in two windows, and each keeps to itself', async ({ app }) => {
  await createVault(app, 'Private');
  await writeNote(app.window, 'Tides', 'High water at six.');
  const second = await openSecond(app, 'Work');
  await writeNote(second, 'Budget', 'Forty for paper.');
  await expect(noteRow(app.window, 'Budget')).toBeHidden();
  await expect(app.window).toHaveTitle('Private – Latchkey');
  await expect(second).toHaveTitle('Work – Latchkey');
  await lock(second);
  await expectNote(app.window, 'Tides', 'High water at six.');
  await unlock(second);
  await expectNote(second, 'Budget', 'Forty for paper.');

  // A menu's command is for the window in front.
  await app.turnTo(app.window);
  await app.menu('Note', 'Lock');
  await expectLocked(app.window);
  await expect(library(second)).toBeVisible();

  await app.power('suspend');
  await expectLocked(second);
});

test('a vault that one window shows is brought forward, not opened again', async ({ app }) => {
  await createVault(app, 'Private');
  await writeNote(app.window, 'Tides', 'High water at six.');
  await app.menu('File', 'New window');
  const second = await app.secondWindow();
  await app.chooseFile(app.vaultPath('Private'));
  await second.getByRole('button', { name: 'Open a vault…' }).click();
  // The menu is for the window in front, which the first one is from the moment on that the file has been looked at.
  await expect(async () => {
    await app.menu('Note', 'Lock');
    await expect(app.window.getByRole('button', { name: 'Unlock' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(heading(second, 'Latchkey')).toBeVisible();

  // So is one that is opened from outside; another goes to the window that shows none.
  await makeVaultFile(app.vaultPath('Work'), []);
  expect(await app.secondInstance(app.vaultPath('Work'))).toBe(0);
  await expect(heading(second, 'Work')).toBeVisible();
  expect(await app.secondInstance(app.vaultPath('Private'))).toBe(0);
  await expect(heading(second, 'Work')).toBeVisible();
  expect(app.windows).toHaveLength(2);
});

test('a vault that is open in one window is refused to another that names its file otherwise', async ({
  app,
}) => {
  await createVault(app, 'Private');
  symlinkSync(app.vaultPath('Private'), app.vaultPath('Link'));
  await app.menu('File', 'New window');
  const second = await app.secondWindow();
  await app.chooseFile(app.vaultPath('Link'));
  await second.getByRole('button', { name: 'Open a vault…' }).click();
  await expect(second.getByRole('alert')).toContainText('This vault is open elsewhere');
  await lock(app.window);
  await second.getByRole('button', { name: 'Try again' }).click();
  await unlock(second);
  await expect(library(second)).toBeVisible();
});

test('the lock screen offers the vaults that were open before, and forgets one on request', async ({
  app,
}) => {
  await createVault(app, 'Private');
  await lock(app.window);
  await createVault(app, 'Work');
  await openSwitcher(app.window, 'Work');
  await app.window.getByRole('menuitem', { name: 'Private', exact: true }).click();
  await expect(heading(app.window, 'Private')).toBeVisible();
  const others = () => app.window.getByRole('region', { name: 'Other vaults' });
  await others().getByRole('button', { name: /^Work/ }).click();
  await expect(heading(app.window, 'Work')).toBeVisible();

  renameSync(app.vaultPath('Private'), app.vaultPath('Elsewhere'));
  await app.restart();
  await expect(heading(app.window, 'Work')).toBeVisible();
  await expect(others()).toContainText('Its file is not there any more');
  await expectAccessible(app);
  await others().getByRole('button', { name: 'Remove from list: Private' }).click();
  await expect(others()).toBeHidden();
  await app.restart();
  await expect(heading(app.window, 'Work')).toBeVisible();
  await expect(others()).toBeHidden();
});

test('the switcher opens another vault beside this one, and a new one after it', async ({ app }) => {
  await createVault(app, 'Private');
  await lock(app.window);
  await createVault(app, 'Work');
  await openSwitcher(app.window, 'Work');
  await app.window.getByRole('menuitem', { name: 'Open in a new window' }).click();
  await app.window.getByRole('menuitem', { name: 'Private', exact: true }).last().click();
  const second = await app.secondWindow();
  await expect(heading(second, 'Private')).toBeVisible();
  await expect(library(app.window)).toBeVisible();

  await openSwitcher(app.window, 'Work');
  await app.window.getByRole('menuitem', { name: 'New vault…' }).click();
  await expect(app.window.getByRole('textbox', { name: 'Vault name' })).toBeVisible();
});

test('closing one window locks its vault alone, and quitting locks all of them', async ({ app }) => {
  await createVault(app, 'Private');
  await writeNote(app.window, 'Tides', 'High water at six.');
  const second = await openSecond(app, 'Work');
  await app.closeWindow(second);
  await expect.poll(() => app.windows.length).toBe(1);
  await expectNote(app.window, 'Tides', 'High water at six.');

  await openSwitcher(app.window, 'Private');
  await app.window.getByRole('menuitem', { name: 'Open in a new window' }).click();
  await app.window.getByRole('menuitem', { name: 'Work', exact: true }).last().click();
  const third = await app.secondWindow();
  await unlock(third);
  await writeNote(third, 'Budget', 'Forty for paper.');
  expect(await app.quit()).toBe(0);
  await app.start(app.vaultPath('Work'));
  await unlock(app.window);
  await expectNote(app.window, 'Budget', 'Forty for paper.');
});
