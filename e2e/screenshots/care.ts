import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { escrowSentence } from '../../src/contract/lab.ts';
import {
  backups,
  check,
  chooseBackupFolder,
  lock,
  makeVaultFile,
  passphrase,
  passphraseField,
  showNotes,
  showVault,
  unlock,
} from '../steps.ts';
import type { App } from '../fixture/app.ts';
import { openVault } from './moves.ts';
import { escape, type Screen, type Visit } from './screen.ts';

const notes = [{ title: 'Tides', body: 'High water at six.' }];

const health: readonly Screen[] = [
  {
    name: 'vault-health-new',
    show: async (app) => {
      await openVault(app, 'Private');
      await showVault(app.window);
    },
  },
  {
    name: 'vault-health',
    show: async (app) => {
      await chooseBackupFolder(app);
      await check(app.window);
      await backups(app.window)
        .getByRole('button', { name: /^Open every record of / })
        .click();
      await expect(backups(app.window).getByRole('status')).toContainText('Every record opened');
    },
  },
];

const holders: readonly Screen[] = [
  { name: 'vault-holders', show: ({ window }) => showVault(window, 'Holders') },
  {
    name: 'dialog-passphrase',
    show: ({ window }) => window.getByRole('button', { name: 'Change passphrase…' }).click(),
    leave: escape,
  },
  {
    name: 'dialog-pin',
    show: ({ window }) => window.getByRole('button', { name: 'Set a PIN…' }).click(),
    leave: async ({ window }) => {
      await window.getByLabel('Current passphrase').fill(passphrase);
      await window.getByLabel('New PIN', { exact: true }).fill('830216');
      await window.getByLabel('Repeat new PIN').fill('830216');
      await window.getByRole('button', { name: 'Set PIN' }).click();
      await expect(window.getByRole('list', { name: 'Holders' })).toContainText('on this computer');
    },
  },
  {
    name: 'dialog-key-file',
    show: ({ window }) => window.getByRole('button', { name: 'Make a key file…' }).click(),
    leave: escape,
  },
  {
    name: 'dialog-recovery-phrase',
    show: ({ window }) => window.getByRole('button', { name: 'Make a recovery phrase…' }).click(),
    leave: async ({ window }) => {
      await window.getByLabel('Current passphrase').fill(passphrase);
      await window.getByRole('dialog').getByRole('button', { name: /^Make/ }).click();
    },
  },
  {
    name: 'vault-new-recovery-phrase',
    show: ({ window }) => expect(window.getByRole('list', { name: 'Recovery phrase' })).toBeVisible(),
    leave: async ({ window }) => {
      await window.getByRole('button', { name: 'I have written them down' }).click();
      await window.getByRole('button', { name: /^Skip/ }).click();
    },
  },
  {
    name: 'locked-pin',
    show: async ({ window }) => {
      await showNotes(window);
      await lock(window);
      await expect(window.getByLabel(/^PIN for the key on /)).toBeVisible();
    },
  },
  {
    name: 'locked-recovery',
    show: ({ window }) => window.getByRole('button', { name: 'Use the recovery phrase…' }).click(),
    leave: async ({ window }) => {
      await window.getByRole('button', { name: 'Use the passphrase' }).click();
      await unlock(window);
    },
  },
];

async function letIn(app: App): Promise<void> {
  const { window } = app;
  const folder = join(app.documents, 'Key');
  mkdirSync(folder);
  await window.getByRole('button', { name: 'Let somebody in…' }).click();
  await window.getByRole('radio', { name: /^One key holder/ }).check();
  const picker = window.getByRole('group', { name: 'The key holder' });
  await picker.getByRole('button', { name: 'Make a new key for them…' }).click();
  await picker.getByLabel('Their name').fill('Harbour Office');
  await app.chooseFolder(folder);
  await picker.getByRole('button', { name: 'Choose a folder and make the key…' }).click();
  await expect(picker.getByText('Fingerprint of Harbour Office')).toBeVisible();
  await window.getByLabel('The sentence').fill(escrowSentence);
  await passphraseField(window).fill(passphrase);
}

const others: readonly Screen[] = [
  { name: 'vault-key', show: ({ window }) => showVault(window, 'Vault key') },
  { name: 'vault-transfer', show: ({ window }) => showVault(window, 'Import and export') },
  {
    name: 'dialog-export',
    show: ({ window }) => window.getByRole('button', { name: 'Export notes…' }).click(),
    leave: escape,
  },
  { name: 'vault-escrow', show: ({ window }) => showVault(window, 'Escrow') },
  { name: 'vault-escrow-form', show: letIn },
  {
    name: 'vault-escrow-on',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Let them open this vault' }).click();
      await expect(window.getByRole('heading', { name: 'Escrow is on' })).toBeVisible();
    },
  },
  {
    name: 'escrow-banner',
    show: async ({ window }) => {
      await showNotes(window);
      await window.getByRole('listbox', { name: 'Notes' }).getByRole('option').first().click();
    },
  },
  { name: 'locked-escrow', show: ({ window }) => lock(window) },
  {
    name: 'settings',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Settings' }).click();
      await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    },
  },
  {
    name: 'settings-lower',
    show: ({ window }) =>
      window.evaluate(() => {
        const scrollers = [...document.querySelectorAll('*')].filter(
          ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight,
        );
        for (const scroller of scrollers) scroller.scrollTo(0, scroller.scrollHeight);
      }),
  },
];

/** The vault's own area, and the settings. */
export const care: Visit = {
  name: 'care',
  prepare: (app) => makeVaultFile(app.vaultPath('Private'), notes),
  screens: [...health, ...holders, ...others],
};
