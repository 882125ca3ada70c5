import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixture.ts';
import { createVault, expectLocked, library, noteText, unlock, writeNote } from './steps.ts';

async function openSettings(window: Page): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Comma');
  await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
}

function isDark(window: Page): Promise<boolean> {
  return window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
}

function textSize(window: Page): Promise<string> {
  return noteText(window).evaluate((text) => getComputedStyle(text).fontSize);
}

test('a theme and a text size hold in every window at once, and after a restart', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await app.menu('File', 'New window');
  const second = await app.secondWindow();
  await openSettings(second);
  await second.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect.poll(() => isDark(app.window)).toBe(true);
  await second.getByRole('slider', { name: 'Text size of notes' }).fill('22');
  await expect.poll(() => textSize(app.window)).toBe('22px');

  await app.restart();
  await unlock(app.window);
  await app.window.getByRole('listbox', { name: 'Notes' }).getByRole('option').first().click();
  await expect.poll(() => isDark(app.window)).toBe(true);
  await expect.poll(() => textSize(app.window)).toBe('22px');
});

test('the vault locks after the minutes that were set, from the settings as well', async ({ app }) => {
  await createVault(app);
  await openSettings(app.window);
  await expectAccessible(app);
  const minutes = app.window.getByRole('combobox', { name: 'Lock when the computer is idle for' });
  await expect(minutes).toHaveValue('10');
  await minutes.selectOption('2 minutes');
  await app.idle(3 * 60);
  await expectLocked(app.window);
  await expect(app.window.getByText('Locked because the computer was idle.')).toBeVisible();
});

test('what this computer cannot do stays off and says why', async ({ app: { window } }) => {
  test.skip(process.platform !== 'linux', 'other systems can do it');
  await window.getByRole('button', { name: 'Settings' }).click();
  for (const name of ['Check spelling', 'Hide the windows from screenshots']) {
    const control = window.getByRole('switch', { name });
    await expect(control).toBeDisabled();
    await expect(control).toHaveAccessibleDescription(/stays off/);
  }
  await window.keyboard.press('Escape');
  await expect(window.getByRole('heading', { level: 1, name: 'Latchkey' })).toBeVisible();
});

test('a shortcut for quick capture is recorded from the keyboard, and removed', async ({ app }) => {
  const { window } = app;
  await openSettings(window);
  const recorder = window.getByRole('group', { name: 'Quick capture shortcut' });
  await recorder.getByRole('button', { name: 'Record' }).press('Enter');
  // This window's own shortcut for its lab: now it is only recorded.
  await window.keyboard.press('Control+Shift+KeyE');
  await expect(recorder).toContainText('Ctrl+Shift+E');
  await app.restart();
  await openSettings(app.window);
  const again = app.window.getByRole('group', { name: 'Quick capture shortcut' });
  await expect(again).toContainText('Ctrl+Shift+E');
  await again.getByRole('button', { name: 'Remove' }).click();
  await expect(again).toContainText('None');
});

test('how long the trash is kept is set for the vault', async ({ app }) => {
  await createVault(app);
  await openSettings(app.window);
  const days = () => app.window.getByRole('combobox', { name: 'Delete notes in the trash for good' });
  await days().selectOption('After 90 days');
  await expect(days()).toHaveValue('90');
  await app.window.getByRole('button', { name: 'Back' }).click();
  await expect(library(app.window)).toBeVisible();
  await app.restart();
  await unlock(app.window);
  await expect(library(app.window)).toBeVisible();
  await openSettings(app.window);
  await expect(days()).toHaveValue('90');
});

test('a window opens as far zoomed as it was', async ({ app }) => {
  const width = () => app.window.evaluate(() => innerWidth);
  const usual = await width();
  await app.menu('View', 'Zoom in');
  await app.menu('View', 'Zoom in');
  await expect.poll(width).toBeLessThan(usual);
  const zoomed = await width();
  await app.restart();
  await expect.poll(width).toBe(zoomed);
  await app.menu('View', 'Actual size');
  await expect.poll(width).toBe(usual);
});
