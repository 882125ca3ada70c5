import { expect } from '@playwright/test';
import { channelOf, type MethodName } from '../../src/contract/names.ts';
import { errorToData } from '../../src/contract/errors.ts';
import { fromSqliteError } from '../../src/engine/sqlite-errors.ts';
import type { App } from '../fixture/app.ts';
import { noteRow, unlock } from '../steps.ts';
import { atEnd, chooseVault, openNote } from './moves.ts';
import type { Screen, Visit } from './screen.ts';
import { makeShownVault } from './shown-vault.ts';

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const sqlite = { readOnly: 8, inputOutput: 10, full: 13 } as const;

/** From here on calls of that name fail as they do when SQLite answers so. */
function fail({ onHost }: App, name: MethodName, errcode: number): void {
  const cause = Object.assign(new Error('no disk'), { errcode });
  const error = errorToData(fromSqliteError(cause, 'writing'));
  onHost.standIn = (channel) =>
    channel === channelOf(name) ? Promise.resolve({ value: { ok: false, error } }) : null;
}

function works({ onHost }: App): void {
  onHost.standIn = null;
}

function notSaved(name: string, errcode: number, words: string): Screen {
  return {
    name,
    show: async (app) => {
      fail(app, 'notes.save', errcode);
      await openNote(app.window, 'Moon');
      await atEnd(app.window);
      await app.window.keyboard.insertText(' More.');
      await expect(app.window.getByRole('alert').filter({ hasText: words })).toBeVisible();
    },
  };
}

function notSavedElsewhere(name: string): Screen {
  return {
    name,
    show: async ({ window }) => {
      await openNote(window, 'Tides');
      await expect(window.getByText('Another note is not saved.')).toBeVisible();
    },
    leave: async (app) => {
      works(app);
      // Going to another note tries again.
      await app.window.getByRole('button', { name: 'Show it' }).click();
      await expect(app.window.getByText('Not saved.')).toBeHidden();
    },
  };
}

/** A disk that is slow, full or write-protected. A machine cannot be made so everywhere, so the host stands in for it. */
export const disk: Visit = {
  name: 'disk',
  prepare: (app) => makeShownVault(app.vaultPath('Ida’s notes')),
  screens: [
    {
      name: 'list-loading',
      show: async (app) => {
        app.onHost.standIn = (channel, ask) =>
          channel === channelOf('notes.list') ? new Promise(() => undefined) : ask();
        await chooseVault(app, app.vaultPath('Ida’s notes'));
        await unlock(app.window);
        await expect(app.window.getByText('Reading the notes…')).toBeVisible();
      },
    },
    {
      name: 'list-failed',
      show: async (app) => {
        fail(app, 'notes.list', sqlite.inputOutput);
        await app.window.keyboard.press('ControlOrMeta+l');
        await unlock(app.window);
        await expect(
          app.window.getByRole('heading', { name: 'The notes could not be listed' }),
        ).toBeVisible();
      },
      leave: async (app) => {
        works(app);
        await app.window.getByRole('button', { name: 'Try again' }).click();
        await expect(noteRow(app.window, 'Moon').first()).toBeVisible();
      },
    },
    notSaved('not-saved-disk-full', sqlite.full, 'The disk is full'),
    notSavedElsewhere('not-saved-disk-full-elsewhere'),
    notSaved('not-saved-read-only', sqlite.readOnly, 'can be read but not written'),
    notSavedElsewhere('not-saved-read-only-elsewhere'),
  ],
};
