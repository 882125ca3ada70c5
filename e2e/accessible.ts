import type { Page } from '@playwright/test';
import { expect, type App } from './fixture.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { accessibilityFaults } from './screenshots/faults.ts';

/** Expects that axe has nothing against what is on the screen, in the light and in the dark. */
export async function expectAccessible(app: App, page: Page = app.window): Promise<void> {
  // The library that looks for faults needs more of the browser than the test runner has of Electron's.
  if (chosenRuntime().kind === 'electron') return;
  expect(await accessibilityFaults(page, app)).toEqual([]);
}
