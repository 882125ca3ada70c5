import { expect } from '@playwright/test';
import { makeLargeVault } from '../measure/large-vault.ts';
import { library } from '../steps.ts';
import { openVault } from './moves.ts';
import type { Visit } from './screen.ts';

/** A vault of 10,000 notes. */
export const many: Visit = {
  name: 'many',
  prepare: (app) => makeLargeVault(app.vaultPath('Large'), 10_000),
  screens: [
    {
      name: 'workspace-10000',
      show: async (app) => {
        await openVault(app, 'Large');
        await expect(library(app.window).getByRole('button', { name: /^All notes 10,000/ })).toBeVisible({
          timeout: 60_000,
        });
        await app.window.getByRole('listbox', { name: 'Notes' }).getByRole('option').nth(2).click();
      },
    },
  ],
};
