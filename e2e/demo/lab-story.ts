import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { small, usual } from './album.ts';
import type { Story } from './story.ts';

const bothSizes = [usual, small];

/** Visits the escrow lab: carries out a ceremony, plays a scenario, runs the whole matrix, and leaves its report in `output`. */
export async function visitLab(story: Story, output: string): Promise<void> {
  await enter(story);
  await carryOut(story);
  await playScenario(story);
  await runMatrix(story);
  await report(story, output);
  await story.page.getByRole('button', { name: /^Back to the/ }).click();
}

async function show(page: Page, name: string): Promise<void> {
  const pages = page.getByRole('navigation', { name: 'Escrow lab' });
  await pages.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function enter({ page, steps, album }: Story): Promise<void> {
  await steps.take('Open the escrow lab', async () => {
    await page.getByRole('button', { name: 'Escrow lab' }).click();
    await show(page, 'Guided tour');
    await album.take('30-tour', bothSizes);
    await show(page, 'Models');
    await album.take('31-models', bothSizes);
    await show(page, 'Numbers');
    await expect(page.getByRole('img').first()).toBeVisible();
    await album.take('32-numbers', bothSizes);
    return undefined;
  });
}

async function carryOut({ page, steps, album }: Story): Promise<void> {
  await steps.take('Open a demo vault on a warrant', async () => {
    await show(page, 'Ceremony');
    await page.getByRole('combobox', { name: 'Model' }).selectOption('M4');
    await page.getByRole('button', { name: /^Carry it out/ }).click();
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    const ending = page.getByRole('region', { name: 'How it ended' });
    await expect(ending.getByRole('heading', { name: 'The vault was opened' })).toBeVisible();
    await album.take('33-ceremony', bothSizes);
    return ending.getByText(/^Read in it: /).innerText();
  });
}

async function playScenario({ page, steps, album }: Story): Promise<void> {
  await steps.take('Use the same key without a warrant', async () => {
    await show(page, 'Scenarios');
    await page.getByRole('button', { name: 'The warrant is an if' }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await album.take('34-scenario', bothSizes);
    return undefined;
  });
}

async function runMatrix({ page, steps, album }: Story): Promise<void> {
  await steps.take('Try ten models against eleven adversaries, twenty vaults each', async () => {
    await show(page, 'Threat matrix');
    await page.getByRole('button', { name: /^Run/ }).click();
    const said = page.getByRole('region', { name: 'Run' }).getByText(/\d+ experiments/);
    await expect(said).toBeVisible({ timeout: 150_000 });
    await album.take('35-matrix', bothSizes);
    return said.innerText();
  });
}

async function report({ page, steps, app, documents, album }: Story, output: string): Promise<void> {
  await steps.take('Save the report and the evidence', async () => {
    await show(page, 'Report and evidence');
    const folder = join(documents, '..');
    for (const format of ['HTML', 'PDF'] as const) {
      const name = `escrow-report.${format.toLowerCase()}`;
      app.answerDialog([join(folder, name)]);
      await page.getByRole('button', { name: `Save as ${format}…` }).click();
      await expect(page.getByText(name)).toBeVisible({ timeout: 60_000 });
      copyFileSync(join(folder, name), join(output, name));
    }
    copyFileSync(join(folder, 'escrow-report.evidence.json'), join(output, 'escrow-report.evidence.json'));
    await album.take('36-report');
    return 'escrow-report.html, escrow-report.pdf';
  });
}
