import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { chosenRuntime } from './fixture/runtime.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test, type App } from './fixture.ts';
import { createVault, expectNote, lock, noteRow, unlock } from './steps.ts';

const keys = 'Control+Shift+E';

test.beforeEach(() => {
  test.skip(chosenRuntime().kind === 'electron', 'nobody can press a global shortcut for Electron');
});

/** Records the shortcut in the settings. */
async function recordShortcut({ window }: App): Promise<void> {
  await window.keyboard.press('ControlOrMeta+,');
  const recorder = window.getByRole('group', { name: 'Quick capture shortcut' });
  await recorder.getByRole('button', { name: 'Record' }).press('Enter');
  await window.keyboard.press('Control+Shift+KeyE');
  await expect(recorder).toContainText('Ctrl+Shift+E');
  await window.getByRole('button', { name: 'Back' }).click();
}

/** Presses the shortcut while another program is in front. */
async function openCapture(app: App): Promise<Page> {
  await expect.poll(() => app.onHost.globalShortcut(keys)).toBe(true);
  return app.secondWindow();
}

function field(pad: Page) {
  return pad.getByRole('textbox', { name: 'Text' });
}

/** Everything in the app's own folder. A file that is written there gets its name only once it is whole. */
function kept({ userData }: App): Buffer {
  const files = readdirSync(userData, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return Buffer.concat(
    files.flatMap(({ parentPath, name }) => {
      try {
        return readFileSync(join(parentPath, name));
      } catch (error) {
        if (name.endsWith('.new')) return [];
        throw error;
      }
    }),
  );
}

function waiting({ userData }: App): readonly string[] {
  const folder = join(userData, 'inbox');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.capture'),
  );
}

test('a text captured while the vault is locked waits sealed, and is a note after unlocking', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await recordShortcut(app);
  await lock(window);
  const pad = await openCapture(app);
  await expect(field(pad)).toBeFocused();
  await expect(pad.getByText('The vault is locked: this is sealed now')).toBeVisible();
  await expectAccessible(app, pad);
  await pad.keyboard.insertText('Heron on the weir\nAt dawn, alone.');
  await pad.keyboard.press('Control+Enter');
  await expect.poll(() => app.windows.length).toBe(1);
  expect(waiting(app)).toHaveLength(1);
  expect(kept(app).includes('Heron') || kept(app).includes('dawn')).toBe(false);
  await unlock(window);
  await expect(window.getByText('One capture came in, to the notebook “Inbox”.')).toBeVisible();
  await expectNote(window, 'Heron on the weir', 'At dawn, alone.');
  expect(waiting(app)).toEqual([]);
});

test('a text captured while the vault is unlocked is a note at once, and one thrown away is nowhere', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await expect(pad.getByText('The vault is unlocked: this becomes a note')).toBeVisible();
  await field(pad).fill('Thrown away');
  await pad.keyboard.press('Escape');
  await expect(pad.getByRole('alert')).toContainText('This text is saved nowhere yet.');
  await field(pad).fill('Kept after all');
  await pad.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => app.windows.length).toBe(1);
  await expect(noteRow(window, 'Kept after all')).toBeVisible();
  await app.menu('File', 'Quick capture');
  const again = await app.secondWindow();
  await expect(field(again)).toHaveValue('');
  await field(again).fill('Thrown away');
  await again.keyboard.press('Escape');
  await again.keyboard.press('Escape');
  await expect.poll(() => app.windows.length).toBe(1);
  await expect(noteRow(window, 'Thrown away')).toHaveCount(0);
});

test('what is written is not lost when its window is closed or the app quits', async ({ app }) => {
  await createVault(app);
  await lock(app.window);
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await field(pad).fill('Heron on the weir');
  await app.closeWindow(pad);
  await expect(pad.getByRole('alert')).toContainText('This text is saved nowhere yet.');
  await pad.getByRole('button', { name: 'Keep writing' }).click();
  await expect(field(pad)).toHaveValue('Heron on the weir');
  await app.restart();
  expect(waiting(app)).toHaveLength(1);
  await unlock(app.window);
  await expect(noteRow(app.window, 'Heron on the weir')).toBeVisible();
});

test('an app that is to quit stays while what is written cannot be saved', async ({ app }) => {
  await createVault(app);
  await lock(app.window);
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await field(pad).fill('Heron on the weir');
  replaceInboxKey(app.vaultPath('Private'));
  const quitting = app.quit();
  await expect(pad.getByRole('alert')).toContainText('nothing was sealed, and your text is still here');
  await expect(field(pad)).toHaveValue('Heron on the weir');
  await field(pad).fill('');
  await app.quit();
  expect(await quitting).toBe(0);
});

test('nothing is sealed to an inbox key that somebody has put into the file', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await lock(window);
  replaceInboxKey(app.vaultPath('Private'));
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await field(pad).fill('Heron on the weir');
  await pad.keyboard.press('Control+Enter');
  await expect(pad.getByRole('alert')).toContainText('nothing was sealed, and your text is still here');
  await expect(field(pad)).toHaveValue('Heron on the weir');
  expect(waiting(app)).toEqual([]);
  // An app with a text in it that can be saved nowhere does not quit.
  await field(pad).fill('');
});

test('without a vault it says what to do, and its window may call nothing else', async ({ app }) => {
  await app.menu('File', 'Quick capture');
  const pad = await app.secondWindow();
  await expect(pad.getByRole('heading', { name: 'No vault takes captures yet' })).toBeVisible();
  await expectAccessible(app, pad);
  const refused = (page: Page, names: readonly string[]) =>
    page.evaluate(async (asked) => {
      const { call } = Reflect.get(globalThis, 'latchkey') as {
        call: Record<string, (request?: unknown) => Promise<unknown>>;
      };
      const outcomes = asked.map(async (name) =>
        call[name]?.().then(
          () => 'answered',
          () => 'refused',
        ),
      );
      return Promise.all(outcomes);
    }, names);
  const others = ['notes.list', 'app.state', 'vault.lock', 'settings.read', 'inbox.takeIn', 'console.state'];
  expect(await refused(pad, others)).toEqual(others.map(() => 'refused'));
  const own = ['capture.state', 'capture.save', 'capture.close'];
  expect(await refused(app.window, own)).toEqual(own.map(() => 'refused'));
  await pad.keyboard.press('Escape');
  await expect.poll(() => app.windows.length).toBe(1);
});

test('keys that the system keeps for itself open nothing, and the settings say so', async ({ app }) => {
  const { window } = app;
  await window.getByRole('button', { name: 'Settings' }).click();
  const recorder = window.getByRole('group', { name: 'Quick capture shortcut' });
  await recorder.getByRole('button', { name: 'Record' }).press('Enter');
  await window.keyboard.press('Alt+F4');
  await expect(window.getByText('Another program or the system has these keys already')).toBeVisible();
  expect(await app.onHost.globalShortcut('Alt+F4')).toBe(false);
});

/** Changes the front page as somebody can who may write to the file and has no key. */
function replaceInboxKey(path: string): void {
  const database = new DatabaseSync(path);
  const { body } = database.prepare('SELECT body FROM header').get() as { body: Uint8Array };
  const header = JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
  const changed = Buffer.from(JSON.stringify({ ...header, inbox: { publicKey: 'ab'.repeat(32) } }));
  const checksum = createHash('sha256').update(changed).digest();
  database.prepare('UPDATE header SET body = ?, checksum = ?').run(changed, checksum);
  database.close();
}
