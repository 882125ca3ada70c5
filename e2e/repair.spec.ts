import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, type App } from './fixture.ts';
import {
  backups,
  check,
  chooseBackupFolder,
  createVault,
  damageFirstNote,
  expectNote,
  noteRow,
  problems,
  showNotes,
  showVault,
  unlock,
  writeNote,
} from './steps.ts';

// Each unlocking takes a derivation, and these have many.
test.describe.configure({ timeout: 90_000 });

/** Writes two notes; the first is in a backup if one is wanted. */
async function writeTwo(app: App, { backUp }: { readonly backUp: boolean }): Promise<void> {
  await createVault(app);
  await writeNote(app.window, 'One', 'First text.');
  if (backUp) {
    await showVault(app.window);
    await chooseBackupFolder(app);
    await showNotes(app.window);
  }
  await writeNote(app.window, 'Two', 'Second text.');
}

/** Damages the first note while the app does not run, and ends on a health page that tells it. */
async function damageAndCheck(app: App): Promise<void> {
  await app.quit();
  damageFirstNote(app.vaultPath('Private'));
  await app.start(app.vaultPath('Private'));
  await unlock(app.window);
  await showVault(app.window);
  await check(app.window);
  await expect(problems(app.window)).toHaveCount(1);
}

/** Every record of a vault's file, as it lies there. The cache changes without anybody's doing. */
function recordsIn(path: string): unknown {
  // The vault may be open: a copy can be looked at.
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-records-'));
  const copy = join(folder, 'copy');
  copyFileSync(path, copy);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  const file = new DatabaseSync(copy);
  try {
    const tables = ['header', 'summary', 'content', 'version', 'chunk', 'state'];
    return tables.map((table) => file.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
  } finally {
    file.close();
    rmSync(folder, { recursive: true });
  }
}

test('a damaged note is put back from a backup, and the file as it was stays beside', async ({ app }) => {
  await writeTwo(app, { backUp: true });
  await damageAndCheck(app);
  const { window } = app;
  const damaged = recordsIn(app.vaultPath('Private'));
  await window.getByRole('button', { name: 'Repair…' }).click();
  const question = window.getByRole('alertdialog', { name: 'Repair this vault?' });
  await expect(question).toContainText('The file as it is now is kept beside');
  await question.getByRole('button', { name: 'Repair' }).click();
  await expect(window.getByRole('heading', { name: 'The vault is repaired' })).toBeVisible();
  await expect(window.getByRole('list', { name: 'Put back' }).getByRole('listitem')).toContainText('“One”');
  await expect(window.getByRole('list', { name: 'Left out' })).toBeHidden();
  const kept = readdirSync(app.documents).find((name) => name.includes('before repair')) ?? 'none';
  await expect(window.getByText(kept)).toBeVisible();
  expect(recordsIn(join(app.documents, kept))).toEqual(damaged);

  await window.getByRole('button', { name: 'Done' }).click();
  await expect(window.getByText('All is well')).toBeVisible();
  await showNotes(window);
  await expectNote(window, 'One', 'First text.');
  await expectNote(window, 'Two', 'Second text.');
});

test('a note that no backup has is left out by a repair, and named', async ({ app }) => {
  await writeTwo(app, { backUp: false });
  await damageAndCheck(app);
  const { window } = app;
  await window.getByRole('button', { name: 'Repair…' }).click();
  await expect(window.getByRole('alertdialog')).toContainText('Latchkey knows of no backup');
  await window.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(window.getByRole('heading', { name: 'The vault is repaired' })).toBeVisible();
  await expect(window.getByRole('list', { name: 'Left out' }).getByRole('listitem')).toContainText('“One”');
  await showNotes(window);
  await expect(noteRow(window, 'Two')).toBeVisible();
  await expect(noteRow(window, 'One')).toBeHidden();
});

test('a backup is rehearsed: every record of it opens, or those are named that do not', async ({ app }) => {
  await writeTwo(app, { backUp: true });
  const { window } = app;
  await showVault(window);
  const rehearse = backups(window).getByRole('button', { name: /^Open every record of the backup of / });
  await rehearse.click();
  await expect(backups(window).getByRole('status')).toHaveText(
    /^Every record opened: 1 note, \d+ records in all\.$/,
  );

  const folder = join(app.documents, 'Backups');
  const [backup] = readdirSync(folder).filter((name) => name.endsWith('.latchkey'));
  damageFirstNote(join(folder, backup ?? ''));
  await rehearse.click();
  await expect(backups(window).getByRole('status')).toHaveText(/^1 problem in \d+ records/);
  await expect(window.getByRole('list', { name: 'Damaged in this backup' })).toContainText(
    '“One” is damaged',
  );
});

test('of two backups, of which the newest is damaged, the older one is opened as the newest good one', async ({
  app,
}) => {
  await writeTwo(app, { backUp: true });
  const folder = join(app.documents, 'Backups');
  const [first = ''] = readdirSync(folder).filter((name) => name.endsWith('.latchkey'));
  // Of two within an hour one would go.
  renameSync(join(folder, first), join(folder, 'Private 2020-05-03T091406Z.latchkey'));
  await showVault(app.window);
  await app.window.getByRole('button', { name: 'Back up now' }).click();
  await expect(backups(app.window)).toHaveCount(2);
  const newest = readdirSync(folder).find(
    (name) => /^Private 20[^-]+-.*latchkey$/.test(name) && !name.includes('2020'),
  );
  await damageAndCheck(app);
  damageFirstNote(join(folder, newest ?? ''));

  const { window } = app;
  const copy = join(app.documents, 'Good.latchkey');
  await app.chooseFile(copy);
  await window.getByRole('button', { name: 'Open the newest good backup…' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Good' })).toBeVisible();
  expect(existsSync(copy)).toBe(true);
  await unlock(window);
  await expectNote(window, 'One', 'First text.');
  await expect(noteRow(window, 'Two')).toBeHidden();
});

test('what still opens of a damaged vault is saved as plain files, and what does not is listed', async ({
  app,
}) => {
  await writeTwo(app, { backUp: false });
  await damageAndCheck(app);
  const { window } = app;
  await window.getByRole('button', { name: 'Save what still opens…' }).click();
  const question = window.getByRole('alertdialog', { name: 'Save what still opens as plain files?' });
  await expect(question).toContainText('The files are not encrypted.');
  await app.chooseFolder(app.documents);
  await question.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(window.getByText('1 note written.')).toBeVisible();
  await expect(window.getByRole('list', { name: 'Not exported' }).getByRole('listitem')).toContainText(
    '“One”',
  );
  expect(readFileSync(join(app.documents, 'Two.md'), 'utf8')).toContain('Second text.');
  expect(existsSync(join(app.documents, 'One.md'))).toBe(false);
});
