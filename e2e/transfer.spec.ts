import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectNote,
  library,
  lock,
  showNotes,
  showVault,
  skipPhrase,
  unlock,
  writeNote,
} from './steps.ts';
import { passphrase } from './steps.ts';

async function exportTo(app: App, folder: string): Promise<void> {
  const { window } = app;
  mkdirSync(folder, { recursive: true });
  await showVault(window, 'Import and export');
  await window.getByRole('button', { name: 'Export notes…' }).click();
  const question = window.getByRole('alertdialog', { name: 'Export every note as a plain file?' });
  await expect(question).toContainText('The files are not encrypted.');
  await app.chooseFolder(folder);
  await question.getByRole('button', { name: 'Choose a folder…' }).click();
}

async function importFrom(app: App, folder: string): Promise<void> {
  await showVault(app.window, 'Import and export');
  await app.chooseFolder(folder);
  await app.window.getByRole('button', { name: 'Import notes…' }).click();
}

test('notes that were exported are plain files, and are the same notes in another vault', async ({ app }) => {
  const { window } = app;
  await createVault(app, 'First');
  await writeNote(window, 'Tides', 'High water at six.');
  await writeNote(window, 'Köder & Knoten', 'Zwei halbe Schläge.');
  const folder = join(app.documents, 'Plain');
  await exportTo(app, folder);
  await expect(window.getByText('2 notes written.')).toBeVisible();
  await expect(window.getByText(folder)).toBeVisible();
  expect(readFileSync(join(folder, 'Tides.md'), 'utf8')).toContain('High water at six.');

  await importFrom(app, folder);
  await expect(window.getByText('0 notes imported.')).toBeVisible();
  await expect(window.getByText('2 files left out: what they hold is in this vault already.')).toBeVisible();
  await lock(window);

  await window.getByRole('button', { name: 'Create a vault' }).click();
  await window.getByRole('textbox', { name: 'Vault name' }).fill('Second');
  await window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await window.getByLabel('Repeat passphrase').fill(passphrase);
  await window.getByRole('button', { name: 'Create vault' }).click();
  await skipPhrase(window);
  await importFrom(app, folder);
  await expect(window.getByText('2 notes imported.')).toBeVisible();
  await showNotes(window);
  await expectNote(window, 'Tides', 'High water at six.');
  await expectNote(window, 'Köder & Knoten', 'Zwei halbe Schläge.');
});

test('every file of an import is accounted for: imported, left alone, or named with the reason', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  const folder = join(app.documents, 'Mixed');
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(join(folder, 'Tides.md'), 'High water at six.\n');
  writeFileSync(join(folder, 'below', 'Ropes.md'), 'Two half hitches.\n');
  writeFileSync(join(folder, 'broken.md'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
  writeFileSync(join(folder, 'picture.bin'), Buffer.alloc(10));
  await importFrom(app, folder);
  await expect(window.getByText('2 notes imported.')).toBeVisible();
  await expect(window.getByText('1 file could not be imported.')).toBeVisible();
  await expect(window.getByRole('list', { name: 'Not imported' }).getByRole('listitem')).toContainText(
    'broken.md',
  );
  await expect(window.getByText('1 other file left alone')).toBeVisible();
  await showNotes(window);
  await expectNote(window, 'Ropes', 'Two half hitches.');
  await lock(window);
  await unlock(window);
  await showVault(window, 'Import and export');
  await expect(window.getByText('2 notes imported.')).toBeHidden();
});

test('the menu leads to both, and nothing happens where no folder is chosen', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await app.cancelDialog();
  await app.menu('Vault', 'Import notes…');
  await expect(window.getByRole('tab', { name: 'Import and export' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(window.getByText(/imported\.$/)).toBeHidden();

  await app.menu('Vault', 'Export notes…');
  const question = window.getByRole('alertdialog', { name: 'Export every note as a plain file?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await app.menu('Vault', 'Export notes…');
  await app.cancelDialog();
  await question.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(question).toBeHidden();
  await expect(window.getByText(/written\.$/)).toBeHidden();
  expect(readdirSync(app.documents)).toEqual(
    ['Private.latchkey', 'Private.latchkey-wal'].filter((name) => existsSync(join(app.documents, name))),
  );
  await expect(library(window)).toBeVisible();
});
