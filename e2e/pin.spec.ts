import type { Page } from '@playwright/test';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test } from './fixture.ts';
import {
  createVault,
  expectLocked,
  expectNote,
  library,
  lock,
  passphrase,
  passphraseField,
  showVault,
  unlock,
  writeNote,
} from './steps.ts';

// Each unlocking takes a derivation, and these have many.
test.describe.configure({ timeout: 90_000 });

const pin = '830216';

function pinField(window: Page) {
  return window.getByLabel(/^PIN for the key on /);
}

async function unlockByPin(window: Page, typed: string): Promise<void> {
  await pinField(window).fill(typed);
  await window.getByRole('button', { name: 'Unlock' }).click();
}

/** Sets a PIN for the open vault, and ends on the holders page. */
async function setPin(window: Page, typed = pin): Promise<void> {
  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Set a PIN…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Set a PIN on this computer' });
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await dialog.getByLabel('New PIN', { exact: true }).fill(typed);
  await dialog.getByLabel('Repeat new PIN').fill(typed);
  await dialog.getByRole('button', { name: 'Set PIN' }).click();
  await expect(window.getByText('PIN set')).toBeVisible();
  await expect(dialog).toBeHidden();
}

test('a PIN opens the vault on this computer, and still does after a restart of the app', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await setPin(app.window);
  await expect(app.window.getByRole('list', { name: 'Holders' })).toContainText('on this computer');
  await lock(app.window);
  await expect(pinField(app.window)).toBeFocused();
  await unlockByPin(app.window, pin);
  await expectNote(app.window, 'Tides', 'High water at six.');

  await app.restart();
  await unlockByPin(app.window, pin);
  await expectNote(app.window, 'Tides', 'High water at six.');
});

test('after five wrong PINs only the passphrase opens the vault, and then the PIN does again', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await setPin(window);
  await lock(window);

  await unlockByPin(window, '000001');
  await expect(window.getByRole('alert')).toHaveText('That is not the PIN.');
  await expect(window.getByText(/more tr(y|ies)/)).toBeHidden();
  for (const left of ['3 more tries', '2 more tries', 'One more try']) {
    await unlockByPin(window, '000002');
    await expect(window.getByText(left)).toBeVisible();
    await expect(pinField(window)).toBeFocused();
  }
  await unlockByPin(window, '000003');
  await expect(window.getByText('The PIN was wrong five times')).toBeVisible();
  await expect(pinField(window)).toBeHidden();
  await expect(passphraseField(window)).toBeFocused();

  await unlock(window);
  await expectNote(window, 'Tides', 'High water at six.');
  await lock(window);
  await unlockByPin(window, pin);
  await expectNote(window, 'Tides', 'High water at six.');
});

test('the tries of a PIN are counted over a restart of the app', async ({ app }) => {
  await createVault(app);
  await setPin(app.window);
  await lock(app.window);
  await unlockByPin(app.window, '000001');
  await expect(app.window.getByRole('alert')).toHaveText('That is not the PIN.');
  await app.kill();
  await app.start();
  await unlockByPin(app.window, '000002');
  await expect(app.window.getByText('3 more tries')).toBeVisible();
});

test('the passphrase opens a vault with a PIN as before, and the PIN can be changed and removed', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await setPin(window);
  await window.getByRole('button', { name: 'Change PIN…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Change the PIN' });
  await dialog.getByLabel('Current passphrase').fill('not the one');
  await dialog.getByLabel('New PIN', { exact: true }).fill('gull 42');
  await dialog.getByLabel('Repeat new PIN').fill('gull 42');
  await dialog.getByRole('button', { name: 'Change PIN' }).click();
  await expect(dialog.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Change PIN' }).click();
  await expect(window.getByText('PIN changed')).toBeVisible();
  await lock(window);
  await unlockByPin(window, pin);
  await expect(window.getByRole('alert')).toHaveText('That is not the PIN.');
  await window.getByRole('button', { name: 'Use the passphrase instead' }).click();
  await expect(passphraseField(window)).toBeFocused();
  await window.getByRole('button', { name: 'Use the PIN instead' }).click();
  await unlockByPin(window, 'gull 42');
  await expect(library(window)).toBeVisible();

  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Remove PIN…' }).click();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Remove PIN' }).click();
  await expect(window.getByRole('button', { name: 'Set a PIN…' })).toBeVisible();
  await lock(window);
  await expectLocked(window);
  await expect(pinField(window)).toBeHidden();
  await unlock(window);
  await expect(library(window)).toBeVisible();
});

test('a PIN that anybody would try is not taken', async ({ app: { window }, app }) => {
  await createVault(app);
  await showVault(window, 'Holders');
  await window.getByRole('button', { name: 'Set a PIN…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Set a PIN on this computer' });
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  const field = dialog.getByLabel('New PIN', { exact: true });
  for (const [typed, why] of [
    ['830', 'at least 6'],
    ['123456', 'first that anybody would try'],
  ] as const) {
    await field.fill(typed);
    await dialog.getByRole('button', { name: 'Set PIN' }).click();
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription(new RegExp(why));
  }
  await field.fill(pin);
  await dialog.getByLabel('Repeat new PIN').fill('830261');
  await dialog.getByRole('button', { name: 'Set PIN' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('The two PINs differ.');
});

test('where the system’s keychain keeps plain text no PIN can be set, and one set before asks for the passphrase', async ({
  app,
}) => {
  test.skip(chosenRuntime().kind === 'electron', 'only the Chromium host has a keychain to choose');
  await createVault(app);
  await setPin(app.window);
  process.env.LATCHKEY_HOST_KEYCHAIN = 'basic_text';
  try {
    await app.restart();
  } finally {
    delete process.env.LATCHKEY_HOST_KEYCHAIN;
  }
  const { window } = app;
  await expect(passphraseField(window)).toBeVisible();
  await expect(pinField(window)).toBeHidden();
  await unlock(window);
  await showVault(window, 'Holders');
  await expect(window.getByText('the system’s keychain cannot keep secrets on this computer')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Change PIN…' })).toBeHidden();
  await expect(window.getByRole('button', { name: 'Set a PIN…' })).toBeHidden();
});
