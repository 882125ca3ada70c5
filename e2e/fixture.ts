import { test as base, type Browser } from '@playwright/test';
import { App } from './fixture/app.ts';
import { electronLauncher } from './fixture/on-electron.ts';
import { hostLauncher } from './fixture/on-host.ts';
import type { Launcher } from './fixture/running-app.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { findChromium, launchChromium } from './host/chromium.ts';

interface PerTest {
  /** The app on a machine where it never ran before, its first window open. */
  readonly app: App;
}

interface PerWorker {
  readonly launcher: Launcher;
}

/** Playwright's `test`, with the app started for each test on real Electron or the Chromium host. */
export const test = base.extend<PerTest, PerWorker>({
  launcher: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const runtime = chosenRuntime();
      if (runtime.kind === 'electron') {
        await use(electronLauncher(runtime.executable));
        return;
      }
      const browser: Browser = await launchChromium(await findChromium());
      await use(hostLauncher(browser));
      await browser.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ launcher }, use) => {
    const app = new App(launcher);
    await app.start();
    await use(app);
    await app.finish();
  },
});

export { expect } from '@playwright/test';
export type { App } from './fixture/app.ts';
