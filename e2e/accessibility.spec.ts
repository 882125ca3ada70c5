import type { Page } from '@playwright/test';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test } from './fixture.ts';
import { accessibilityFaults } from './screenshots/faults.ts';
import { living } from './screenshots/living.ts';
import {
  chooseBackupFolder,
  createVault,
  library,
  lock,
  noteRow,
  noteText,
  passphrase,
  showVault,
  titleField,
  unlock,
  writeNote,
} from './steps.ts';

/** What has the focus, by role and name, as a screen reader would say it. */
async function expectFocusOn(window: Page, role: 'button' | 'listbox' | 'textbox', name: string | RegExp) {
  await expect(window.getByRole(role, { name })).toBeFocused();
}

test('the first screen has a heading and four buttons to choose from', async ({ app: { window } }) => {
  await expect(window.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Latchkey" [level=1]
      - paragraph
      - button "Create a vault"
      - button "Open a vault…"
      - button "Escrow lab"
      - button "Settings"
      - paragraph
  `);
});

test('every field of the form for a new vault has a name, and an error belongs to its field', async ({
  app: { window },
}) => {
  await window.getByRole('button', { name: 'Create a vault' }).press('Enter');
  await expectFocusOn(window, 'textbox', 'Vault name');
  const passphrase = window.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('short');
  await window.keyboard.press('Enter');
  await expect(passphrase).toBeFocused();
  await expect(passphrase).toHaveAttribute('aria-invalid', 'true');
  await expect(passphrase).toHaveAccessibleDescription('A passphrase needs at least 8 characters.');
  await window.getByRole('button', { name: 'Back' }).press('Enter');
  await expectFocusOn(window, 'button', 'Create a vault');
});

test('an open vault has its landmarks, its headings and a list that tells its size', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Tides', 'High water at six.');
  await expect(app.window.locator('body')).toMatchAriaSnapshot(`
    - navigation "Library":
      - heading "Private" [level=1]
      - button "Hide library"
      - list:
        - listitem:
          - button "All notes 1"
        - listitem:
          - button "Trash 0"
      - button "Lock"
      - button "Keyboard shortcuts"
      - separator "Resize library"
    - region "Note list":
      - heading "All notes" [level=2]
      - button "New note"
      - listbox "Notes":
        - option /Tides .* High water at six\\./ [selected]
      - separator "Resize list"
    - main "Note":
      - button "Hide list"
      - button "Move to trash"
      - textbox "Title"
      - textbox "Note text"
      - status: Saved
  `);
  await expect(noteRow(app.window, 'Tides')).toHaveAttribute('aria-setsize', '1');
  await expect(library(app.window).getByRole('button', { name: 'All notes' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('the focus follows from the new vault to the first note, and from the lock to the list', async ({
  app,
}) => {
  await createVault(app);
  await expectFocusOn(app.window, 'button', 'Write the first note');
  await app.window.keyboard.press('Enter');
  await expect(titleField(app.window)).toBeFocused();
  await app.window.keyboard.type('Tides');
  await expect(noteRow(app.window, 'Tides')).toBeVisible();
  await lock(app.window);
  await unlock(app.window);
  await expectFocusOn(app.window, 'listbox', 'Notes');
});

test('the focus is never lost when what has it goes away', async ({ app: { window }, app }) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');

  for (const [hide, show] of [
    ['Hide library', 'Show library'],
    ['Hide list', 'Show list'],
  ] as const) {
    await window.getByRole('button', { name: hide }).press('Enter');
    await expectFocusOn(window, 'button', show);
    await window.keyboard.press('Enter');
    await expectFocusOn(window, 'button', hide);
  }

  await window.getByRole('separator', { name: 'Resize list' }).press('Enter');
  await expectFocusOn(window, 'button', 'Show list');
  await window.keyboard.press('Enter');

  await noteText(window).focus();
  await window.keyboard.press('ControlOrMeta+/');
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(noteText(window)).toBeFocused();

  await window.keyboard.press('ControlOrMeta+Shift+Backspace');
  await expect(window.getByText('No notes yet').locator('..')).toBeFocused();
  await window.getByRole('button', { name: 'Undo' }).press('Enter');
  await expectFocusOn(window, 'listbox', 'Notes');
});

test('in a narrow window the library opens over the rest with the focus in it, and gives it back', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  // The focus has come to rest.
  await expectFocusOn(window, 'button', 'Write the first note');
  await window.setViewportSize({ width: 900, height: 600 });
  await window.getByRole('button', { name: 'Show library' }).press('Enter');
  await expectFocusOn(window, 'button', /^All notes/);
  await window.keyboard.press('Escape');
  await expectFocusOn(window, 'button', 'Show library');
});

test('a text that is too long is refused whole, with both numbers, and what was there stays', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Limits', 'Kept.');
  await noteText(window).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'a line\n'.repeat(3_000_000));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(
    window.getByText(/can hold 16,777,216 characters; it would have had 21,000,005\./),
  ).toBeVisible();
  await expect(noteText(window)).toHaveText('Kept.');
});

test('a file that is dropped beside the text of a note is refused', async ({ app: { window }, app }) => {
  await createVault(app);
  await writeNote(window, 'Drop', 'Kept.');
  for (const target of [titleField(window), library(window), window.locator('body')]) {
    const prevented = await target.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array([65, 0, 1, 2])], 'picture.bin'));
      return !element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    expect(prevented).toBe(true);
  }
  await expect(
    window.getByText('The file was not added. Files belong to a note: drop it on the text of one.'),
  ).toBeVisible();
  await expect(noteText(window)).toHaveText('Kept.');
});

test('a PIN is set, used and left again with the keyboard alone, and the focus is never lost', async ({
  app: { window },
  app,
}) => {
  test.setTimeout(90_000);
  await createVault(app);
  await window.keyboard.press('ControlOrMeta+Shift+h');
  await expect(window.getByRole('tab', { name: 'Health' })).toBeFocused();
  await window.keyboard.press('ArrowRight');
  await expect(window.getByRole('tab', { name: 'Holders' })).toBeFocused();
  await window.getByRole('button', { name: 'Set a PIN…' }).press('Enter');
  await expect(window.getByLabel('Current passphrase')).toBeFocused();
  await window.keyboard.press('Escape');
  await expectFocusOn(window, 'button', 'Set a PIN…');
  await window.keyboard.press('Enter');
  await expect(window.getByLabel('Current passphrase')).toBeFocused();
  await window.keyboard.type(passphrase);
  await window.keyboard.press('Tab');
  await expect(window.getByLabel('New PIN', { exact: true })).toBeFocused();
  await window.keyboard.type('830216');
  await window.keyboard.press('Tab');
  await expectFocusOn(window, 'button', 'Show PIN');
  await window.keyboard.press('Tab');
  await window.keyboard.type('830216');
  await window.keyboard.press('Enter');
  await expectFocusOn(window, 'button', 'Change PIN…');

  await window.keyboard.press('ControlOrMeta+l');
  await expect(window.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Private" [level=1]
      - paragraph
      - paragraph: Locked.
      - text: /PIN for the key on “.+”/
      - textbox /PIN for the key on “.+”/
      - button "Show PIN"
      - button "Unlock"
      - button "Use the passphrase instead"
      - region "Who can open this vault":
        - heading "Who can open this vault" [level=2]
        - list
      - button "Open another vault…"
      - button "Create a vault"
  `);
  await expectFocusOn(window, 'textbox', /^PIN for the key on/);
  await window.keyboard.type('830216');
  await window.keyboard.press('Enter');
  await expect(library(window)).toBeVisible();
});

test('the pages of the vault have their headings, and every button a name of its own', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await showVault(window);
  await chooseBackupFolder(app);
  await expect(window.getByRole('tabpanel', { name: 'Health' })).toMatchAriaSnapshot(`
    - tabpanel "Health":
      - region "State of the vault":
        - status:
          - heading [level=2]
          - paragraph
        - button "Check everything now"
      - region "Backups":
        - heading "Backups" [level=2]
        - button "Change…"
        - button "Stop backing up"
        - status: /Last backup just now/
        - paragraph
        - button "Back up now"
        - button "Open a backup beside…"
        - list "Backups":
          - listitem:
            - time
            - button /Open every record of the backup of .+/
            - button /Open beside…. the backup of .+/
        - paragraph
  `);
  await window.getByRole('tab', { name: 'Holders' }).click();
  await expect(window.getByRole('tabpanel', { name: 'Holders' })).toMatchAriaSnapshot(`
    - tabpanel "Holders":
      - region "Who can open this vault":
        - heading "Who can open this vault" [level=2]
        - paragraph
        - list "Holders":
          - listitem:
            - heading "Passphrase" [level=3]
            - button "Change passphrase…"
      - region "No recovery phrase":
        - heading "No recovery phrase" [level=2]
        - paragraph
        - button "Make a recovery phrase…"
      - region "PIN on this computer":
        - heading "PIN on this computer" [level=2]
        - paragraph
        - button "Set a PIN…"
      - region "Key file":
        - heading "Key file" [level=2]
        - paragraph
        - list
        - button "Make a key file…"
  `);
  await window.getByRole('tab', { name: 'Import and export' }).click();
  await expect(window.getByRole('tabpanel', { name: 'Import and export' })).toMatchAriaSnapshot(`
    - tabpanel "Import and export":
      - region "Import":
        - heading "Import" [level=2]
        - paragraph
        - button "Import notes…"
      - region "Export":
        - heading "Export" [level=2]
        - paragraph
        - button "Export notes…"
  `);
  await window.getByRole('button', { name: 'Export notes…' }).press('Enter');
  await expect(window.getByRole('alertdialog')).toHaveAccessibleDescription(/The files are not encrypted\./);
  await expectFocusOn(window, 'button', 'Cancel');
  await window.keyboard.press('Escape');
  await expectFocusOn(window, 'button', 'Export notes…');
});

test('no page of the vault is wider than a small window', async ({ app: { window }, app }) => {
  await createVault(app);
  await window.setViewportSize({ width: 900, height: 600 });
  await window.keyboard.press('ControlOrMeta+Shift+h');
  for (const tab of ['Health', 'Holders', 'Vault key', 'Import and export']) {
    await window.getByRole('tab', { name: tab }).click();
    const panel = window.getByRole('tabpanel', { name: tab });
    expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }
});

/** Screens that stand for all of them: `npm run screenshots -- --axe` looks at every one. */
const looked = [
  'workspace',
  'note-everything',
  'note-find-replace',
  'note-focus-mode',
  'inspector-outline',
  'bulk',
  'dialog-tags',
  'dialog-rename-tag-merges',
];

test('axe finds nothing on the screens of a vault of some years, in the light and in the dark', async ({
  app,
}) => {
  test.skip(
    chosenRuntime().kind === 'electron',
    'axe needs more of the browser than a test has of Electron’s',
  );
  test.setTimeout(120_000);
  await living.prepare?.(app);
  const found: string[] = [];
  for (const screen of living.screens.filter(({ name }) => looked.includes(name))) {
    await screen.show(app);
    for (const fault of await accessibilityFaults(app.window, app)) found.push(`${screen.name}: ${fault}`);
    await screen.leave?.(app);
  }
  expect(found).toEqual([]);
});
