import { expect, type Locator, type Page } from '@playwright/test';
import type { App } from '../fixture/app.ts';
import { library, noteText, titleField, unlock } from '../steps.ts';

/** Chooses a vault's file on the first screen, or another one on the lock screen. */
export async function chooseVault(app: App, path: string): Promise<void> {
  await app.chooseFile(path);
  await app.window.getByRole('button', { name: /^Open (a|another) vault…$/ }).click();
}

/** Opens and unlocks a vault from its file. */
export async function openVault(app: App, name: string): Promise<void> {
  await chooseVault(app, app.vaultPath(name));
  await unlock(app.window);
  await expect(library(app.window)).toBeVisible();
}

/** Opens a note from the list, scrolling to it. */
export async function openNote(window: Page, title: string): Promise<void> {
  const list = window.getByRole('listbox', { name: 'Notes' });
  const row = list
    .getByRole('option')
    .filter({ hasText: new RegExp(`^\\s*${title}`) })
    .first();
  await list.evaluate((element) => element.scrollTo(0, 0));
  await list.hover();
  for (let turn = 0; turn < 40 && (await row.count()) === 0; turn += 1) await window.mouse.wheel(0, 300);
  await row.click();
  await expect(titleField(window)).toHaveValue(new RegExp(`^${title.slice(0, 20)}`));
  await expect(noteText(window)).toBeVisible();
}

export async function showPlace(window: Page, name: string): Promise<void> {
  await library(window)
    .getByRole('button', { name: new RegExp(`^${name} [\\d,]+$`) })
    .click();
}

export function inTree(window: Page, tree: 'Notebooks' | 'Tags', name: RegExp): Locator {
  return library(window).getByRole('tree', { name: tree }).getByRole('treeitem', { name });
}

/** Has the cursor at the end of the text, on an empty line. */
export async function atEnd(window: Page): Promise<void> {
  await noteText(window).click({ position: { x: 40, y: 8 } });
  await window.keyboard.press('ControlOrMeta+End');
}

export async function chooseInMenu(window: Page, ...labels: readonly (string | RegExp)[]): Promise<void> {
  for (const name of labels) await window.getByRole('menuitem', { name }).click();
}
