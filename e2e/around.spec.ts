import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { paste } from './file-steps.ts';
import { expect, test } from './fixture.ts';
import { createVault, expectSaved, noteRow, noteText, titleField, writeNote } from './steps.ts';

function menu(window: Page): Locator {
  return window.getByRole('listbox', { name: 'Suggestions' });
}

function inspector(window: Page): Locator {
  return window.getByRole('region', { name: 'About this note' });
}

test('somebody who knows no Markdown writes a list and a table by the slash menu, with the keyboard alone', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'Words. ');
  await window.keyboard.press('Enter');
  await window.keyboard.type('/');
  await expect(menu(window).getByRole('option', { name: /^Heading 1/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expectAccessible(app);
  await window.keyboard.type('bul');
  await expect(menu(window).getByRole('option')).toHaveCount(1);
  await window.keyboard.press('Enter');
  await window.keyboard.type('one');
  await window.keyboard.press('Enter');
  await window.keyboard.type('two');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await window.keyboard.type('/');
  await expect(menu(window)).toBeVisible();
  await window.keyboard.type('table 1x2');
  await expect(menu(window).getByRole('option', { name: /^Table.*1 × 2/ })).toBeVisible();
  await window.keyboard.press('Enter');
  await window.keyboard.type('Time');
  await expectSaved(window);
  await noteText(window).press('ControlOrMeta+Home');
  await expect(noteText(window).getByRole('columnheader', { name: 'Time' })).toBeVisible();
  await expect(noteText(window)).not.toContainText('/');

  await window.keyboard.press('End');
  await window.keyboard.type('and/or');
  // By then a menu would have opened.
  await expectSaved(window);
  await expect(menu(window)).toBeHidden();
});

test('the toolbar lays out what is selected, says what it is, and is walked by arrow keys', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'High water');
  const bar = window.getByRole('toolbar', { name: 'Layout of the text' });
  const bold = bar.getByRole('button', { name: 'Bold' });
  await window.keyboard.press('ControlOrMeta+a');
  await bold.click();
  await expect(bold).toHaveAttribute('aria-pressed', 'true');
  await expect(noteText(window)).toHaveText('**High water**');
  await window.keyboard.press('ControlOrMeta+b');
  await expect(bold).toHaveAttribute('aria-pressed', 'false');
  await expect(noteText(window)).toHaveText('High water');

  await bold.focus();
  await window.keyboard.press('ArrowLeft');
  const heading = bar.getByRole('button', { name: 'Heading' });
  await expect(heading).toBeFocused();
  await heading.click();
  await window.getByRole('menuitemcheckbox', { name: 'Heading 2' }).click();
  await expect(noteText(window)).toBeFocused();
  await expect(noteText(window)).toHaveText('## High water');

  await window.getByRole('button', { name: 'How the text is shown' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Toolbar' }).click();
  await expect(bar).toBeHidden();
});

test('what is pasted keeps its layout as Markdown, and nothing of it runs or is fetched', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Pasted', '');
  const requests: string[] = [];
  window.on('request', (request) => requests.push(request.url()));
  await noteText(window).click();
  await paste(noteText(window), {
    'text/plain': 'Tides',
    'text/html':
      '<style>h2 { color: red }</style><h2 onclick="document.title=1">Tides</h2><script>document.title=2</script><p>At <b>six</b>, <a href="https://tides.example/">here</a>.' +
      '<img src="https://track.example/x.png" onerror="document.title=3" alt="chart"><a href="javascript:document.title=4">not here</a></p>',
  });
  await expect(noteText(window)).toHaveText(/^#{0,2} ?TidesAt \*{0,2}six\*{0,2}, .*here.*chart.*not here/);
  await expect(window).toHaveTitle('Private – Latchkey');
  expect(requests).toEqual([]);

  await window.keyboard.press('ControlOrMeta+a');
  await paste(noteText(window), {
    'text/plain': 'Only words',
    'text/html': '<div>Only <span>words</span></div>',
  });
  await expect(noteText(window)).toHaveText('Only words');

  await window.keyboard.press('ControlOrMeta+a');
  const deep = `${'<div>'.repeat(300)}<b>deep</b>`;
  await paste(noteText(window), { 'text/plain': 'deep', 'text/html': deep });
  await expect(noteText(window)).toHaveText('deep');
  await expect(
    window.getByText('That was too much to keep its layout: it was pasted as plain text.'),
  ).toBeVisible();
});

test('words are replaced one by one and all at once, with the number said', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Hedges', 'hedge Hedge hedgehog hedge');
  await window.keyboard.press('ControlOrMeta+Home');
  await window.keyboard.press('ControlOrMeta+h');
  const search = window.getByRole('search', { name: 'This note' });
  await expect(search.getByRole('textbox', { name: 'Find in this note' })).toBeFocused();
  await window.keyboard.type('hedge');
  await expect(search).toContainText('1 of 4');
  await search.getByRole('button', { name: 'Whole words' }).click();
  await expect(search).toContainText('1 of 3');
  await search.getByRole('button', { name: 'Match capitals' }).click();
  await expect(search).toContainText('1 of 2');
  await search.getByRole('textbox', { name: 'Replace with' }).fill('wall');
  await expectAccessible(app);
  await window.keyboard.press('Enter');
  await expect(noteText(window)).toHaveText('wall Hedge hedgehog hedge');
  await search.getByRole('button', { name: 'Match capitals' }).click();
  await search.getByRole('button', { name: 'Replace all' }).click();
  await expect(search).toContainText('2 replaced');
  await expect(noteText(window)).toHaveText('wall wall hedgehog wall');
  await window.keyboard.press('Escape');
  await expect(noteText(window)).toBeFocused();
});

test('the outline leads to headings, and the links panel to notes, there and back', async ({
  app: { window },
  app,
}) => {
  await createVault(app, 'Private', [
    { title: 'Moon', body: 'It makes the [[Tides]].' },
    { title: 'Tides', body: `# First\n\n${'Words.\n\n'.repeat(200)}## Second\n\nSee [[Moon]] and [[Sun]].` },
  ]);
  await noteRow(window, 'See Moon').or(noteRow(window, 'First')).first().click();
  await expect(titleField(window)).toHaveValue('Tides');
  await window.keyboard.press('ControlOrMeta+Shift+O');
  await expect(inspector(window).getByRole('tab', { name: 'Outline' })).toBeFocused();
  const outline = inspector(window).getByRole('listbox', { name: 'Headings of this note' });
  await outline.focus();
  await window.keyboard.press('End');
  await expect(outline.getByRole('option', { name: 'Second' })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(app);
  await window.keyboard.press('Enter');
  await expect(noteText(window)).toBeFocused();
  await expect(noteText(window).getByText('Second')).toBeInViewport();

  await inspector(window).getByRole('tab', { name: 'Links' }).click();
  await expect(inspector(window).getByRole('button', { name: 'Create “Sun”' })).toBeVisible();
  await expectAccessible(app);
  await inspector(window)
    .getByRole('region', { name: 'Notes that link here' })
    .getByRole('button', { name: /^Moon/ })
    .click();
  await expect(titleField(window)).toHaveValue('Moon');
  await inspector(window)
    .getByRole('region', { name: 'Links to other notes' })
    .getByRole('button', { name: 'Tides' })
    .click();
  await inspector(window).getByRole('button', { name: 'Create “Sun”' }).click();
  await expect(titleField(window)).toHaveValue('Sun');
  await window.keyboard.press('Escape');
});

test('links follow a new title, and that is told', async ({ app: { window }, app }) => {
  await createVault(app, 'Private', [
    { title: 'Moon', body: 'It makes the [[Tides]].' },
    { title: 'Tides', body: 'Twice a day.' },
  ]);
  await noteRow(window, 'Twice a day').click();
  await titleField(window).fill('Ebb and flow');
  await titleField(window).press('Enter');
  await expect(window.getByText('Links in one other note now say the new title.')).toBeVisible();
  await noteRow(window, 'It makes').click();
  await expect(noteText(window)).toContainText('Ebb and flow');
});

test('a link shows the whole of where it leads before anything is opened', async ({
  app: { window },
  app,
}) => {
  await createVault(app);
  await writeNote(window, 'Link', '[my bank](https://bank.example@evil.example/login) ');
  const openLink = () =>
    noteText(window)
      .getByText('my bank')
      .click({ modifiers: ['ControlOrMeta'] });
  await openLink();
  const dialog = window.getByRole('dialog', { name: 'Open this address in your browser?' });
  await expect(dialog).toContainText('https://bank.example@evil.example/login');
  await expect(dialog.getByText('evil.example', { exact: true })).toBeVisible();
  await expect(dialog).toContainText('What stands before the @ is not the site');
  await expectAccessible(app);
  await window.keyboard.press('Escape');
  expect(await app.openedExternally()).toEqual([]);
  await openLink();
  await dialog.getByRole('button', { name: 'Open in browser' }).click();
  await expect.poll(() => app.openedExternally()).toEqual(['https://bank.example@evil.example/login']);
});

test('focus mode leaves nothing but the text, and the panes come back', async ({ app: { window }, app }) => {
  await createVault(app);
  await writeNote(window, 'Tides', 'High water at six.');
  await window.keyboard.press('ControlOrMeta+Shift+D');
  await expect(window.getByRole('listbox', { name: 'Notes' })).toBeHidden();
  await expect(noteText(window)).toBeFocused();
  await expectAccessible(app);
  await window.keyboard.press('ControlOrMeta+Shift+D');
  await expect(window.getByRole('listbox', { name: 'Notes' })).toBeVisible();
});
