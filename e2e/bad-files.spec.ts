import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, type App } from './fixture.ts';
import {
  createVault,
  expectNote,
  noteRow,
  noteText,
  passphraseField,
  titleField,
  unlock,
  writeNote,
} from './steps.ts';

/** Chooses a file in the dialog of the first screen. */
async function openFromWelcome(app: App, path: string): Promise<void> {
  await app.chooseFile(path);
  await app.window.getByRole('button', { name: 'Open a vault…' }).click();
}

/** Makes a vault, quits, and changes its file with SQL, as somebody with the file and no key can. */
async function vaultChangedBy(app: App, change: (vault: DatabaseSync) => void): Promise<void> {
  await createVault(app, 'Private');
  await writeNote(app.window, 'One', 'First text.');
  await writeNote(app.window, 'Two', 'Second text.');
  await app.quit();
  const vault = new DatabaseSync(app.vaultPath('Private'));
  change(vault);
  vault.close();
}

/** What the window says instead of asking for a passphrase. */
async function expectRefused(app: App, title: string): Promise<void> {
  await expect(app.window.getByRole('alert').getByRole('heading', { name: title })).toBeVisible();
  await expect(passphraseField(app.window)).toBeHidden();
}

/** Turns over the last bit of one record, chosen by the order in which the notes were written. */
function flipBit(vault: DatabaseSync, table: 'summary' | 'content', position: number): void {
  const row = vault
    .prepare(`SELECT rowid AS place, sealed FROM ${table} ORDER BY rowid LIMIT 1 OFFSET ?`)
    .get(position);
  const sealed = row?.sealed;
  if (!(sealed instanceof Uint8Array)) throw new Error('There is no such record.');
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  vault.prepare(`UPDATE ${table} SET sealed = ? WHERE rowid = ?`).run(sealed, row?.place ?? null);
}

test('cancelling the dialog stays on the first screen', async ({ app }) => {
  await app.cancelDialog();
  await app.window.getByRole('button', { name: 'Open a vault…' }).click();
  await expect(app.window.getByRole('heading', { level: 1, name: 'Latchkey' })).toBeVisible();
});

test('a file that is not a vault is refused as such, and not changed', async ({ app }) => {
  const path = app.vaultPath('letter');
  const text = 'Dear Sir or Madam, '.repeat(400);
  writeFileSync(path, text);
  await openFromWelcome(app, path);
  await expectRefused(app, 'This is not a vault');
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('an empty file is refused as such, and stays empty', async ({ app }) => {
  const path = app.vaultPath('empty');
  writeFileSync(path, '');
  await openFromWelcome(app, path);
  await expectRefused(app, 'This file is empty');
  expect(readFileSync(path).length).toBe(0);
});

test('a folder is refused as such', async ({ app }) => {
  const path = app.vaultPath('folder');
  mkdirSync(path);
  await openFromWelcome(app, path);
  await expectRefused(app, 'This is a folder');
});

test('a file without the right to read it is refused as such', async ({ app }) => {
  test.skip(
    process.platform === 'win32' || process.getuid?.() === 0,
    'root and Windows read it all the same',
  );
  const path = app.vaultPath('private');
  writeFileSync(path, 'x');
  chmodSync(path, 0o000);
  await openFromWelcome(app, path);
  await expectRefused(app, 'This file may not be read');
});

test('a vault of a newer format asks for a newer app', async ({ app }) => {
  await vaultChangedBy(app, (vault) => vault.exec('PRAGMA user_version = 2'));
  await app.start();
  await expectRefused(app, 'This vault needs a newer Latchkey');
});

test('a vault with an extra trigger is refused before a passphrase is asked for', async ({ app }) => {
  await vaultChangedBy(app, (vault) => {
    vault.exec('CREATE TRIGGER spy AFTER UPDATE ON content BEGIN DELETE FROM summary; END');
  });
  await app.start();
  await expectRefused(app, 'The structure of this file was changed');
});

test('a vault with one bit of its header flipped is refused before a passphrase is asked for', async ({
  app,
}) => {
  await vaultChangedBy(app, (vault) => {
    const body = vault.prepare('SELECT body FROM header').get()?.body;
    if (!(body instanceof Uint8Array)) throw new Error('There is no header.');
    const middle = body.length >> 1;
    body[middle] = (body[middle] ?? 0) ^ 1;
    vault.prepare('UPDATE header SET body = ?').run(body);
  });
  await app.start();
  await expectRefused(app, 'The beginning of this file was changed');
});

test('a vault that does not open any more leads to a backup, which is opened beside it', async ({ app }) => {
  await createVault(app, 'Private');
  await writeNote(app.window, 'One', 'First text.');
  await app.quit();
  const [vault, backup, copy] = ['Private', 'Kept', 'Back'].map((name) => app.vaultPath(name));
  if (!vault || !backup || !copy) throw new Error('Three paths expected');
  copyFileSync(vault, backup);
  const file = new DatabaseSync(vault);
  file.exec("UPDATE header SET body = x'00'");
  file.close();
  const damaged = readFileSync(vault);
  await app.start();
  await expectRefused(app, 'The beginning of this file was changed');
  await app.chooseFile(backup);
  await app.window.getByRole('button', { name: 'Open a backup…' }).click();
  await app.chooseFile(copy);
  await expect(app.window.getByRole('heading', { level: 1, name: 'Back' })).toBeVisible();
  await unlock(app.window);
  await expectNote(app.window, 'One', 'First text.');
  expect(readFileSync(vault).equals(damaged)).toBe(true);
});

test('a vault whose file has gone says so at the next start', async ({ app }) => {
  await createVault(app, 'Private');
  await app.quit();
  rmSync(app.vaultPath('Private'));
  await app.start();
  await expectRefused(app, 'The file is not there');
});

test('a note with a flipped bit in its text is shown as damaged, and the others open', async ({ app }) => {
  await vaultChangedBy(app, (vault) => flipBit(vault, 'content', 0));
  await app.start();
  await unlock(app.window);
  await noteRow(app.window, 'One').click();
  await expect(app.window.getByRole('heading', { name: 'Damaged note' })).toBeVisible();
  await expect(titleField(app.window)).toBeHidden();
  await expectNote(app.window, 'Two', 'Second text.');
});

test('a note with a flipped bit in its summary stays in the list as damaged, and the others open', async ({
  app,
}) => {
  await vaultChangedBy(app, (vault) => flipBit(vault, 'summary', 0));
  await app.start();
  await unlock(app.window);
  await noteRow(app.window, 'Damaged note').click();
  await expect(app.window.getByRole('heading', { name: 'Damaged note' })).toBeVisible();
  await expect(noteText(app.window)).toBeHidden();
  await expectNote(app.window, 'Two', 'Second text.');
});

test('a deleted row is noticed after unlocking', async ({ app }) => {
  await vaultChangedBy(app, (vault) => {
    vault.exec('DELETE FROM content WHERE rowid = 1; DELETE FROM summary WHERE rowid = 1;');
  });
  await app.start();
  await unlock(app.window);
  await expect(app.window.getByRole('alert')).toContainText('missing');
  await expectNote(app.window, 'Two', 'Second text.');
});

test('two records that changed places are both damaged, and neither is shown under the other’s name', async ({
  app,
}) => {
  await vaultChangedBy(app, (vault) => {
    const [first, second] = vault.prepare('SELECT sealed FROM content ORDER BY rowid').all();
    const swap = vault.prepare('UPDATE content SET sealed = ? WHERE rowid = ?');
    swap.run(second?.sealed ?? null, 1);
    swap.run(first?.sealed ?? null, 2);
  });
  await app.start();
  await unlock(app.window);
  for (const title of ['One', 'Two']) {
    await noteRow(app.window, title).click();
    await expect(app.window.getByRole('heading', { name: 'Damaged note' })).toBeVisible();
    await expect(noteText(app.window)).toBeHidden();
  }
});
