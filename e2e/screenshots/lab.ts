import { expect, type Page } from '@playwright/test';
import type { App } from '../fixture/app.ts';
import type { Screen, Visit } from './screen.ts';

async function show(window: Page, name: string): Promise<void> {
  const folded = window.getByRole('navigation', { name: 'Escrow lab' });
  await folded.getByRole('button', { name, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
}

const pages = [
  'Models',
  'Scenarios',
  'Numbers',
  'Said in 2017',
  'Sources and words',
  'Report and evidence',
].map((name): Screen => ({
  name: `lab-${name.toLowerCase().replaceAll(' ', '-')}`,
  show: async ({ window }) => {
    await show(window, name);
    // What is computed arrives in a moment.
    await window.waitForTimeout(400);
  },
}));

function desk({ windows }: App): Page {
  const page = windows[1];
  if (page === undefined) throw new Error('The console is not open.');
  return page;
}

/** Pages of the escrow lab, and the console beside it. */
export const lab: Visit = {
  name: 'lab',
  screens: [
    {
      name: 'lab-tour',
      show: async ({ window }) => {
        await window.getByRole('button', { name: 'Escrow lab' }).click();
        await show(window, 'Guided tour');
      },
    },
    ...pages,
    {
      name: 'lab-ceremony',
      show: async ({ window }) => {
        await show(window, 'Ceremony');
        await window.getByRole('combobox', { name: 'Model' }).selectOption('M4');
        await window.getByRole('button', { name: /^Carry it out/ }).click();
        await window.getByRole('button', { name: 'Show all', exact: true }).click();
      },
    },
    {
      name: 'lab-matrix',
      show: async ({ window }) => {
        await show(window, 'Threat matrix');
        await window.waitForTimeout(300);
      },
    },
    {
      name: 'console',
      show: async (app) => {
        await app.window.getByRole('button', { name: /^Access console/ }).click();
        const page = await app.secondWindow();
        await expect(page.getByRole('group', { name: 'Warrants' })).toBeVisible();
      },
      page: desk,
    },
    {
      name: 'console-opened',
      show: async (app) => {
        const page = desk(app);
        await page
          .getByRole('group', { name: 'Warrants' })
          .getByRole('radio', { name: /Valid/ })
          .first()
          .check();
        await page.getByRole('button', { name: /^Open / }).click();
        await expect(page.getByRole('heading', { name: /is open$/ })).toBeVisible();
      },
      page: desk,
    },
  ],
};
