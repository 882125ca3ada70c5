import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectNote,
  noteRow,
  passphrase,
  passphraseField,
  showNotes,
  showVault,
  unlock,
} from './steps.ts';

/** Enough notes for a change of key to take a while. */
const many = 1500;

/** A day apart, so that the list is in their order. */
const logbook = Array.from({ length: many }, (_, index) => {
  const day = index + 1;
  return { title: `Day ${day}`, body: `Day ${day} at sea. `.repeat(50), updatedAt: day * 86_400_000 };
});

/** Kills the app in the middle of a change of key, and starts it again. */
async function cutOffRotation(app: App): Promise<void> {
  await createVault(app, 'Private', [...logbook, { title: 'Tides', body: 'High water at six.' }]);
  await showVault(app.window, 'Vault key');
  await app.window.getByRole('button', { name: 'Change the vault key…' }).click();
  await passphraseField(app.window).fill(passphrase);
  await app.window.getByRole('checkbox', { name: 'Make a new recovery phrase' }).uncheck();
  // Watched from before the start, since a quick machine is done within the second.
  const killed = killAt(app, 500_000);
  await app.window.getByRole('button', { name: 'Change the vault key', exact: true }).click();
  await killed;
  expect(drafts(app)).toHaveLength(1);
  await app.start(app.vaultPath('Private'));
  await unlock(app.window);
}

/** Kills the app once this many bytes are sealed again, which leaves as many to do. */
async function killAt(app: App, bytes: number): Promise<void> {
  while (draftBytes(app) < bytes) await setTimeout(2);
  await app.kill();
}

/** Of the draft and of its log, in which everything is until the end. */
function draftBytes({ documents }: App): number {
  const files = readdirSync(documents).filter((name) => name.includes('.rotating-'));
  return files.reduce((sum, name) => {
    // It may be gone since.
    return sum + (statSync(join(documents, name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

/** What a change of key has left beside the vault. */
function drafts(app: App): readonly string[] {
  return readdirSync(app.documents).filter((name) => /\.rotating-[^-]+$/.test(name));
}

test('a change of key that was cut off is told, and carried on', async ({ app }) => {
  await cutOffRotation(app);
  const { window } = app;
  await expect(window.getByText('A change of the vault key was cut off.')).toBeVisible();
  await window.getByRole('button', { name: 'Carry on or discard…' }).click();
  await expect(window.getByRole('heading', { name: 'A change of key was cut off' })).toBeVisible();
  await window.getByRole('button', { name: 'Carry on…' }).click();
  await window.getByRole('checkbox', { name: 'Make a new recovery phrase' }).uncheck();
  await passphraseField(window).fill('not the one');
  await window.getByRole('button', { name: 'Carry on', exact: true }).click();
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await passphraseField(window).fill(passphrase);
  await window.getByRole('button', { name: 'Carry on', exact: true }).click();
  await expect(window.getByText('The vault has a new key.')).toBeVisible({ timeout: 30_000 });
  expect(drafts(app)).toEqual([]);

  await showNotes(window);
  await app.restart(app.vaultPath('Private'));
  await unlock(app.window);
  await expect(noteRow(app.window, 'Day 1500').first()).toBeVisible();
  await expect(app.window.getByText('A change of the vault key was cut off.')).toBeHidden();
});

test('a change of key that was cut off is discarded, and the vault is as it was', async ({ app }) => {
  await cutOffRotation(app);
  const { window } = app;
  await showVault(window, 'Vault key');
  await window.getByRole('button', { name: 'Discard' }).click();
  await expect(window.getByText('Discarded. The vault keeps the key it has.')).toBeVisible();
  await expect(window.getByRole('heading', { name: 'The vault key' })).toBeVisible();
  expect(drafts(app)).toEqual([]);
  await showNotes(window);
  await expectNote(window, 'Tides', 'High water at six.');
});
