import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { chosenRuntime } from './fixture/runtime.ts';
import { findChromium, launchChromium } from './host/chromium.ts';
import { launchApp, type HostApp, type LaunchOptions } from './host/display.ts';

/** What the preload of the sample app exposes. */
interface Sample {
  readonly invoke: (channel: string, ...args: unknown[]) => Promise<unknown>;
  readonly send: (channel: string, ...args: unknown[]) => void;
  readonly on: (channel: string, listener: (...args: unknown[]) => void) => () => void;
  readonly throwing: () => void;
  readonly nested: { readonly list: readonly unknown[] };
  readonly required: Readonly<Record<string, string>>;
}

declare const sample: Sample;

interface PerTest {
  readonly folder: string;
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<HostApp>;
  readonly app: HostApp;
  readonly page: Page;
}

const test = base.extend<PerTest, { readonly chromium: Browser }>({
  chromium: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const browser = await launchChromium(await findChromium());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-host-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  launch: async ({ chromium, folder }, use) => {
    const apps: HostApp[] = [];
    await use(async (options = {}) => {
      const appPath = fileURLToPath(new URL('host/sample-app', import.meta.url));
      const app = await launchApp({
        userData: folder,
        documents: folder,
        appPath,
        browser: chromium,
        ...options,
      });
      apps.push(app);
      return app;
    });
    await Promise.all(apps.map((app) => app.kill()));
  },
  app: async ({ launch }, use) => {
    await use(await launch());
  },
  page: async ({ app }, use) => {
    const page = await app.firstPage();
    await page.getByRole('heading', { name: 'Sample' }).waitFor();
    // What is on the screen may be there before the page's script has run.
    await page.waitForLoadState('load');
    await use(page);
  },
});

test.skip(() => chosenRuntime().kind === 'electron', 'the host is tested where it is used');

/** What a call through the bridge rejects with. */
function rejection(page: Page, channel: string, ...args: readonly unknown[]): Promise<string> {
  return page.evaluate(([name, given]) => sample.invoke(name, ...given).then(() => 'no error', String), [
    channel,
    args,
  ] as const);
}

/** Collects what the app sends on its event channel from now on. */
async function listen(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    sample.on('event', (text) => heard.push(text));
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'heard') as unknown);
}

test('the first script of a page finds the bridge and no other trace of the host', async ({ page }) => {
  const added = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    const seen = Reflect.get(globalThis, 'seenAtStart') as string[];
    return seen.filter((name) => !plain.has(name));
  });
  expect(added.sort()).toEqual(['sample']);
});

test('what the preload exposes is frozen, all the way down, and cannot be replaced', async ({ page }) => {
  const attempts = await page.evaluate(() => {
    const attempt = (act: () => unknown) => {
      try {
        act();
        return 'possible';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => Object.assign(globalThis, { sample: 1 })),
      attempt(() => Object.assign(sample, { invoke: 1 })),
      attempt(() => Object.assign(sample.nested.list, { 0: 2 })),
      attempt(() => Object.defineProperty(sample.invoke, 'call', { value: 1 })),
    ];
  });
  expect(attempts).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
});

test('a preload can require what Electron’s sandbox gives it, and nothing of Node', async ({ page }) => {
  expect(await page.evaluate(() => sample.required)).toEqual({
    fs: 'module not found: fs',
    timers: 'loaded',
    url: 'loaded',
  });
});

test('everything that survives a structured clone crosses and comes back', async ({ page }) => {
  const same = await page.evaluate(async () => {
    const sent = {
      nothing: undefined,
      none: null,
      numbers: [0, -0, NaN, Infinity, 1e300, 10n],
      text: 'é 🚀 \u0000 "',
      when: new Date(5),
      map: new Map([[{ key: 1 }, new Set(['x'])]]),
      bytes: new Uint8Array([0, 127, 255]),
    };
    const back = (await sample.invoke('echo', sent)) as typeof sent;
    const [[key, set] = []] = back.map;
    return {
      keys: Object.keys(back).join(),
      numbers: back.numbers.map((number, index) => Object.is(number, sent.numbers[index])),
      text: back.text === sent.text,
      when: back.when.getTime(),
      map: [key?.key, set?.has('x')],
      bytes: [...back.bytes],
    };
  });
  expect(same).toEqual({
    keys: 'nothing,none,numbers,text,when,map,bytes',
    numbers: [true, true, true, true, true, true],
    text: true,
    when: 5,
    map: [1, true],
    bytes: [0, 127, 255],
  });
});

test('a function cannot cross to the app or back', async ({ page }) => {
  const toApp = await page.evaluate(() => sample.invoke('echo', () => 1).then(() => 'no error', String));
  expect(toApp).toBe('Error: An object could not be cloned.');
  expect(await rejection(page, 'function')).toBe(
    "Error: Error invoking remote method 'function': Error: An object could not be cloned.",
  );
});

test('an error in a handler reaches the page in Electron’s words', async ({ page }) => {
  expect(await rejection(page, 'throw')).toBe(
    "Error: Error invoking remote method 'throw': TypeError: from the handler",
  );
  expect(await rejection(page, 'nobody')).toBe(
    "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
});

test('an error in the preload reaches the page with its message and not its class', async ({ page }) => {
  const caught = await page.evaluate(() => {
    try {
      sample.throwing();
      return 'no error';
    } catch (error) {
      return String(error);
    }
  });
  expect(caught).toBe('Error: from the preload');
});

test('the app sees who called as Electron describes them', async ({ page }) => {
  expect(await page.evaluate(() => sample.invoke('sender'))).toEqual({
    isContents: true,
    isMainFrame: true,
    url: 'app://latchkey/index.html',
    origin: 'app://latchkey',
    parent: null,
  });
});

test('what the host does not implement fails by its name', async ({ page }) => {
  expect(await rejection(page, 'unimplemented')).toContain(
    'The Chromium host does not implement webContents.print',
  );
});

test('messages pass both ways without an answer, and in order', async ({ app, page }) => {
  const heard = await listen(page);
  await page.evaluate(() => [1, 2, 3].forEach((number) => sample.send('note', number)));
  expect(await page.evaluate(() => sample.invoke('told'))).toEqual([
    ['note', 1],
    ['note', 2],
    ['note', 3],
  ]);
  await app.menu('File', 'New');
  await app.power('suspend');
  await expect.poll(heard).toEqual(['new', 'suspend']);
});

test('an accelerator chooses its menu item unless the page took the key or the app did not register it', async ({
  page,
}) => {
  const heard = await listen(page);
  await page.keyboard.press('ControlOrMeta+o');
  await page.keyboard.press('ControlOrMeta+n');
  await expect.poll(heard).toEqual(['new']);
  await page.evaluate(() => {
    addEventListener('keydown', (event) => event.preventDefault());
  });
  await page.keyboard.press('ControlOrMeta+n');
  // A message that the app answers, so that the key had the time to arrive.
  await page.evaluate(() => sample.invoke('echo'));
  expect(await heard()).toEqual(['new']);
});

test('a disabled menu item cannot be chosen', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
  await expect(app.menu('File', 'Never')).rejects.toThrow('not enabled');
});

test('requests reach the app under its own scheme', async ({ page }) => {
  const request = await page.evaluate(
    async () => (await fetch('/request', { method: 'POST' })).json() as unknown,
  );
  expect(request).toMatchObject({
    url: 'app://latchkey/request',
    method: 'POST',
    referer: 'app://latchkey/index.html',
  });
});

test('the app decides about navigation: what it prevents does not happen, what it allows does', async ({
  app,
  page,
}) => {
  await page.getByRole('link', { name: 'Away' }).click();
  await expect
    .poll(() => page.evaluate(() => sample.invoke('told')))
    .toContainEqual(['navigate', 'https://example.com/']);
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
  await page.getByRole('link', { name: 'Again' }).click();
  await expect.poll(() => page.evaluate(() => location.search)).toBe('?again');
  expect(app.faults).toEqual([]);
});

test('a window that the app denies is null to the page, and the app was asked', async ({ app, page }) => {
  expect(await page.evaluate(() => open('https://example.com/'))).toBeNull();
  await expect
    .poll(() => page.evaluate(() => sample.invoke('told')))
    .toContainEqual(['open', 'https://example.com/']);
  expect(app.faults).toEqual([]);
});

test('permissions are as the app’s handlers say', async ({ page }) => {
  const states = await page.evaluate(() =>
    Promise.all(
      (['geolocation', 'notifications'] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(states).toEqual(['granted', 'denied']);
});

test('a dialog waits for its answer and is recorded', async ({ app, page }) => {
  const chosen = page.evaluate(() => sample.invoke('choose'));
  await expect.poll(() => app.dialogs.length).toBe(1);
  app.answerDialog(['/somewhere']);
  expect(await chosen).toEqual({ canceled: false, filePaths: ['/somewhere'] });
  app.answerDialog(null);
  expect(await page.evaluate(() => sample.invoke('choose'))).toEqual({ canceled: true, filePaths: [] });
  expect(app.dialogs.map(({ properties }) => properties)).toEqual([['openDirectory'], ['openDirectory']]);
});

test('an address opened outside is recorded and not opened', async ({ app, page }) => {
  await page.evaluate(() => sample.invoke('open-outside', 'https://example.com/'));
  expect(app.openedExternally).toEqual(['https://example.com/']);
});

test('the app knows itself and its machine', async ({ app, page, folder }) => {
  await app.idle(90);
  expect(await page.evaluate(() => sample.invoke('facts'))).toEqual({
    name: 'Sample',
    version: '1.2.3',
    isPackaged: false,
    userData: folder,
    documents: folder,
    idle: 90,
  });
});

test('what the keychain sealed opens after a restart, and only where it was sealed', async ({
  app,
  page,
  launch,
  folder,
}) => {
  const sealed = await page.evaluate(() => sample.invoke('seal', 'a secret, naïve'));
  expect(Buffer.from(String(sealed), 'base64').toString('latin1')).toMatch(/^v11/);
  expect(Buffer.from(String(sealed), 'base64').includes('a secret')).toBe(false);
  const other = await page.evaluate(() => sample.invoke('seal', 'a secret, naïve'));
  expect(other).not.toBe(sealed);
  await app.kill();

  const again = await (await launch()).firstPage();
  await again.getByRole('heading', { name: 'Sample' }).waitFor();
  expect(await again.evaluate((text) => sample.invoke('open-sealed', text), sealed)).toBe('a secret, naïve');
  const changed = Buffer.from(String(sealed), 'base64');
  changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
  expect(await rejection(again, 'open-sealed', changed.toString('base64'))).toContain('decryptStringAsync');

  const stranger = await (await launch({ userData: join(folder, 'stranger') })).firstPage();
  await stranger.getByRole('heading', { name: 'Sample' }).waitFor();
  expect(await rejection(stranger, 'open-sealed', sealed)).toContain('decryptStringAsync');
});

test('the keychain answers nothing before the app is ready, and then which one it is', async ({ page }) => {
  expect(await page.evaluate(() => sample.invoke('keychain'))).toEqual({
    early: 'Error: safeStorage cannot be used before app is ready',
    isAvailable: true,
    backend: process.platform === 'linux' ? 'gnome_libsecret' : null,
  });
});

test('a machine may be said to have no keychain, and its seals say so', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'elsewhere there is always one');
  process.env.LATCHKEY_HOST_KEYCHAIN = 'basic_text';
  try {
    const page = await (await launch()).firstPage();
    await page.getByRole('heading', { name: 'Sample' }).waitFor();
    const { backend } = (await page.evaluate(() => sample.invoke('keychain'))) as { backend: string };
    const sealed = await page.evaluate(() => sample.invoke('seal', 'hardly a secret'));
    expect([backend, Buffer.from(String(sealed), 'base64').toString('latin1', 0, 3)]).toEqual([
      'basic_text',
      'v10',
    ]);
  } finally {
    delete process.env.LATCHKEY_HOST_KEYCHAIN;
  }
});

test('the page follows the system’s colours', async ({ app, page }) => {
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await isDark()).toBe(false);
  await app.colorScheme('dark');
  expect(await isDark()).toBe(true);
});

test('a second process with the same user data is told no, and the first hears of it', async ({
  page,
  launch,
}) => {
  const heard = await listen(page);
  const second = await launch({ args: ['--hello'] });
  expect(await second.exited).toBe(3);
  await expect.poll(heard).toEqual(['second --hello']);
});

test('a lock left by a killed process does not keep the next one out', async ({ app, launch }) => {
  await app.firstPage();
  await app.kill();
  const next = await launch();
  await expect((await next.firstPage()).getByRole('heading', { name: 'Sample' })).toBeVisible();
});

test('a window whose close is prevented stays, and the app with it', async ({ launch }) => {
  const app = await launch({ args: ['--stay'] });
  const page = await app.firstPage();
  await page.getByRole('heading', { name: 'Sample' }).waitFor();
  await app.closeWindow();
  await expect.poll(() => page.evaluate(() => sample.invoke('told'))).toContainEqual(['close']);
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
});

test('closing the last window ends the app', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
  await app.closeWindow();
  expect(await app.exited).toBe(0);
});

test('a renderer that crashes is told to the app, which can load the page again', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
  await app.crashRenderer();
  await expect.poll(() => app.page !== page).toBe(true);
  await expect(app.page.getByRole('heading', { name: 'Sample' })).toBeVisible();
  expect(await app.page.evaluate(() => sample.invoke('told'))).toContainEqual(['gone', 'crashed']);
});

test('a killed app leaves no window behind', async ({ app, page }) => {
  await app.kill();
  expect(page.isClosed()).toBe(true);
  expect(await app.exited).toBeNull();
});
