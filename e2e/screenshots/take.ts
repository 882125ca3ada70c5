/**
 * `npm run screenshots`: takes a picture of every screen in every state, light and dark, at two sizes, into screenshots/. With
 * words after it, only of screens whose visit or name begins with one of them; with `--axe`, axe looks at each of them, too. Ends
 * with exit code 1 if a screen was not reached, axe found anything, or the app complained.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { Album, small, usual } from '../demo/album.ts';
import { App } from '../fixture/app.ts';
import { hostLauncher } from '../fixture/on-host.ts';
import { build, isBuilt, projectRoot } from '../host/built-app.ts';
import { findChromium, launchChromium } from '../host/chromium.ts';
import { accessibilityFaults } from './faults.ts';
import type { Screen, Visit } from './screen.ts';
import { visits } from './visits.ts';

const output = join(projectRoot, 'screenshots');
const { values, positionals: wanted } = parseArgs({
  options: { axe: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const problems: string[] = [];
const taken: string[] = [];

function isWanted(visit: Visit, screen: Screen): boolean {
  return wanted.length === 0 || wanted.some((word) => visit.name === word || screen.name.startsWith(word));
}

async function takeScreen(app: App, visit: Visit, screen: Screen): Promise<void> {
  try {
    await screen.show(app);
    if (isWanted(visit, screen)) {
      const page = (screen.page ?? (({ window }) => window))(app);
      const album = new Album(output, page, app);
      await album.take(screen.name, screen.sizes ?? [usual, small]);
      taken.push(...album.pictures);
      const faults = values.axe ? await accessibilityFaults(page, app) : [];
      problems.push(...faults.map((fault) => `${screen.name}: ${fault}`));
    } else await app.window.setViewportSize(usual);
    await screen.leave?.(app);
  } catch (error) {
    problems.push(`${screen.name}: ${error instanceof Error ? error.message : String(error)}`);
    await app.window.screenshot({ path: join(output, `failed-${screen.name}.png`) }).catch(() => undefined);
    for (let times = 0; times < 2; times += 1)
      await app.window.keyboard.press('Escape').catch(() => undefined);
  }
}

async function takeVisit(browser: Browser, visit: Visit): Promise<void> {
  if (!visit.screens.some((screen) => isWanted(visit, screen))) return;
  const from = performance.now();
  const app = new App(hostLauncher(browser));
  try {
    await visit.prepare?.(app);
    await app.start();
    app.window.setDefaultTimeout(8_000);
    for (const screen of visit.screens) await takeScreen(app, visit, screen);
  } finally {
    await app.finish().catch((error: unknown) => problems.push(`${visit.name}: ${String(error)}`));
  }
  console.log(`  ${visit.name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

const start = performance.now();
if (!isBuilt()) build();
if (wanted.length === 0) rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const browser = await launchChromium(await findChromium());
try {
  for (const visit of visits) await takeVisit(browser, visit);
} finally {
  await browser.close();
}
console.log(
  `${taken.length} pictures in screenshots/, in ${((performance.now() - start) / 1000).toFixed(1)} s.`,
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
