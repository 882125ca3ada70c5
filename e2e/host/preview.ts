import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchChromium, type FoundChromium } from './chromium.ts';
import { launchApp } from './display.ts';
import type { DialogAnswer, ShownDialog } from './messages.ts';

/** Runs in the page: says on the screen that this is not the real thing. */
function showBanner(): void {
  if (window !== window.top) return;
  document.addEventListener('DOMContentLoaded', () => {
    const banner = document.createElement('div');
    banner.setAttribute('role', 'note');
    banner.textContent = 'Preview: Latchkey in a browser window, because Electron is not installed here.';
    Object.assign(banner.style, {
      position: 'fixed',
      bottom: '0',
      left: '0',
      right: '0',
      width: 'fit-content',
      margin: '0 auto',
      padding: '4px 14px',
      borderRadius: '8px 8px 0 0',
      background: '#5b3a00',
      color: '#fff',
      font: '12px/1.5 system-ui, sans-serif',
      pointerEvents: 'none',
      zIndex: '2147483647',
    });
    document.documentElement.append(banner);
  });
}

/** A browser page cannot open the system's own dialogs, so the person types a path instead. */
async function askForPath({ title, message, defaultPath }: ShownDialog, page: Page): Promise<DialogAnswer> {
  const question = `${title || message}\n\nThis preview has no file dialog. Type the full path:`;
  const path = await page.evaluate(([text, start]) => window.prompt(text, start), [
    question,
    defaultPath,
  ] as const);
  return path ? [path] : null;
}

async function askPerson(dialog: ShownDialog, page: Page): Promise<DialogAnswer> {
  if (dialog.kind === 'open' || dialog.kind === 'save') return askForPath(dialog, page);
  await page.evaluate((text) => window.alert(text), `${dialog.title}\n\n${dialog.message}`);
  return 0;
}

function documentsFolder(): string {
  const documents = join(homedir(), 'Documents');
  return existsSync(documents) ? documents : homedir();
}

function userDataFolder(): string {
  const base = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'),
    linux: process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'),
  };
  const folder = join(
    process.platform in base ? base[process.platform as keyof typeof base] : base.linux,
    'Latchkey preview',
  );
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Opens the app in a window of an installed browser, for a person. Answers the exit code once they have closed it. */
export async function preview(found: FoundChromium, args: readonly string[]): Promise<number> {
  const browser = await launchChromium(found, { headless: false });
  const app = await launchApp({
    userData: userDataFolder(),
    documents: documentsFolder(),
    args,
    browser,
    headed: true,
    extraScript: `(${showBanner.toString()})();`,
    askPerson,
    // Somebody listens, so Playwright leaves the page's questions to the person.
    onPage: (page) => page.on('dialog', () => undefined),
  });
  const code = await app.exited;
  process.stderr.write(app.output.stderr);
  await browser.close();
  return code ?? 1;
}
