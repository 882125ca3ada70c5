import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test, type App } from './fixture.ts';

/** Opens the lab from the first screen, by keyboard. */
async function enterLab({ window }: App): Promise<void> {
  await window.getByRole('button', { name: 'Escrow lab' }).press('Enter');
  await expect(window.getByRole('navigation', { name: 'Escrow lab' })).toBeVisible();
}

async function visit(window: Page, page: string): Promise<void> {
  await window
    .getByRole('navigation', { name: 'Escrow lab' })
    .getByRole('button', { name: page, exact: true })
    .press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: page })).toBeVisible();
}

/** What is being computed has come, or failed: nothing on the page says that it is on its way. */
async function settled(window: Page): Promise<void> {
  await expect(window.getByText(/^(Making|Carrying|Working|Running|Trying|Setting).*…$/)).toHaveCount(0, {
    timeout: 40_000,
  });
  await expect(window.getByRole('main').getByRole('alert')).toHaveCount(0);
}

test('the guided tour goes from beginning to end by keyboard, and every result in it is computed', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const { window } = app;
  await enterLab(app);
  await visit(window, 'Guided tour');
  const titles: string[] = [];
  const stop = window.getByRole('heading', { level: 2 }).first();
  const place = window.getByText(/^Stop \d+ of \d+$/);
  const count = Number(/of (\d+)/.exec((await place.first().textContent()) ?? '')?.[1] ?? 0);
  expect(count).toBeGreaterThan(10);
  for (let at = 1; at <= count; at++) {
    await expect(place.filter({ hasText: `Stop ${at} of ${count}` })).toBeVisible();
    if (at > 1) await expect(stop).toBeFocused();
    await settled(window);
    titles.push((await stop.textContent()) ?? '');
    if (titles.at(-1)?.endsWith('Who else gets in')) {
      // It runs by itself.
      await expect(
        window.getByRole('table', { name: 'What each adversary got from vaults of each model' }),
      ).toBeVisible({ timeout: 150_000 });
      await expect(window.getByRole('button', { name: /^M1, A4: / })).toContainText('20 of 20');
    }
    if (at < count) await window.keyboard.press('ArrowRight');
  }
  expect(new Set(titles).size).toBe(count);
  await window.keyboard.press('ArrowLeft');
  await expect(place.filter({ hasText: `Stop ${count - 1} of ${count}` })).toBeVisible();

  await test.step('and what was run can be taken away', async () => {
    await visit(window, 'Report and evidence');
    const [html, pdf] = [join(app.documents, 'report.html'), join(app.documents, 'report.pdf')];
    await app.chooseFile(html);
    await window.getByRole('button', { name: 'Save as HTML…' }).press('Enter');
    await expect(window.getByText(/report\.html/)).toBeVisible({ timeout: 30_000 });
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('The threat matrix');
    expect(page).not.toContain('<script');
    await app.chooseFile(pdf);
    await window.getByRole('button', { name: 'Save as PDF…' }).press('Enter');
    await expect(window.getByText(/report\.pdf/)).toBeVisible({ timeout: 60_000 });
    expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  await test.step('and evidence that somebody changed by one byte is refused', async () => {
    const evidence = join(app.documents, 'report.evidence.json');
    const bytes = readFileSync(evidence);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) === 0x41 ? 0x42 : 0x41;
    writeFileSync(evidence, bytes);
    await app.chooseFile(evidence);
    await window.getByRole('button', { name: 'Replay an evidence file…' }).press('Enter');
    await expect(window.getByRole('alert')).toContainText(/changed|damaged/, { timeout: 30_000 });
  });
});

test('a ceremony opens a demo vault as promised, and refuses what is wrong on purpose', async ({ app }) => {
  const { window } = app;
  await enterLab(app);
  await visit(window, 'Ceremony');
  await window.getByRole('combobox', { name: 'Model' }).selectOption('M4');
  const carryOut = window.getByRole('button', { name: /^Carry it out/ });
  const ending = window.getByRole('region', { name: 'How it ended' });
  await carryOut.press('Enter');
  await window.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
  await expect(ending.getByRole('heading', { name: 'The vault was opened' })).toBeVisible();
  await expect(ending.getByText(/^Read in it: /)).toBeVisible();
  await window.getByRole('combobox', { name: 'On purpose' }).selectOption('expired-warrant');
  await carryOut.press('Enter');
  await expect(ending.getByRole('heading', { name: 'The vault was not opened' })).toBeVisible();
  await expect(ending.getByText(/It was valid until/)).toBeVisible();
});

test('a scenario is played step by step for a room, by the presenter’s keys', async ({ app }) => {
  const { window } = app;
  await enterLab(app);
  await visit(window, 'Scenarios');
  await window.getByRole('button', { name: /The warrant is an/i }).press('Enter');
  await window.getByRole('button', { name: /^Run/ }).press('Enter');
  await expect(window.getByRole('button', { name: 'Show all', exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await window.getByRole('heading', { level: 1 }).focus();
  await window.keyboard.press('p');
  await expect(window.getByRole('navigation', { name: 'Escrow lab' })).toBeHidden();
  const lesson = window.getByText(/Lesson/).first();
  for (let pressed = 0; pressed < 30 && !(await lesson.isVisible()); pressed++) {
    await window.keyboard.press('ArrowRight');
  }
  await expect(lesson).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('navigation', { name: 'Escrow lab' })).toBeVisible();
});

const pages = [
  'Guided tour',
  'Models',
  'Ceremony',
  'Threat matrix',
  'Scenarios',
  'Numbers',
  'Said in 2017',
  'Sources and words',
  'Report and evidence',
];

test('every page of the lab can be used without seeing it, and be read in the light and in the dark', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { window } = app;
  await enterLab(app);
  for (const page of pages) {
    await visit(window, page);
    await settled(window);
    await expectAccessible(app);
  }
});
