import { existsSync, readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { files, give, openFile, showFiles, viewer } from './file-steps.ts';
import { pdf, png, wav } from './fixture/sample-files.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixture.ts';
import { createVault, expectSaved, lock, noteRow, noteText, titleField, writeNote } from './steps.ts';

test('pictures that are pasted are seen in the text, and looked at by the keyboard alone', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Harbour', 'At six.\n\n');
  const wall = png(900, 500);
  await give(noteText(window), 'paste', [
    ['wall.png', wall],
    ['broken.png', Buffer.from('no picture')],
    [
      'drawing.svg',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" onload="document.title=1"><script>document.title=2</script><rect width="2" height="1"/></svg>',
      ),
    ],
  ]);
  const picture = noteText(window).getByRole('img', { name: 'wall.png' });
  await expect(picture).toHaveJSProperty('naturalWidth', 900);
  await expect(noteText(window).getByRole('img', { name: 'drawing.svg' })).toHaveJSProperty('width', 300);
  await expect(
    noteText(window).getByRole('img', { name: /^broken.png\. This file is damaged/ }),
  ).toBeVisible();
  await expectSaved(window);
  // What is said in the place of a picture is not written into the text.
  await expect(noteRow(window, 'Harbour')).not.toContainText('damaged');

  const source = await picture.getAttribute('src');
  const part = await window.evaluate(async (address) => {
    const response = await fetch(address, { headers: { range: 'bytes=100-199' } });
    return { status: response.status, bytes: [...new Uint8Array(await response.arrayBuffer())] };
  }, source ?? '');
  expect(part).toEqual({ status: 206, bytes: [...wall.subarray(100, 200)] });

  await window.keyboard.press('ControlOrMeta+e');
  await noteText(window).getByRole('button', { name: 'Look at wall.png' }).focus();
  await window.keyboard.press('Enter');
  const wallDialog = viewer(window, 'wall.png');
  await expect(wallDialog.getByText('1 of 3')).toBeVisible();
  await expect(wallDialog.getByRole('img', { name: 'wall.png' })).toBeVisible();
  await window.keyboard.press('+');
  await window.keyboard.press('+');
  await expect(wallDialog.getByText('150 %')).toBeVisible();
  await expect(wallDialog.getByRole('img', { name: 'wall.png' })).toHaveCSS('width', '1350px');
  await window.keyboard.press('0');
  await expect(wallDialog.getByRole('button', { name: 'Fit' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(app);
  await window.keyboard.press('ArrowRight');
  await expect(viewer(window, 'broken.png').getByText(/^This file cannot be shown/)).toBeVisible();
  await window.keyboard.press('ArrowRight');
  await expect(viewer(window, 'drawing.svg').getByRole('img')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(noteText(window).getByRole('button', { name: 'Look at wall.png' })).toBeFocused();
  await expect(window).toHaveTitle('Private – Latchkey');
});

test('PDFs, sounds and texts are shown without leaving the window, and nothing in them runs', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Papers', 'Papers ');
  await showFiles(window);
  const requests: string[] = [];
  window.on('request', (request) => requests.push(new URL(request.url()).origin));
  await give(window.getByText('No files belong to this note'), 'drop', [
    ['plan.pdf', pdf(['Plan of the quay', 'Second sheet'], '938c8b9e')],
    ['torn.pdf', pdf(['Gone']).subarray(0, 200)],
    ['tone.wav', wav(3)],
    ['log.txt', Buffer.from('<b>High water</b> 06:12')],
    ['page.html', Buffer.from('<script>document.title = 3</script>')],
    ['empty.csv', Buffer.alloc(0)],
  ]);
  await expect(files(window).getByRole('listitem')).toHaveCount(6);
  await expect(files(window).getByText('Not named in the text')).toHaveCount(6);
  await expectAccessible(app);

  const plan = await openFile(window, 'plan.pdf');
  await expect(plan.getByText('Plan of the quay')).toBeAttached();
  await expect(plan.getByText('東京').first()).toBeAttached();
  await expect(plan.locator('canvas').first()).toHaveAttribute('data-is', 'drawn');
  const colours = await plan
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return new Set(Array.from({ length: data.length / 4 }, (_, index) => data[index * 4])).size;
    });
  expect(colours).toBeGreaterThan(2);
  await plan.getByRole('button', { name: 'Next page' }).click();
  await expect(plan.getByText('Page 2 of 2')).toBeVisible();
  await expectAccessible(app);
  await window.keyboard.press('Escape');

  await expect((await openFile(window, 'torn.pdf')).getByText(/^This PDF cannot be shown/)).toBeVisible();
  await window.keyboard.press('Escape');
  const tone = (await openFile(window, 'tone.wav')).locator('audio');
  await expect.poll(() => tone.evaluate((sound: HTMLAudioElement) => Math.round(sound.duration))).toBe(3);
  await window.keyboard.press('Escape');
  await expect((await openFile(window, 'log.txt')).getByText('<b>High water</b> 06:12')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect((await openFile(window, 'page.html')).getByText(/^Files of this kind/)).toBeVisible();
  await window.keyboard.press('Escape');
  await expect((await openFile(window, 'empty.csv')).getByText('This file is empty.')).toBeVisible();
  await expect(window).toHaveTitle('Private – Latchkey');
  expect(new Set(requests)).toEqual(new Set([new URL(window.url()).origin]));
});

test('another program gets a copy only after a warning, never a program, and the copy is gone at the lock', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Papers', 'Papers ');
  await showFiles(window);
  await give(window.getByText('No files belong to this note'), 'drop', [
    ['plan.pdf', pdf(['Plan'])],
    ['setup.exe', Buffer.from('MZ')],
  ]);
  const ask = async (name: string): Promise<Locator> => {
    await window.getByRole('button', { name: `Options for ${name}` }).click();
    await window.getByRole('menuitem', { name: 'Open with another program…' }).click();
    return window.getByRole('dialog', { name: 'Open with another program?' });
  };
  const refused = await ask('setup.exe');
  await refused.getByRole('button', { name: 'Open a readable copy' }).click();
  await expect(refused.getByRole('alert')).toContainText('This file is a program');
  await refused.getByRole('button', { name: 'Cancel' }).click();
  const warning = await ask('plan.pdf');
  await expect(warning).toContainText('Latchkey cannot take back');
  await expectAccessible(app);
  await warning.getByRole('button', { name: 'Open a readable copy' }).click();
  await expect(warning).toBeHidden();
  const [copy = ''] = await app.openedExternally();
  expect(readFileSync(copy)).toEqual(pdf(['Plan']));
  await lock(window);
  await expect.poll(() => existsSync(copy)).toBe(false);
  expect(await app.openedExternally()).toHaveLength(1);
});

test('a file makes a new note, is removed after a question, and the text says that it is gone', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await window.getByRole('button', { name: 'New note', exact: true }).click();
  await give(noteText(window), 'drop', [['quay.png', png(60, 40)]]);
  await expect(titleField(window)).not.toHaveValue('');
  await expect(noteText(window).getByRole('img', { name: 'quay.png' })).toHaveJSProperty('naturalWidth', 60);
  await give(
    window
      .getByRole('searchbox')
      .or(window.getByRole('listbox', { name: 'Notes' }))
      .first(),
    'drop',
    [['stray.png', png(1, 1)]],
  );
  await expect(window.getByText(/^The file was not added\./)).toBeVisible();
  await showFiles(window);
  await files(window)
    .getByRole('button', { name: /^quay\.png/ })
    .focus();
  await window.keyboard.press('Delete');
  const question = window.getByRole('dialog', { name: 'Remove this file?' });
  await expect(question).toContainText('The text of the note names it.');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(files(window)).toBeHidden();
  await expect(
    noteText(window).getByRole('img', { name: /^quay\.png\. This file is not among/ }),
  ).toBeVisible();
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(`\n\n[lost](attachment:${'0'.repeat(32)})`);
  await window.keyboard.press('ArrowLeft');
  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(
    window.getByText(/^This file is not among the files of this note\. It was removed/),
  ).toBeVisible();
});
