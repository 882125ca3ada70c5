import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type App } from './fixture.ts';
import { expectLocked } from './steps.ts';

/** Words that stand nowhere but in what a test writes. */
export type Words = Readonly<Record<string, string>>;

/** The words that a picture of a heap has, in whatever case: a search folds it. V8 writes strings of two bytes a letter as JSON, too. */
function wordsIn(heap: string, sought: Words): string[] {
  const text = heap.toLowerCase();
  return Object.values(sought).filter((word) => text.includes(word.toLowerCase()));
}

/** The words that are left in a page’s heap. Collects garbage first. */
export async function wordsInPage(page: Page, sought: Words): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return wordsIn(chunks.join(''), sought);
}

/** Those left in the heaps of the app’s main thread, and of all others together. `name`: of a folder that is not there yet. */
export async function wordsInThreads(app: App, name: string, sought: Words) {
  const folder = join(app.documents, name);
  mkdirSync(folder);
  const [main = '', ...others] = await app.onHost.writeHeaps(folder);
  return {
    main: wordsIn(readFileSync(main, 'utf8'), sought),
    others: others.flatMap((file) => wordsIn(readFileSync(file, 'utf8'), sought)),
  };
}

/** Locks by the keys alone, whatever is in front, and looks for the words. */
export async function expectNothingLeft(app: App, sought: Words): Promise<void> {
  await app.window.keyboard.press('ControlOrMeta+l');
  await expectLocked(app.window);
  await expectGone(app, sought);
}

/** While the vault is locked, none of the words is in any heap. */
export async function expectGone(app: App, sought: Words): Promise<void> {
  await expect.poll(() => wordsInPage(app.window, sought), { timeout: 20_000 }).toEqual([]);
  expect(await wordsInThreads(app, 'locked', sought)).toEqual({ main: [], others: [] });
}
