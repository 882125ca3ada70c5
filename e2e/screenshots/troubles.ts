import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import {
  damageFirstNote,
  library,
  lock,
  makeVaultFile,
  noteRow,
  noteText,
  showNotes,
  showVault,
  tamper,
  unlock,
} from '../steps.ts';
import type { App } from '../fixture/app.ts';
import { chooseVault, openVault } from './moves.ts';
import { escape, type Screen, type Visit } from './screen.ts';

const notes = [
  { title: 'Tides', body: 'High water at six.' },
  { title: 'Moon', body: 'It makes high water.' },
];

async function prepare(app: App): Promise<void> {
  for (const name of ['Private', 'Work', 'Changed', 'Damaged', 'Newer'])
    await makeVaultFile(app.vaultPath(name), notes);
  tamper(app.vaultPath('Changed'), "UPDATE header SET body = x'00'");
  tamper(app.vaultPath('Newer'), 'PRAGMA user_version = 2');
  damageFirstNote(app.vaultPath('Damaged'));
  writeFileSync(app.vaultPath('letter'), 'Dear Sir or Madam, '.repeat(400));
  copyFileSync(app.vaultPath('Private'), app.vaultPath('Yesterday'));
}

const problem = ({ window }: App): Promise<void> =>
  expect(window.getByRole('alert').getByRole('heading')).toBeVisible();

function refused(name: string, file: string): Screen {
  return {
    name,
    show: async (app) => {
      await chooseVault(app, app.vaultPath(file));
      await problem(app);
    },
  };
}

/** Whatever is locked, and what a file can be other than a vault. */
const gate: readonly Screen[] = [
  {
    name: 'locked-others',
    show: async (app) => {
      await openVault(app, 'Private');
      await lock(app.window);
      await openVault(app, 'Work');
      await lock(app.window);
      await expect(app.window.getByRole('region', { name: 'Other vaults' })).toBeVisible();
    },
  },
  {
    name: 'locked-idle',
    show: async (app) => {
      await unlock(app.window);
      await expect(library(app.window)).toBeVisible();
      await app.idle(3_600);
      await expect(app.window.getByText('Locked because the computer was idle.')).toBeVisible();
      await app.idle(0);
    },
  },
  refused('refused-no-vault', 'letter'),
  refused('refused-header-changed', 'Changed'),
  refused('refused-newer', 'Newer'),
  {
    name: 'refused-missing',
    show: async (app) => {
      await chooseVault(app, app.vaultPath('Work'));
      await expect(app.window.getByRole('heading', { level: 1, name: 'Work' })).toBeVisible();
      renameSync(app.vaultPath('Work'), app.vaultPath('Elsewhere'));
      await app.restart();
      app.window.setDefaultTimeout(8_000);
      await problem(app);
    },
  },
  {
    name: 'refused-open-elsewhere',
    show: async (app) => {
      const other = await app.another();
      await openVault(other, 'Private');
      await chooseVault(app, app.vaultPath('Private'));
      await unlock(app.window).catch(() => undefined);
      await expect(app.window.getByRole('alert')).toBeVisible();
      await other.quit();
    },
  },
];

/** What is wrong inside, or with the disk. */
const inside: readonly Screen[] = [
  {
    name: 'older-copy',
    show: async (app) => {
      await openVault(app, 'Private');
      await noteRow(app.window, 'Tides').click();
      await noteText(app.window).click();
      await app.window.keyboard.insertText('More. ');
      await expect(app.window.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
      await lock(app.window);
      copyFileSync(app.vaultPath('Yesterday'), app.vaultPath('Private'));
      await unlock(app.window);
      await expect(app.window.getByRole('alert')).toBeVisible();
      await noteRow(app.window, 'Tides').click();
      await expect(noteText(app.window)).toBeVisible();
    },
    leave: ({ window }) =>
      window.getByRole('alert').getByRole('button', { name: 'Hide this message' }).click(),
  },
  {
    name: 'not-saved',
    show: async (app) => {
      renameSync(app.vaultPath('Private'), app.vaultPath('Away'));
      await noteText(app.window).click();
      await app.window.keyboard.insertText(' Typed without a disk. ');
      await expect(app.window.getByText('Not saved.')).toBeVisible();
    },
  },
  {
    name: 'not-saved-elsewhere',
    show: async (app) => {
      await noteRow(app.window, 'Moon').click();
      await expect(app.window.getByText('Another note is not saved.')).toBeVisible();
    },
  },
  {
    name: 'locked-drafts-kept',
    show: async (app) => {
      await app.window.keyboard.press('ControlOrMeta+l');
      await expect(app.window.getByText(/sealed on this computer/)).toBeVisible();
    },
  },
  {
    name: 'drafts-back',
    show: async (app) => {
      renameSync(app.vaultPath('Away'), app.vaultPath('Private'));
      const again = app.window.getByRole('button', { name: 'Try again' });
      if (await again.isVisible()) await again.click();
      await unlock(app.window);
      await expect(app.window.getByText(/draft that could not be saved before is back/)).toBeVisible();
    },
    leave: ({ window }) => lock(window),
  },
  {
    name: 'note-damaged',
    show: async (app) => {
      await openVault(app, 'Damaged');
      await noteRow(app.window, 'Tides').click();
      await expect(app.window.getByRole('heading', { name: 'Damaged note' })).toBeVisible();
    },
  },
  {
    name: 'vault-health-problems',
    show: async ({ window }) => {
      await showVault(window);
      await expect(window.getByRole('list', { name: 'Problems' })).toBeVisible();
    },
  },
  {
    name: 'dialog-repair',
    show: ({ window }) => window.getByRole('button', { name: 'Repair…' }).click(),
    leave: async (app) => {
      await escape(app);
      await showNotes(app.window);
      rmSync(app.vaultPath('letter'));
    },
  },
];

/** Locked vaults, files that are none, and everything that goes wrong. */
export const troubles: Visit = { name: 'troubles', prepare, screens: [...gate, ...inside] };
