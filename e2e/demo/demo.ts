/**
 * `npm run demo`: drives the built app through its main job, with no screen needed. Leaves pictures, a vault and a report in
 * demo-output/. Ends with exit code 1 if anything at all went wrong.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { build, isBuilt, projectRoot } from '../host/built-app.ts';
import { findChromium, launchChromium } from '../host/chromium.ts';
import { type HostApp, launchApp } from '../host/display.ts';
import { Album } from './album.ts';
import { visitLab } from './lab-story.ts';
import { readDemoNotes } from './notes.ts';
import { reportOf } from './report.ts';
import { Steps } from './steps.ts';
import { type Story, tellStory } from './story.ts';

/** The demo promises to end sooner than this, in milliseconds. */
const limit = 300_000;

const output = join(projectRoot, 'demo-output');

/** Writes what the window complains of to a list. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => void complaints.push(`error in the window: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`the window's console: ${message.text()}`);
    }
  });
}

async function run(folder: string, browser: Browser, origin: string, steps: Steps): Promise<void> {
  const [userData, documents] = [join(folder, 'app'), join(folder, 'documents')];
  for (const path of [userData, documents]) mkdirSync(path);
  const complaints: string[] = [];
  const app = await launchApp({
    ...{ userData, documents, browser, colorScheme: 'light', deviceScaleFactor: 2, reducedMotion: true },
    onPage: (page) => listen(page, complaints),
  });
  const page = await app.firstPage();
  page.setDefaultTimeout(15_000);
  const notes = readDemoNotes();
  const story: Story = { app, page, steps, notes, documents, album: new Album(output, page, app) };
  try {
    const passphrase = await tellStory(story);
    await visitLab(story, output);
    await steps.take('Quit; what is left is one file', () => close(app, documents, complaints));
    const vault = readFileSync(join(output, 'demo.latchkey'));
    const textSize = notes.reduce((sum, { title, body }) => sum + Buffer.byteLength(title + body), 0);
    const report = reportOf({
      ...{ steps: steps.done, pictures: story.album.pictures, passphrase, origin, textSize },
      ...{ vaultSize: vault.length, notes: notes.length, chromium: browser.version() },
    });
    writeFileSync(join(output, 'report.md'), report);
  } catch (error) {
    await page.screenshot({ path: join(output, 'failure.png') }).catch(() => undefined);
    console.error(app.output.stderr);
    for (const complaint of complaints) console.error(complaint);
    throw error;
  } finally {
    await app.kill();
  }
}

async function close(app: HostApp, documents: string, complaints: readonly string[]): Promise<string> {
  const code = await app.quit();
  if (code !== 0) throw new Error(`The app exited with ${code}.`);
  const files = readdirSync(documents);
  const [file] = files;
  if (file === undefined || files.length !== 1)
    throw new Error(`Expected one file, found: ${files.join(', ')}.`);
  const wrong = [...complaints, ...app.faults];
  if (wrong.length > 0) throw new Error(`Nothing failed, but something is wrong:\n${wrong.join('\n')}`);
  copyFileSync(join(documents, file), join(output, 'demo.latchkey'));
  return 'demo.latchkey';
}

async function main(): Promise<void> {
  const start = performance.now();
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  console.log('Latchkey demo');
  const steps = new Steps();
  if (!isBuilt()) {
    await steps.take('Build the app', () => {
      build();
      return Promise.resolve(undefined);
    });
  }
  const chromium = await findChromium();
  console.log(`  Chromium: ${chromium.origin}`);
  const browser = await launchChromium(chromium);
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-demo-'));
  try {
    await run(folder, browser, chromium.origin, steps);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(`Done in ${((performance.now() - start) / 1000).toFixed(1)} s. See demo-output/report.md.`);
}

const watchdog = setTimeout(() => {
  console.error(`The demo has not ended after ${limit / 1000} seconds.`);
  process.exit(1);
}, limit);

try {
  await main();
} catch (error) {
  console.error(error);
  console.error('The demo FAILED.');
  process.exitCode = 1;
} finally {
  clearTimeout(watchdog);
}
