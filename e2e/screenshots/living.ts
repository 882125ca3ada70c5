import { expect } from '@playwright/test';
import { small } from '../demo/album.ts';
import { library, noteRow, noteText, showNotes, titleField } from '../steps.ts';
import { atEnd, chooseInMenu, inTree, openNote, openVault, showPlace } from './moves.ts';
import { escape, type Screen, type Visit } from './screen.ts';
import { makeShownVault } from './shown-vault.ts';

const places: readonly Screen[] = [
  {
    name: 'workspace',
    show: async (app) => {
      await openVault(app, 'Ida’s notes');
      await expect(noteRow(app.window, 'Moon').first()).toBeVisible();
    },
  },
  {
    name: 'workspace-notebooks-open',
    show: async ({ window }) => {
      const tree = library(window).getByRole('tree', { name: 'Notebooks' });
      await tree.focus();
      for (let row = 0; row < 12; row += 1) {
        await window.keyboard.press('ArrowRight');
        await window.keyboard.press('ArrowDown');
      }
      await inTree(window, 'Notebooks', /^House/).click();
    },
  },
  { name: 'place-tag', show: ({ window }) => inTree(window, 'Tags', /^travel/).click() },
  ...['Favourites', 'Archive', 'Templates', 'Trash'].map((place): Screen => ({
    name: `place-${place.toLowerCase()}`,
    show: async ({ window }) => {
      await showPlace(window, place);
      await window.getByRole('listbox', { name: 'Notes' }).getByRole('option').first().click();
    },
    leave: ({ window }) => showNotes(window),
  })),
  {
    name: 'place-notebook-empty',
    show: async ({ window }) => {
      await inTree(window, 'Notebooks', /^Reading/).click();
      await expect(window.getByRole('heading', { name: 'This notebook is empty' })).toBeVisible();
    },
    leave: ({ window }) => showNotes(window),
  },
  {
    name: 'place-tag-empty',
    show: async ({ window }) => {
      await inTree(window, 'Tags', /^papers/).click();
      await window.getByRole('listbox', { name: 'Notes' }).getByRole('option').click();
      await window.keyboard.press('ControlOrMeta+Shift+Backspace');
      await expect(window.getByRole('heading', { name: 'No note has this tag' })).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.getByRole('button', { name: 'Undo' }).click();
      await showNotes(window);
    },
  },
];

const notes: readonly Screen[] = [
  {
    name: 'note-everything',
    show: ({ window }) => openNote(window, 'Everything in one note'),
  },
  {
    name: 'note-everything-lower',
    show: async ({ window }) => {
      await noteText(window).hover();
      await window.mouse.wheel(0, 650);
      await window.waitForTimeout(150);
    },
  },
  {
    name: 'note-everything-end',
    show: async ({ window }) => {
      await window.mouse.wheel(0, 5_000);
      await window.waitForTimeout(150);
    },
  },
  {
    name: 'note-reading',
    show: async ({ window }) => {
      await window.keyboard.press('ControlOrMeta+e');
      await noteText(window).hover();
      await window.mouse.wheel(0, -5_000);
    },
    leave: ({ window }) => window.keyboard.press('ControlOrMeta+e'),
  },
  {
    name: 'note-slash-menu',
    show: async ({ window }) => {
      await atEnd(window);
      await window.keyboard.press('Enter');
      await window.keyboard.type('/');
      await expect(window.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await window.keyboard.press('Backspace');
    },
  },
  {
    name: 'note-link-completion',
    show: async ({ window }) => {
      await window.keyboard.type('[[');
      await expect(window.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      for (let times = 0; times < 4; times += 1) await window.keyboard.press('ControlOrMeta+z');
    },
  },
  {
    name: 'note-heading-menu',
    show: ({ window }) => window.getByRole('toolbar').getByRole('button', { name: 'Heading' }).click(),
    leave: escape,
  },
  {
    name: 'note-insert-menu',
    show: ({ window }) => window.getByRole('toolbar').getByRole('button', { name: 'Insert' }).click(),
    leave: escape,
  },
  {
    name: 'note-find-replace',
    show: async ({ window }) => {
      await noteText(window).focus();
      await window.keyboard.press('ControlOrMeta+h');
      await window.keyboard.type('one');
      await expect(
        window.getByRole('search', { name: 'This note' }).filter({ hasText: / of / }),
      ).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'note-focus-mode',
    show: ({ window }) => window.keyboard.press('ControlOrMeta+Shift+d'),
    leave: ({ window }) => window.keyboard.press('ControlOrMeta+Shift+d'),
  },
  { name: 'note-right-to-left', show: ({ window }) => openNote(window, 'מפגש') },
  { name: 'note-wide-table', show: ({ window }) => openNote(window, 'A wide table') },
  { name: 'note-long-title', show: ({ window }) => openNote(window, 'xxxxxxxxxxxxxxxxxxxx') },
  {
    name: 'note-link-target',
    show: async ({ window }) => {
      await openNote(window, 'Everything in one note');
      await noteText(window)
        .getByText('link', { exact: true })
        .first()
        .click({ modifiers: ['ControlOrMeta'] });
      await expect(window.getByRole('dialog')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'note-options-menu',
    show: ({ window }) => window.getByRole('button', { name: 'How the text is shown' }).click(),
    leave: escape,
  },
];

const inspector: readonly Screen[] = [
  {
    name: 'inspector-outline',
    show: async ({ window }) => {
      await openNote(window, 'Everything in one note');
      await window.keyboard.press('ControlOrMeta+Shift+o');
      await expect(window.getByRole('tab', { name: 'Outline' })).toBeVisible();
    },
  },
  ...['Links', 'Files', 'History'].map((tab): Screen => ({
    name: `inspector-${tab.toLowerCase()}`,
    show: ({ window }) => window.getByRole('tab', { name: tab }).click(),
  })),
  {
    name: 'inspector-history-past',
    show: async ({ window }) => {
      await openNote(window, 'Log of the voyage');
      await expect(
        window.getByRole('tabpanel', { name: 'History' }).getByRole('button').nth(3),
      ).toBeVisible();
    },
  },
  {
    name: 'history-comparison',
    show: async ({ window }) => {
      await window.getByRole('tabpanel', { name: 'History' }).getByRole('button').nth(1).click();
      await expect(window.getByRole('dialog').getByRole('insertion').first()).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'inspector-links-both',
    show: async ({ window }) => {
      await openNote(window, 'Tides');
      await window.getByRole('tab', { name: 'Links' }).click();
      await expect(window.getByRole('region', { name: 'Notes that link here' })).toBeVisible();
    },
    leave: ({ window }) => window.getByRole('button', { name: 'Hide this panel' }).click(),
  },
];

const organising: readonly Screen[] = [
  {
    name: 'bulk',
    show: async ({ window }) => {
      const rows = window.getByRole('listbox', { name: 'Notes' }).getByRole('option');
      await window.getByRole('listbox', { name: 'Notes' }).evaluate((list) => list.scrollTo(0, 0));
      await rows.nth(0).click();
      await rows.nth(3).click({ modifiers: ['Shift'] });
      await expect(window.getByRole('toolbar', { name: 'Selected notes' })).toBeVisible();
    },
  },
  {
    name: 'bulk-menu',
    show: ({ window }) => window.getByRole('button', { name: 'More' }).click(),
    leave: escape,
  },
  {
    name: 'dialog-merge',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'More' }).click();
      await chooseInMenu(window, 'Merge into one…');
    },
    leave: escape,
  },
  {
    name: 'dialog-move',
    show: ({ window }) => window.getByRole('button', { name: 'Move to notebook…' }).click(),
    leave: escape,
  },
  {
    name: 'dialog-tags',
    show: async ({ window }) => {
      await window.getByRole('button', { name: 'Tags…' }).click();
      await window.keyboard.type('ha');
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await window.getByRole('button', { name: 'Stop selecting' }).click();
    },
  },
  {
    name: 'menu-note',
    show: ({ window }) => noteRow(window, 'Everything').first().click({ button: 'right' }),
    leave: escape,
  },
  {
    name: 'menu-order',
    show: ({ window }) => window.getByRole('button', { name: 'Sort and group' }).click(),
    leave: escape,
  },
  {
    name: 'menu-notebook',
    show: ({ window }) => inTree(window, 'Notebooks', /^House/).click({ button: 'right' }),
    leave: escape,
  },
  {
    name: 'menu-tag-colours',
    show: async ({ window }) => {
      await inTree(window, 'Tags', /^travel/).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'Colour' }).press('ArrowRight');
    },
    leave: async (app) => {
      await escape(app);
      await escape(app);
    },
  },
  {
    name: 'menu-vaults',
    show: ({ window }) => library(window).getByRole('button', { name: 'Ida’s notes' }).click(),
    leave: escape,
  },
];

const questions: readonly Screen[] = [
  {
    name: 'dialog-new-notebook',
    show: ({ window }) => library(window).getByRole('button', { name: 'Add a notebook' }).click(),
    leave: escape,
  },
  {
    name: 'dialog-rename-notebook',
    show: async ({ window }) => {
      await inTree(window, 'Notebooks', /^House/).click({ button: 'right' });
      await chooseInMenu(window, 'Rename…');
    },
    leave: escape,
  },
  {
    name: 'dialog-remove-notebook',
    show: async ({ window }) => {
      await inTree(window, 'Notebooks', /^House/).click({ button: 'right' });
      await chooseInMenu(window, 'Remove…');
    },
    leave: escape,
  },
  {
    name: 'dialog-rename-tag-merges',
    show: async ({ window }) => {
      await inTree(window, 'Tags', /^travel/).click({ button: 'right' });
      await chooseInMenu(window, 'Rename or merge…');
      await window.getByRole('textbox', { name: 'Name' }).fill('garden');
    },
    leave: escape,
  },
  {
    name: 'dialog-template',
    show: ({ window }) => window.keyboard.press('ControlOrMeta+Shift+n'),
    leave: escape,
  },
  {
    name: 'dialog-empty-trash',
    show: async ({ window }) => {
      await showPlace(window, 'Trash');
      await window.getByRole('button', { name: 'Empty trash…' }).click();
    },
    leave: escape,
  },
  {
    name: 'dialog-delete',
    show: async ({ window }) => {
      await noteRow(window, 'Shopping').click({ button: 'right' });
      await chooseInMenu(window, 'Delete for good…');
    },
    leave: async (app) => {
      await escape(app);
      await showNotes(app.window);
    },
  },
  {
    name: 'dialog-shortcuts',
    show: ({ window }) => window.keyboard.press('ControlOrMeta+/'),
    leave: escape,
  },
  {
    name: 'toast',
    show: async ({ window }) => {
      await openNote(window, 'Moon');
      await window.keyboard.press('ControlOrMeta+Shift+a');
      await expect(window.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
    leave: ({ window }) => window.getByRole('button', { name: 'Undo' }).click(),
  },
  {
    name: 'list-folded',
    show: async ({ window }) => {
      await openNote(window, 'Tides');
      await window.getByRole('button', { name: 'Hide list' }).click();
      await expect(titleField(window)).toBeVisible();
    },
    leave: ({ window }) => window.getByRole('button', { name: 'Show list' }).click(),
  },
  {
    name: 'library-drawer',
    show: async ({ window }) => {
      await window.setViewportSize(small);
      await window.getByRole('button', { name: 'Show library' }).click();
    },
    sizes: [small],
  },
  {
    name: 'inspector-narrow',
    show: async ({ window }) => {
      await openNote(window, 'Log of the voyage');
      await window.setViewportSize(small);
      await window.getByRole('button', { name: 'Show outline, links and files' }).click();
      await window.getByRole('tab', { name: 'History' }).click();
    },
    sizes: [small],
  },
  {
    name: 'history-comparison-narrow',
    show: async ({ window }) => {
      await window.setViewportSize(small);
      await window.getByRole('button', { name: 'Show outline, links and files' }).click();
      await window.getByRole('tab', { name: 'History' }).click();
      await window.getByRole('tabpanel', { name: 'History' }).getByRole('button').nth(1).click();
      await expect(window.getByRole('dialog').getByRole('insertion').first()).toBeVisible();
    },
    sizes: [small],
    leave: escape,
  },
  {
    name: 'note-slash-menu-narrow',
    show: async ({ window }) => {
      await openNote(window, 'Tides');
      await window.setViewportSize(small);
      await atEnd(window);
      await window.keyboard.press('Enter');
      await window.keyboard.type('/');
      await expect(window.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
    sizes: [small],
    leave: escape,
  },
];

/** A vault of some years, its places, notes, menus and dialogs. */
export const living: Visit = {
  name: 'living',
  prepare: (app) => makeShownVault(app.vaultPath('Ida’s notes')),
  screens: [...places, ...notes, ...inspector, ...organising, ...questions],
};
