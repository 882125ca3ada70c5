import { expect } from '@playwright/test';
import { library, lock, passphrase, passphraseField, shownPhrase, skipPhrase, unlock } from '../steps.ts';
import type { Screen, Visit } from './screen.ts';

const create: readonly Screen[] = [
  {
    name: 'first-run',
    show: ({ window }) => expect(window.getByRole('button', { name: 'Create a vault' })).toBeVisible(),
  },
  {
    name: 'create-vault',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Create a vault' }).click();
      await expect(window.getByRole('textbox', { name: 'Vault name' })).toBeVisible();
    },
  },
  {
    name: 'create-vault-problems',
    show: async ({ window }) => {
      await window.getByRole('textbox', { name: 'Vault name' }).fill('');
      await passphraseField(window).fill('short');
      await window.getByRole('button', { name: 'Create vault' }).click();
      await expect(window.getByText('A passphrase needs at least 8 characters.')).toBeVisible();
      await expect(window.getByText(/^Estimated at /)).toBeVisible();
    },
  },
  {
    name: 'create-vault-strength',
    show: async ({ window }) => {
      await window.getByRole('textbox', { name: 'Vault name' }).fill('Ida’s notes');
      await passphraseField(window).fill('correct horse');
      await expect(window.getByText(/^Estimated at 27 bits/)).toBeVisible();
    },
  },
  {
    name: 'create-vault-suggestion',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Suggest a passphrase' }).click();
      await expect(passphraseField(window)).not.toHaveValue('correct horse');
    },
  },
];

const phrase: readonly Screen[] = [
  {
    name: 'recovery-phrase',
    show: async (app) => {
      const { window } = app;
      await app.chooseFolder(app.documents);
      await window.getByRole('button', { name: 'Change…' }).click();
      await expect(window.getByText(app.documents)).toBeVisible();
      await passphraseField(window).fill(passphrase);
      const repeat = window.getByLabel('Repeat passphrase');
      if (await repeat.isVisible()) await repeat.fill(passphrase);
      await window.getByRole('button', { name: 'Create vault' }).click();
      await shownPhrase(window);
    },
  },
  {
    name: 'recovery-phrase-check',
    show: ({ window }) => window.getByRole('button', { name: 'I have written them down' }).click(),
  },
  {
    name: 'recovery-phrase-wrong',
    show: async ({ window }) => {
      for (const field of await window.getByRole('textbox', { name: /^Word \d+$/ }).all())
        await field.fill('abacus');
      await window.getByRole('button', { name: 'Check the words' }).click();
      await expect(window.locator('[aria-invalid="true"], [role="alert"]').first()).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.getByRole('button', { name: /^(Back|Show the words)/ }).click();
      await skipPhrase(window);
    },
  },
];

const empty: readonly Screen[] = [
  { name: 'workspace-first', show: ({ window }) => expect(library(window)).toBeVisible() },
  {
    name: 'note-first',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Write the first note' }).click();
      await expect(window.getByRole('textbox', { name: 'Title' })).toBeFocused();
    },
  },
  {
    name: 'locked',
    show: ({ window }) => lock(window),
  },
  {
    name: 'locked-wrong-passphrase',
    show: async ({ window }) => {
      await unlock(window, 'open sesame, please');
      await expect(window.getByRole('alert')).toBeVisible();
    },
  },
];

/** From the first start to the first lock. */
export const firstDay: Visit = { name: 'first-day', screens: [...create, ...phrase, ...empty] };
