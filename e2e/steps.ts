import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, type Locator, type Page } from '@playwright/test';
import { nodeArgon2 } from '../src/engine/fixtures/node-argon2.ts';
import { createStore } from '../src/engine/sqlite-store.ts';
import { createVault as newVault, type NewNote } from '../src/vault/index.ts';
import type { App } from './fixture/app.ts';

/** The passphrase of every vault in these specs that does not say otherwise. */
export const passphrase = 'seven tall ships at anchor';

/**
 * A vault of somebody who has used Latchkey for a while, opened from its file, with these notes in it. Its passphrase costs as
 * little as one may, and there is no recovery phrase.
 */
export async function createVault(app: App, name = 'Private', notes: readonly NewNote[] = []): Promise<void> {
  const { window } = app;
  const path = app.vaultPath(name);
  await makeVaultFile(path, notes);
  const file = app.chooseFile(path);
  await window.getByRole('button', { name: /^Open (a|another) vault…$/ }).click();
  await file;
  // Until then the lock screen may be another vault’s.
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  await unlock(window);
  await expect(library(window)).toBeVisible();
}

/** Makes a vault file with these notes, of the same passphrase. */
export async function makeVaultFile(path: string, notes: readonly NewNote[]): Promise<void> {
  const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };
  const store = createStore(path);
  const vault = await newVault(store, { passphrase, kdf, deriveKey: nodeArgon2 });
  vault.openInbox();
  vault.createMany(notes);
  store.publish();
  vault.lock();
}

/** Creates a vault as a person does on the first day, does without a recovery phrase, and ends in its empty workspace. */
export async function createFirstVault(app: App, name = 'Private'): Promise<void> {
  await createVaultWithPhrase(app, name);
  await skipPhrase(app.window);
}

/** Leaves the first day's recovery phrase for another day. */
export async function skipPhrase(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Not now' }).click();
  await expect(library(window)).toBeVisible();
}

/** Creates a vault and ends at its recovery phrase. Answers the 24 words. */
export async function createVaultWithPhrase(app: App, name = 'Private'): Promise<readonly string[]> {
  const { window } = app;
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await window.getByRole('textbox', { name: 'Vault name' }).fill(name);
  const folder = app.chooseFolder(app.documents);
  await window.getByRole('button', { name: 'Change…' }).click();
  await folder;
  await expect(window.getByText(app.documents)).toBeVisible();
  await window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await window.getByLabel('Repeat passphrase').fill(passphrase);
  await window.getByRole('button', { name: 'Create vault' }).click();
  return shownPhrase(window);
}

/** The words of the recovery phrase on the screen, in order. */
export async function shownPhrase(window: Page): Promise<readonly string[]> {
  const items = window.getByRole('list', { name: 'Recovery phrase' }).getByRole('listitem');
  await expect(items).toHaveCount(24);
  const texts = await items.allTextContents();
  return texts.map((text) => text.replace(/^\d+/, ''));
}

/** Answers what the confirmation asks for, from the paper. */
export async function confirmPhrase(window: Page, words: readonly string[]): Promise<void> {
  await window.getByRole('button', { name: 'I have written them down' }).click();
  const fields = window.getByRole('textbox', { name: /^Word \d+$/ });
  await expect(fields).toHaveCount(3);
  for (const field of await fields.all()) {
    const position = Number((await field.getAttribute('data-position')) ?? 0);
    await field.fill(words[position - 1] ?? '');
  }
  await window.getByRole('button', { name: 'Check the words' }).click();
}

export function library(window: Page): Locator {
  return window.getByRole('navigation', { name: 'Library' });
}

export function noteRow(window: Page, title: string): Locator {
  return window.getByRole('listbox', { name: 'Notes' }).getByRole('option').filter({ hasText: title });
}

export function titleField(window: Page): Locator {
  return window.getByRole('textbox', { name: 'Title' });
}

export function noteText(window: Page): Locator {
  return window.getByRole('textbox', { name: 'Note text' });
}

/** What the screen says while a vault is locked and can be unlocked. */
export function passphraseField(window: Page): Locator {
  return window.getByLabel('Passphrase', { exact: true });
}

/** Types a note and does not wait for anything. */
export async function typeNote(window: Page, title: string, text: string): Promise<void> {
  await window.getByRole('button', { name: 'New note', exact: true }).click();
  await titleField(window).fill(title);
  await noteText(window).click();
  await window.keyboard.insertText(text);
}

/** Writes a note and waits until it is on the disk. */
export async function writeNote(window: Page, title: string, text: string): Promise<void> {
  await typeNote(window, title, text);
  await expect(noteRow(window, title)).toBeVisible();
  await expectSaved(window);
}

export async function expectSaved(window: Page): Promise<void> {
  await expect(window.getByRole('main', { name: 'Note' }).getByRole('status')).toHaveText('Saved');
}

export async function lock(window: Page): Promise<void> {
  await library(window).getByRole('button', { name: 'Lock' }).click();
  await expectLocked(window);
}

export async function expectLocked(window: Page): Promise<void> {
  await expect(window.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expect(library(window)).toBeHidden();
}

export async function unlock(window: Page, secret = passphrase): Promise<void> {
  await passphraseField(window).fill(secret);
  await window.getByRole('button', { name: 'Unlock' }).click();
}

/** Opens a note of the list, and waits until it is the one on the screen: what is typed before goes into the one before. */
export async function openNote(window: Page, title: string): Promise<void> {
  await noteRow(window, title).click();
  await expect(titleField(window)).toHaveValue(title);
}

/** Opens a note from the list and waits for its text. */
export async function expectNote(window: Page, title: string, text: string): Promise<void> {
  await openNote(window, title);
  await expect(noteText(window)).toHaveText(text);
}

/** Shows a page of the vault’s own area. */
export async function showVault(
  window: Page,
  tab: 'Health' | 'Holders' | 'Vault key' | 'Escrow' | 'Import and export' = 'Health',
): Promise<void> {
  await library(window).getByRole('button', { name: 'Vault' }).click();
  await window.getByRole('tab', { name: tab }).click();
}

/** Goes back to the notes. */
export async function showNotes(window: Page): Promise<void> {
  await library(window)
    .getByRole('button', { name: /^All notes/ })
    .click();
}

/** Makes a folder and has it used for backups, from the health page; ends when the first backup is there. */
export async function chooseBackupFolder(app: App): Promise<string> {
  const folder = join(app.documents, 'Backups');
  mkdirSync(folder);
  await app.chooseFolder(folder);
  await app.window.getByRole('button', { name: 'Choose a backup folder…' }).click();
  await expect(backups(app.window)).toHaveCount(1);
  return folder;
}

export function backups(window: Page): Locator {
  return window.getByRole('list', { name: 'Backups', exact: true }).getByRole('listitem');
}

export async function check(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Check everything now' }).click();
  await expect(window.getByText(/^Last check /)).toBeVisible();
}

export function problems(window: Page): Locator {
  return window.getByRole('list', { name: 'Problems' }).getByRole('listitem');
}

/** Changes a vault's file with SQL while the app does not run. */
export function tamper(path: string, sql: string): void {
  const vault = new DatabaseSync(path);
  vault.exec(sql);
  vault.close();
}

/** Damages the text of the note that was written first. */
export function damageFirstNote(path: string): void {
  tamper(
    path,
    // Another last byte, whatever it was.
    `UPDATE content SET sealed = CAST(substr(sealed, 1, length(sealed) - 1)
       || CASE substr(sealed, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)
     WHERE rowid = (SELECT min(rowid) FROM content)`,
  );
}
