import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { build as bundle } from 'vite';

/** A page with nothing in it but a script of this folder and what that imports. */
export async function openPage(browser: Browser, script: string): Promise<Page> {
  const entry = fileURLToPath(new URL(script, import.meta.url));
  const made = await bundle({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'plain' } },
  });
  const first = Array.isArray(made) ? made[0] : made;
  if (first === undefined || !('output' in first)) throw new Error(`${script} was not bundled.`);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent('<!doctype html><body>');
  await page.addScriptTag({ content: first.output[0].code });
  return page;
}
