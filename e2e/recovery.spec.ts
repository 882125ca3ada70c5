import { encode } from 'uqr';
import { expect, test } from './fixture.ts';
import {
  confirmPhrase,
  createVault,
  createVaultWithPhrase,
  expectLocked,
  expectNote,
  library,
  lock,
  passphrase,
  shownPhrase,
  skipPhrase,
  unlock,
  writeNote,
} from './steps.ts';

const newPassphrase = 'a lantern on the quay at dusk';

test('a new vault shows its recovery phrase and asks for three of its words before it opens', async ({
  app,
}) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  expect(new Set(words).size).toBeGreaterThan(20);
  for (const word of words) expect(word).toMatch(/^[a-z]{3,8}$/);

  await confirmPhrase(window, words.toReversed());
  await expect(
    window
      .getByRole('alert')
      .filter({ hasText: /That is not word \d+/ })
      .first(),
  ).toBeVisible();
  await expect(library(window)).toBeHidden();

  await window.getByRole('button', { name: 'Show the words again' }).click();
  expect(await shownPhrase(window)).toEqual(words);
  await confirmPhrase(window, words);
  await expect(library(window)).toBeVisible();
  await lock(window);
  await expect(window.getByRole('heading', { name: 'Recovery phrase' })).toBeVisible();
});

test('the recovery phrase opens the vault, a new passphrase must follow, and the old one is refused', async ({
  app,
}) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  await confirmPhrase(window, words);
  await writeNote(window, 'Tides', 'High water at six.');
  await lock(window);

  await window.getByRole('button', { name: 'Use the recovery phrase…' }).click();
  const field = window.getByRole('textbox', { name: 'Recovery phrase' });
  await field.fill(['hause', ...words.slice(1)].join(' '));
  await expect(window.getByRole('alert')).toContainText('Word 1, “hause”, is not one');
  await field.fill(words.slice(1).join(' '));
  await window.getByRole('button', { name: 'Unlock with these words' }).click();
  await expect(window.getByRole('alert')).toContainText('24 words');
  await field.fill(words.join('  ').toUpperCase());
  await window.getByRole('button', { name: 'Unlock with these words' }).click();

  await expect(window.getByRole('heading', { name: 'Choose a new passphrase' })).toBeVisible();
  await expect(library(window)).toBeHidden();
  await window.getByLabel('New passphrase', { exact: true }).fill(newPassphrase);
  await window.getByLabel('Repeat new passphrase').fill(newPassphrase);
  await window.getByRole('button', { name: 'Set the passphrase' }).click();
  await expectNote(window, 'Tides', 'High water at six.');

  await lock(window);
  await unlock(window, passphrase);
  await expect(window.getByRole('alert')).toContainText('That passphrase does not open this vault.');
  await unlock(window, newPassphrase);
  await expectNote(window, 'Tides', 'High water at six.');
});

test('words of another vault are told from words that fit together badly', async ({ app }) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app, 'First');
  await confirmPhrase(window, words);
  await lock(window);
  await window.getByRole('button', { name: 'Create a vault' }).click();
  const others = await createVaultFromForm();
  await confirmPhrase(window, others);
  await lock(window);

  await window.getByRole('button', { name: 'Use the recovery phrase…' }).click();
  const field = window.getByRole('textbox', { name: 'Recovery phrase' });
  await field.fill(words.join(' '));
  await window.getByRole('button', { name: 'Unlock with these words' }).click();
  await expect(window.getByRole('alert')).toContainText('not of this vault');
  await window.getByRole('button', { name: 'Use the passphrase' }).click();
  await expectLocked(window);

  async function createVaultFromForm(): Promise<readonly string[]> {
    await window.getByRole('textbox', { name: 'Vault name' }).fill('Second');
    await window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await window.getByLabel('Repeat passphrase').fill(passphrase);
    await window.getByRole('button', { name: 'Create vault' }).click();
    return shownPhrase(window);
  }
});

test('a vault without a recovery phrase lists none, and does not ask again', async ({ app }) => {
  await createVault(app);
  await lock(app.window);
  await expect(app.window.getByRole('heading', { name: 'Passphrase', exact: true })).toBeVisible();
  await expect(app.window.getByRole('heading', { name: 'Recovery phrase' })).toBeHidden();
  await expect(app.window.getByRole('button', { name: 'Use the recovery phrase…' })).toBeHidden();
  await unlock(app.window);
  await expect(library(app.window)).toBeVisible();
});

test('a phrase that was shown when the app was killed is shown anew, as another one', async ({ app }) => {
  const words = await createVaultWithPhrase(app);
  await app.kill();
  await app.start(app.vaultPath('Private'));
  await unlock(app.window);
  expect(await shownPhrase(app.window)).not.toEqual(words);
  await skipPhrase(app.window);
});

test('the recovery sheet is what is printed, and is never on the screen', async ({ app }) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  const sheet = window.getByText('Latchkey recovery sheet');
  await expect(sheet).toBeHidden();
  await window.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(window.locator('[data-print] li')).toHaveText(
    words.map((word, index) => `${index + 1}${word}`),
  );
  await expect(window.locator('#root')).toBeHidden();
  await window.emulateMedia({ media: 'screen' });
  await skipPhrase(window);
  await expect(sheet).toHaveCount(0);
});

test('the recovery sheet carries the words as a QR code, black on white and about 45 mm wide', async ({
  app,
}) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  await app.colorScheme('dark');
  await window.emulateMedia({ media: 'print' });
  const code = window.locator('[data-print]').getByRole('img', { name: /^QR code of the 24 words/ });
  await expect(code).toBeVisible();
  const drawn = await code.evaluate((element) => {
    const [paper, ink] = [element.querySelector('rect'), element.querySelector('path')];
    if (!(element instanceof SVGSVGElement) || paper === null || ink === null) return null;
    const size = element.viewBox.baseVal.width;
    const isBlack = (x: number, y: number): boolean => ink.isPointInFill(new DOMPoint(x + 0.5, y + 0.5));
    const rows = Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (__, x) => isBlack(x, y)),
    );
    const colours = [getComputedStyle(paper).fill, getComputedStyle(ink).fill];
    return { rows, colours, width: element.getBoundingClientRect().width };
  });
  const { data, size } = encode(words.join(' '), { ecc: 'Q', border: 4 });
  expect(drawn?.rows).toEqual(data);
  expect(drawn?.colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  const millimetres = ((drawn?.width ?? 0) / 96) * 25.4 * ((size - 8) / size);
  expect(millimetres).toBeGreaterThan(43);
  expect(millimetres).toBeLessThan(47);
});

test('a new recovery phrase takes the place of the old one', async ({ app }) => {
  const { window } = app;
  const words = await createVaultWithPhrase(app);
  await confirmPhrase(window, words);
  await library(window).getByRole('button', { name: 'Vault' }).click();
  await window.getByRole('tab', { name: 'Holders' }).click();
  await window.getByRole('button', { name: 'New recovery phrase…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Make a new recovery phrase?' });
  await dialog.getByRole('button', { name: 'Make a new one' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Type the passphrase of this vault.');
  await dialog.getByLabel('Current passphrase').fill('not the one');
  await dialog.getByRole('button', { name: 'Make a new one' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('That passphrase does not open this vault.');
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Make a new one' }).click();
  const newer = await shownPhrase(window);
  await confirmPhrase(window, newer);
  await expect(window.getByRole('button', { name: 'New recovery phrase…' })).toBeVisible();
  await lock(window);

  await window.getByRole('button', { name: 'Use the recovery phrase…' }).click();
  const field = window.getByRole('textbox', { name: 'Recovery phrase' });
  await field.fill(words.join(' '));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('alert')).toContainText('not of this vault');
  await field.fill(newer.join(' '));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'Choose a new passphrase' })).toBeVisible();
});
