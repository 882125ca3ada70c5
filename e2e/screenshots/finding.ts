import { expect } from '@playwright/test';
import { small, usual } from '../demo/album.ts';
import type { App } from '../fixture/app.ts';
import { lock, noteText } from '../steps.ts';
import { openNote, openVault } from './moves.ts';
import { escape, type Screen, type Visit } from './screen.ts';
import { makeShownVault } from './shown-vault.ts';

async function search({ window }: App, words: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await expect(window.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(words);
}

const searches: readonly Screen[] = [
  {
    name: 'search-results',
    show: async (app) => {
      await openVault(app, 'Ida’s notes');
      await search(app, 'harbour');
      await expect(app.window.getByRole('listbox', { name: 'Notes' }).locator('mark').first()).toBeVisible();
    },
  },
  {
    name: 'search-result-open',
    show: async ({ window }) => {
      await window.getByRole('listbox', { name: 'Notes' }).getByRole('option').first().click();
      await expect(noteText(window)).toBeVisible();
    },
  },
  {
    name: 'search-operator-completion',
    show: async (app) => {
      await search(app, 'tag:l');
      await expect(app.window.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'search-typo',
    show: async (app) => {
      await search(app, 'harbuor');
      await expect(app.window.getByText('4 notes', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'search-nothing',
    show: async (app) => {
      await search(app, 'zwxqv');
      await expect(app.window.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
    },
  },
  {
    name: 'search-problem',
    show: async (app) => {
      await search(app, 'colour:red tides');
      await expect(app.window.getByText(/is not something a search knows/)).toBeVisible();
    },
  },
  {
    name: 'search-help',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'What can be searched for' }).click();
      await expect(window.getByRole('dialog')).toBeVisible();
    },
    // While it is there, it keeps the keys to itself.
    leave: async (app) => {
      await escape(app);
      await expect(app.window.getByRole('dialog')).toBeHidden();
    },
  },
  {
    name: 'dialog-keep-search',
    show: async (app) => {
      await search(app, 'tag:travel');
      await expect(app.window.getByRole('status').filter({ hasText: '6 notes' })).toBeVisible();
      await app.window.getByRole('button', { name: 'Save this search…' }).click();
    },
    leave: async (app) => {
      await escape(app);
      await app.window.getByRole('button', { name: 'Clear the search' }).click();
    },
  },
];

const palettes: readonly Screen[] = [
  {
    name: 'palette',
    show: async ({ window }) => {
      await openNote(window, 'Everything in one note');
      await window.keyboard.press('ControlOrMeta+k');
      await expect(window.getByRole('dialog').getByRole('option').first()).toBeVisible();
    },
  },
  { name: 'palette-typed', show: ({ window }) => window.keyboard.type('arch') },
  { name: 'palette-nothing', show: ({ window }) => window.keyboard.type('zzzz'), leave: escape },
  {
    name: 'switcher',
    show: async ({ window }) => {
      await window.keyboard.press('ControlOrMeta+p');
      await expect(window.getByRole('dialog').getByRole('option').first()).toBeVisible();
    },
  },
  { name: 'switcher-typed', show: ({ window }) => window.keyboard.type('gard'), leave: escape },
];

const files: readonly Screen[] = [
  {
    name: 'files',
    show: async ({ window }) => {
      await openNote(window, 'Everything in one note');
      await window.getByRole('button', { name: 'Show outline, links and files' }).click();
      await window.getByRole('tab', { name: 'Files' }).click();
      await expect(window.getByRole('list', { name: 'Files of this note' })).toBeVisible();
    },
  },
  {
    name: 'files-menu',
    show: ({ window }) => window.getByRole('button', { name: 'Options for lantern.png' }).click(),
    leave: escape,
  },
  {
    name: 'viewer-picture',
    show: async ({ window }) => {
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^lantern\.png/ }).click();
      await expect(window.getByRole('dialog').getByRole('img')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'viewer-text',
    show: async ({ window }) => {
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^roof, measured/ }).click();
      await expect(
        window
          .getByRole('dialog')
          .getByText(/A text file/)
          .first(),
      ).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'viewer-other',
    show: async ({ window }) => {
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^estimate/ }).click();
      await expect(window.getByRole('dialog')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'viewer-pdf',
    show: async ({ window }) => {
      await openNote(window, 'Papers of the quay');
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^plan\.pdf/ }).click();
      await expect(window.getByRole('dialog').locator('canvas').first()).toHaveAttribute('data-is', 'drawn');
    },
    leave: escape,
  },
  {
    name: 'viewer-sound',
    show: async ({ window }) => {
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^bell\.wav/ }).click();
      await expect(window.getByRole('dialog').locator('audio')).toHaveJSProperty('duration', 12);
    },
    leave: escape,
  },
  {
    name: 'viewer-film',
    show: async ({ window }) => {
      const list = window.getByRole('list', { name: 'Files of this note' });
      await list.getByRole('button', { name: /^tide\.webm/ }).click();
      const shown = window.getByRole('dialog').locator('video');
      await expect(shown).toHaveJSProperty('duration', 8);
      // A frame is there to be drawn, and the controls say no longer that they wait for one.
      await expect
        .poll(() => shown.evaluate((video: HTMLVideoElement) => video.readyState))
        .toBeGreaterThan(1);
      await window.waitForTimeout(3_500);
    },
    leave: escape,
  },
  {
    name: 'files-narrow',
    show: async ({ window }) => {
      await window.setViewportSize(small);
      await window.getByRole('button', { name: 'Show outline, links and files' }).click();
      await window.getByRole('tab', { name: 'Files' }).click();
      await expect(window.getByRole('list', { name: 'Files of this note' })).toBeVisible();
    },
    sizes: [small],
    leave: ({ window }) => window.setViewportSize(usual),
  },
  {
    name: 'palette-narrow',
    show: async ({ window }) => {
      await window.setViewportSize(small);
      await window.keyboard.press('ControlOrMeta+k');
    },
    sizes: [small],
    leave: escape,
  },
];

function pad({ windows }: App) {
  const page = windows[1];
  if (page === undefined) throw new Error('The capture window is not open.');
  return page;
}

/** The size that the window for captures opens at. */
const captureSize = [{ width: 480, height: 320 }];

const capture: readonly Screen[] = [
  {
    name: 'capture',
    show: async (app) => {
      await app.menu('File', 'Quick capture');
      await expect.poll(() => app.windows.length).toBe(2);
      await expect(pad(app).getByText(/The vault is unlocked/)).toBeVisible();
    },
    sizes: captureSize,
    page: pad,
  },
  {
    name: 'capture-typed',
    show: async (app) => {
      await pad(app).getByRole('textbox', { name: 'Text' }).fill('Ask the harbour master about the lamp.');
    },
    sizes: captureSize,
    page: pad,
  },
  { name: 'capture-locked', show: ({ window }) => lock(window), sizes: captureSize, page: pad },
];

/** Searching, the palette, the files of a note, and quick capture. */
export const finding: Visit = {
  name: 'finding',
  prepare: (app) => makeShownVault(app.vaultPath('Ida’s notes')),
  screens: [...searches, ...palettes, ...files, ...capture],
};
