/**
 * Types into a long note of the built app, and in turns into a page that is CodeMirror and nothing else, and prints how long
 * each letter took until it was painted, as JSON: `Typed`.
 */
import type { Browser, Page } from '@playwright/test';
import { App } from '../fixture/app.ts';
import { hostLauncher } from '../fixture/on-host.ts';
import { build, isBuilt } from '../host/built-app.ts';
import { findChromium, launchChromium } from '../host/chromium.ts';
import { openPage } from './page.ts';
import { createVault, expectSaved, noteText, writeNote } from '../steps.ts';

export interface Typed {
  /** Milliseconds from each key to its paint. */
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/** Length of the note, in UTF-16 code units. */
const length = 1_000_000;
const rounds = 5;
const letters = 40;
const mark = 'Zwischenhalt';

function section(number: number): string {
  return `## Section ${number} of the *long* note

A paragraph with **strong** words, \`code\`, a [link](https://example.org/${number}) and [[Tides ${number % 7}]], long enough to be wrapped
around once or twice in the column, as paragraphs are in notes that somebody writes over the years.

- [ ] A task that is still to be done
- An item
  - and one below it, with $x_${number}^2$ in it

| Port | Height |
| :--- | -----: |
| Calais | ${number} |

\`\`\`ts
export const tide = (hour: number): string => hour > ${number % 12} ? 'high' : 'low';
\`\`\`

> Said by somebody.

`;
}

function longText(): string {
  let text = '# Long\n\n';
  for (let number = 0; text.length < length / 2; number += 1) text += section(number);
  text += `${mark} `;
  const middle = text.length;
  for (let number = 0; text.length < length; number += 1) text += section(number);
  return text.slice(0, Math.max(length, middle));
}

async function openPlain(browser: Browser, text: string): Promise<Page> {
  const page = await openPage(browser, 'plain-editor.ts');
  const position = text.indexOf(mark) + mark.length;
  await page.evaluate(`openPlainEditor(${JSON.stringify(text)}, ${position})`);
  return page;
}

async function openOurs(app: App, text: string): Promise<Page> {
  const { window } = app;
  await createVault(app);
  await writeNote(window, 'Long', 'Begun.');
  await noteText(window).click();
  await window.keyboard.press('ControlOrMeta+a');
  await noteText(window).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await expectSaved(window);
  await window.keyboard.press('ControlOrMeta+f');
  await window.keyboard.type(mark);
  await window.keyboard.press('Escape');
  await noteText(window).getByText(mark).waitFor();
  await window.keyboard.press('ArrowRight');
  return window;
}

/** Has a page note how long each key takes until the frame after it has been painted. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { paintTimes: times });
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

async function typeLetters(page: Page): Promise<void> {
  await page.bringToFront();
  for (let letter = 0; letter < letters; letter += 1) {
    await page.keyboard.press(
      'abcde fghi'.charAt(letter % 10) === ' ' ? 'Space' : 'abcde fghi'.charAt(letter % 10),
    );
    await page.waitForTimeout(30);
  }
}

async function paintTimes(page: Page): Promise<readonly number[]> {
  const times: unknown = await page.evaluate('paintTimes');
  if (!Array.isArray(times)) throw new Error('No times were noted.');
  // The first round warms up.
  return times.map(Number).slice(letters);
}

if (!isBuilt()) build();
const browser = await launchChromium(await findChromium());
const app = new App(hostLauncher(browser));
try {
  await app.start();
  const text = longText();
  const pages = { ours: await openOurs(app, text), peer: await openPlain(browser, text) };
  for (const page of [pages.ours, pages.peer]) await watchKeys(page);
  for (let round = 0; round <= rounds; round += 1) {
    const turn = round % 2 === 0 ? [pages.ours, pages.peer] : [pages.peer, pages.ours];
    for (const page of turn) await typeLetters(page);
  }
  const typed: Typed = { ours: await paintTimes(pages.ours), peer: await paintTimes(pages.peer) };
  console.log(JSON.stringify(typed));
} finally {
  await app.finish();
  await browser.close();
}
