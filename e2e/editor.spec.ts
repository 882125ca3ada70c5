import { expect, test } from './fixture.ts';
import {
  createVault,
  expectSaved,
  lock,
  noteRow,
  noteText,
  openNote,
  titleField,
  unlock,
  writeNote,
} from './steps.ts';

test('a task is ticked by a click and by a key, also while the note is only read', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Trip', '- [ ] Buy rope\n- [ ] Call the harbour\n- [ ] Pack');
  const box = (name: string) => noteText(window).getByRole('checkbox', { name });
  await box('Buy rope').click();
  await expect(box('Buy rope')).toBeChecked();

  await noteText(window).getByText('Call the harbour').click();
  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(box('Call the harbour')).toBeChecked();

  await window.keyboard.press('ControlOrMeta+e');
  await box('Pack').press(' ');
  await expect(box('Pack')).toBeChecked();
  await expectSaved(window);

  await lock(window);
  await unlock(window);
  await noteRow(window, 'Trip').click();
  for (const name of ['Buy rope', 'Call the harbour', 'Pack']) await expect(box(name)).toBeChecked();
});

test('signs are seen only where somebody writes', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Signs', '# Head\n\nSome **bold** words.\n\n> Said');
  await titleField(window).click();
  await expect(noteText(window)).toHaveText('HeadSome bold words.Said');
  await noteText(window).getByText('bold').click();
  await expect(noteText(window)).toHaveText('HeadSome **bold** words.Said');
  await window.keyboard.press('ControlOrMeta+e');
  await expect(noteText(window)).toHaveText('HeadSome bold words.Said');
  await expect(noteText(window).getByRole('heading', { name: 'Head', level: 1 })).toBeVisible();
  await window.keyboard.type('nothing');
  await window.keyboard.press('ControlOrMeta+e');
  await expect(noteText(window)).toHaveText(/^Head.*words\.Said$/);
});

test('a table is set while it is read, and its cells are reached by Tab and Enter while it is written', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Ports', 'Known:\n\n|Port|Height|\n|-|-:|\n|Calais|7.2|\n\nEnd');
  await titleField(window).click();
  const table = noteText(window).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['Port', 'Height']);

  await table.getByRole('cell', { name: 'Calais' }).click();
  await expect(table).toBeHidden();
  await window.keyboard.press('Tab');
  await window.keyboard.type('7.25');
  await window.keyboard.press('Tab');
  await window.keyboard.type('Dover');
  await expect(noteText(window)).toContainText('| Calais |   7.25 |');
  await window.getByRole('toolbar', { name: 'Table' }).getByRole('button', { name: 'Add column' }).click();
  await window.keyboard.type('Late');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await window.keyboard.type('Below.');
  await titleField(window).click();
  await expect(table.getByRole('row')).toHaveText(['PortHeight', 'Calais7.25', 'DoverLate']);
  await expect(noteText(window)).toContainText('Below.');
});

test('a wide table scrolls and cuts no word, and one that begins from the right has its first column there', async ({
  app,
}) => {
  const { window } = app;
  await createVault(app);
  const line = (cell: string): string => `|${` ${cell} |`.repeat(12)}`;
  const wide = [line('Everything'), line('-'), line('barrels')].join('\n');
  await writeNote(window, 'Barrels', `Known:\n\n${wide}\n\nEnd`);
  await titleField(window).click();
  const table = noteText(window).getByRole('table');
  const box = (name: string) => table.getByText(name).first().boundingBox();
  expect((await box('Everything'))?.height).toBeLessThan(50);
  const frame = await table.evaluate(({ parentElement }) => ({
    room: parentElement?.clientWidth ?? 0,
    needed: parentElement?.scrollWidth ?? 0,
  }));
  expect(frame.needed).toBeGreaterThan(frame.room);

  await writeNote(window, 'Names', 'Known:\n\n| שם | Name |\n| - | - |\n| רות | Ruth |\n\nEnd');
  await titleField(window).click();
  await expect(table.getByRole('columnheader')).toHaveCount(2);
  expect((await box('שם'))?.x).toBeGreaterThan((await box('Name'))?.x ?? Infinity);
});

test('formulas are set, code is coloured, footnotes are followed, and nothing comes from elsewhere', async ({
  app,
}) => {
  const { window } = app;
  const asked: string[] = [];
  const refused: string[] = [];
  window.on('request', (request) => asked.push(request.url()));
  window.on('console', (message) => refused.push(message.text()));
  await createVault(app);
  const text =
    'Of $e^{i\\pi}$ and $\\frac{1$[^1].\n\n```python\nprint("tide")\n```\n\n![Boat](https://example.com/boat.png)\n\n[^1]: At sea.';
  await writeNote(window, 'Rich', text);
  await window.keyboard.press('ControlOrMeta+e');

  const note = noteText(window);
  await expect(note.locator('math')).toHaveCount(1);
  await expect(note.getByTitle('This formula cannot be read')).toHaveText('\\frac{1');
  await expect(note.getByText('Python', { exact: true })).toBeVisible();
  await expect
    .poll(() => note.getByText('"tide"').evaluate((word) => getComputedStyle(word).color))
    .not.toBe(await note.evaluate((element) => getComputedStyle(element).color));
  await note.getByRole('button', { name: 'Copy code' }).click();
  await titleField(window).fill('');
  await titleField(window).press('ControlOrMeta+v');
  await expect(titleField(window)).toHaveValue('print("tide")');

  await expect(note.getByRole('img', { name: /^Boat\. .*Nothing is fetched/ })).toBeVisible();
  await note.getByRole('link', { name: '1' }).first().hover();
  await expect(window.getByText('At sea.', { exact: true })).toBeVisible();
  const origin = new URL(window.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin))).toEqual([]);
  expect(refused).toEqual([]);
});

test('a link to a note opens it, and one to none offers to create it', async ({ app }) => {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await writeNote(window, 'Journal', 'See [[tides]] and [[Harbour|the harbour]].');
  await titleField(window).click();
  await expect(noteText(window)).toHaveText('See tides and the harbour.');
  await noteText(window)
    .getByText('tides')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(titleField(window)).toHaveValue('Tides');

  await openNote(window, 'Journal');
  await window.keyboard.press('ControlOrMeta+e');
  await noteText(window).getByRole('link', { name: 'the harbour' }).press('Enter');
  await window.getByRole('button', { name: 'Create it' }).click();
  await expect(titleField(window)).toHaveValue('Harbour');
  await noteText(window).click();
  await window.keyboard.type('Opens at seven.');
  await expectSaved(window);
  await openNote(window, 'Journal');
  await noteText(window)
    .getByText('the harbour')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(noteText(window)).toHaveText('Opens at seven.');
});
