import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test, type App } from './fixture.ts';
import {
  createFirstVault,
  createVault,
  expectLocked,
  expectNote,
  library,
  lock,
  passphraseField,
  typeNote,
  unlock,
  writeNote,
} from './steps.ts';

/** Everything a script could read in the page: markup, what fields hold, and every storage the browser offers. */
async function everythingReadable({ window }: App): Promise<string> {
  return window.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
      ({ value }) => value,
    );
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const caches = await globalThis.caches.keys();
    return JSON.stringify([
      document.documentElement.outerHTML,
      document.title,
      location.href,
      history.state,
      fields,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      caches,
    ]);
  });
}

test('the Lock button locks and the passphrase unlocks', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await lock(app.window);
  await unlock(app.window);
  await expectNote(app.window, 'Tides', 'High water at six.');
});

test('the lock shortcut locks from inside the text', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await app.window.keyboard.press('ControlOrMeta+l');
  await expectLocked(app.window);
});

test('the menu locks', async ({ app }) => {
  await createVault(app);
  await app.menu('Note', 'Lock');
  await expectLocked(app.window);
});

test('an idle computer locks and says why', async ({ app }) => {
  await createVault(app);
  await app.idle(599 - 5);
  await expect(library(app.window)).toBeVisible();
  await app.idle(601);
  await expectLocked(app.window);
  await expect(app.window.getByText('Locked because the computer was idle.')).toBeVisible();
});

test('a computer going to sleep locks and says why', async ({ app }) => {
  await createVault(app);
  await app.power('suspend');
  await expectLocked(app.window);
  await expect(app.window.getByText('Locked because the computer went to sleep.')).toBeVisible();
});

test('a locked screen locks and says why', async ({ app }) => {
  await createVault(app);
  await app.power('lock-screen');
  await expectLocked(app.window);
  await expect(app.window.getByText('Locked because the screen was locked.')).toBeVisible();
});

test('a wrong passphrase is named as such, the field keeps the focus, and the right one then opens', async ({
  app,
}) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await lock(app.window);
  await unlock(app.window, 'not the passphrase');
  await expect(app.window.getByRole('alert')).toHaveText('That passphrase does not open this vault.');
  await expect(passphraseField(app.window)).toBeFocused();
  await unlock(app.window);
  await expectNote(app.window, 'Tides', 'High water at six.');
});

test('before unlocking, the window shows who can open the vault', async ({ app }) => {
  await createFirstVault(app, 'Private');
  await lock(app.window);
  await expect(app.window.getByRole('heading', { level: 1, name: 'Private' })).toBeVisible();
  await expect(app.window.getByRole('heading', { name: 'Who can open this vault' })).toBeVisible();
  const holders = app.window.getByRole('region', { name: 'Who can open this vault' }).getByRole('listitem');
  await expect(holders).toHaveCount(1);
  await expect(holders).toContainText('Argon2id, 64 MiB, 3 passes');
});

test('after locking, nothing of a note is left in the page', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Zephyrine', 'Quillwort and marigold.');
  expect(await everythingReadable(app)).toContain('Quillwort');
  await lock(app.window);
  const left = await everythingReadable(app);
  expect(left).not.toContain('Zephyrine');
  expect(left).not.toContain('Quillwort');
});

test('text typed in the moment of locking is there after unlocking', async ({ app }) => {
  await createVault(app);
  await typeNote(app.window, 'Last word', 'Typed and locked at once.');
  await app.window.keyboard.press('ControlOrMeta+l');
  await expectLocked(app.window);
  await unlock(app.window);
  await expectNote(app.window, 'Last word', 'Typed and locked at once.');
});

test('text typed in the moment the computer goes to sleep is there after unlocking', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Log', 'Monday.');
  await app.window.keyboard.insertText(' Tuesday.');
  await app.power('suspend');
  await expectLocked(app.window);
  await unlock(app.window);
  await expectNote(app.window, 'Log', 'Monday. Tuesday.');
});

test('a window whose page crashes comes back locked, with what was saved', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'the test runner loses a page of Electron that crashes');
  await createVault(app);
  await writeNote(app.window, 'Log', 'Monday.');
  const crashed = app.window;
  await app.onHost.crashRenderer();
  await expect.poll(() => app.onHost.page !== crashed).toBe(true);
  const window = app.onHost.page;
  await expect(window.getByText('Locked because something went wrong inside Latchkey.')).toBeVisible();
  await unlock(window);
  await expectNote(window, 'Log', 'Monday.');
});
