import type { Page } from '@playwright/test';
import { expect, test, type App } from './fixture.ts';

/** Opens the authority's console from the lab's navigation. */
async function openConsole(app: App): Promise<Page> {
  await app.window.getByRole('button', { name: 'Escrow lab' }).click();
  await app.window.getByRole('button', { name: /^Access console/ }).click();
  const desk = await app.secondWindow();
  await expect(desk.getByRole('group', { name: 'Warrants' })).toBeVisible();
  return desk;
}

function warrant(desk: Page, standing: RegExp) {
  return desk.getByRole('group', { name: 'Warrants' }).getByRole('radio', { name: standing }).first();
}

function entries(desk: Page) {
  return desk.getByRole('list', { name: 'Log entries' }).getByRole('listitem');
}

async function open(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^Open / }).click();
  await expect(desk.getByRole('button', { name: /^Open / })).toBeEnabled();
}

test('opens a vault on a valid warrant, and writes it down', async ({ app }) => {
  const desk = await openConsole(app);
  await warrant(desk, /Valid/).check();
  await open(desk);
  await expect(desk.getByRole('heading', { name: /is open$/ })).toBeVisible();
  await expect(desk.getByRole('article', { name: /^Note: / })).not.toBeEmpty();
  await expect(entries(desk)).toHaveCount(1);
  await expect(desk.getByText(/The log still contains them unchanged/)).toBeVisible();
});

test('refuses an expired warrant; the key itself does not ask for one, and nothing is written', async ({
  app,
}) => {
  const desk = await openConsole(app);
  await warrant(desk, /Expired/).check();
  const vault = desk.getByRole('group', { name: 'Vault files' }).getByRole('radio', { checked: true });
  const named = await vault.getAttribute('value');
  await open(desk);
  await expect(desk.getByRole('heading', { name: /was not opened$/ })).toBeVisible();
  await expect(desk.getByText(/It was valid until/).first()).toBeVisible();
  await expect(desk.getByRole('article')).toHaveCount(0);
  const before = await entries(desk).count();

  await desk.getByRole('radio', { name: /^None/ }).check();
  await desk.getByRole('checkbox', { name: /Write it into the log/ }).uncheck();
  await desk.getByRole('button', { name: /without a warrant$/ }).click();
  await expect(desk.getByRole('heading', { name: /is open$/ })).toBeVisible();
  await expect(desk.getByRole('article', { name: /^Note: / })).not.toBeEmpty();
  await expect(vault).toHaveAttribute('value', named ?? '');
  await expect(entries(desk)).toHaveCount(before);
});

test('notices through a witness that an entry was taken out', async ({ app }) => {
  const desk = await openConsole(app);
  await warrant(desk, /Valid/).check();
  await open(desk);
  await desk.getByRole('button', { name: 'Take out entry 1' }).click();
  await expect(desk.getByRole('alert')).toContainText('Somebody has changed it');
  await desk.getByRole('button', { name: 'Begin again' }).click();
  await expect(desk.getByText('The log is empty.')).toBeVisible();
  await expect(desk.getByRole('alert')).toHaveCount(0);
});

test('may call nothing but what belongs to it', async ({ app }) => {
  const desk = await openConsole(app);
  const calls = ['notes.list', 'app.state', 'vault.lock', 'lab.matrix', 'escrow.enable'];
  const refused = await desk.evaluate(async (names) => {
    const { call } = Reflect.get(globalThis, 'latchkey') as {
      call: Record<string, (request?: unknown) => Promise<unknown>>;
    };
    const asked = async (name: string) => {
      await call[name]?.();
    };
    const tried = await Promise.allSettled(names.map(asked));
    return tried.map(({ status }) => (status === 'rejected' ? 'refused' : 'answered'));
  }, calls);
  expect(refused).toEqual(calls.map(() => 'refused'));
  const other = await app.window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'latchkey') as {
      call: Record<string, (request?: unknown) => Promise<unknown>>;
    };
    return call['console.state']?.().then(
      () => 'answered',
      () => 'refused',
    );
  });
  expect(other).toBe('refused');
});

test('closes with the window it was opened from', async ({ app }) => {
  const desk = await openConsole(app);
  const closed = desk.waitForEvent('close');
  await app.closeWindow();
  await closed;
});
