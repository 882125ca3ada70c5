/**
 * Opens notes of a vault of many notes in the built app, and scrolls through its list; in turns does the same with a page that is
 * a list and an editor and nothing else. Prints what it took as JSON: `Measured`. The number of notes is its argument.
 */
import type { Browser, Page } from '@playwright/test';
import { App } from '../fixture/app.ts';
import { hostLauncher } from '../fixture/on-host.ts';
import { build, isBuilt } from '../host/built-app.ts';
import { findChromium, launchChromium } from '../host/chromium.ts';
import { library, noteText, unlock } from '../steps.ts';
import { largeText, makeLargeVault } from './large-vault.ts';
import { openPage } from './page.ts';

interface Figures {
  /** Milliseconds from each click on a note to the frame that shows its text. */
  readonly opening: readonly number[];
  /** Of each round, the longest frame in milliseconds. */
  readonly wheeling: readonly number[];
  readonly dragging: readonly number[];
}
export interface Measured {
  readonly ours: Figures;
  readonly peer: Figures;
}

const count = Number(process.argv[2] ?? 10_000);
const rounds = 5;
const clicks = 12;

async function openPeer(browser: Browser): Promise<Page> {
  const page = await openPage(browser, 'plain-list.ts');
  await page.evaluate(`openPlainList(${count}, ${largeText.toString()})`);
  return page;
}

async function openOurs(app: App): Promise<Page> {
  const { window } = app;
  const path = app.vaultPath('Large');
  await makeLargeVault(path, count);
  await app.chooseFile(path);
  await window.getByRole('button', { name: 'Open a vault…' }).click();
  await unlock(window);
  const whole = library(window).getByRole('button', {
    name: `All notes ${count.toLocaleString('en-GB')}`,
  });
  await whole.waitFor({ timeout: 300_000 });
  await window.getByRole('option').first().click();
  await noteText(window).waitFor();
  return window;
}

/** What the page is asked to do: `list` finds what scrolls. */
const listOf = `(document.querySelector('#list') ?? document.querySelector('[role="listbox"]'))`;

/** Scrolls somewhere and clicks on a row there; answers how long it takes until the text of that note has been painted. */
async function openSomewhere(page: Page, place: number): Promise<number> {
  await page.evaluate(`${listOf}.scrollTop = ${listOf}.scrollHeight * ${place}`);
  await page.waitForTimeout(250);
  const time: unknown = await page.evaluate(`new Promise((done, failed) => {
    const box = ${listOf}.getBoundingClientRect();
    const row = document.elementFromPoint(box.left + 60, box.top + 300);
    const number = /Note (\\d+)/.exec((row.closest('[role="option"]')?.querySelector('[dir="auto"]') ?? row).textContent)[1];
    const from = performance.now();
    row.click();
    const look = () => requestAnimationFrame(() => {
      const text = document.querySelector('.cm-content')?.textContent ?? '';
      if (performance.now() - from > 10000) failed(new Error('Note ' + number + ' was not shown.'));
      else if (!new RegExp('Number ' + number + '\\\\D').test(text)) look();
      else {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - from);
        port2.postMessage(null);
      }
    });
    look();
  })`);
  return Number(time);
}

/** Notes the frames of a page for as long as something is done; answers the longest. */
async function longestFrame(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(`{
    window.frames_ = { longest: 0, on: true };
    let last = performance.now();
    const next = (now) => {
      window.frames_.longest = Math.max(window.frames_.longest, now - last);
      last = now;
      if (window.frames_.on) requestAnimationFrame(next);
    };
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
  }`);
  await work();
  return Number(await page.evaluate('(window.frames_.on = false, window.frames_.longest)'));
}

async function wheel(page: Page): Promise<void> {
  await page.mouse.move(300, 400);
  for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, 240);
  await page.waitForTimeout(200);
}

/** As the bar is drawn from the top to the bottom in a second. */
async function drag(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const list = ${listOf};
    const steps = 60;
    const move = (step) => {
      list.scrollTop = (list.scrollHeight / steps) * step;
      if (step < steps) requestAnimationFrame(() => move(step + 1));
      else done();
    };
    move(0);
  })`);
}

async function measure(page: Page, round: number, into: Record<keyof Figures, number[]>): Promise<void> {
  await page.bringToFront();
  const keep = (what: keyof Figures, time: number): void => {
    // The first round warms up.
    if (round > 0) into[what].push(time);
  };
  for (let click = 1; click <= clicks; click += 1)
    keep('opening', await openSomewhere(page, (click + round / rounds) / (clicks + 3)));
  await page.evaluate(`${listOf}.scrollTop = 0`);
  await page.waitForTimeout(200);
  keep('wheeling', await longestFrame(page, () => wheel(page)));
  keep('dragging', await longestFrame(page, () => drag(page)));
}

if (!isBuilt()) build();
const browser = await launchChromium(await findChromium());
const app = new App(hostLauncher(browser));
try {
  await app.start();
  const pages = { ours: await openOurs(app), peer: await openPeer(browser) };
  const measured = {
    ours: { opening: [], wheeling: [], dragging: [] },
    peer: { opening: [], wheeling: [], dragging: [] },
  };
  for (let round = 0; round <= rounds; round += 1) {
    const turn = round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const);
    for (const side of turn) await measure(pages[side], round, measured[side]);
  }
  console.log(JSON.stringify(measured satisfies Measured));
} finally {
  await app.finish();
  await browser.close();
}
