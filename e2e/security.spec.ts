import { methodNames } from '../src/contract/names.ts';
import { chosenRuntime } from './fixture/runtime.ts';
import { expect, test } from './fixture.ts';
import { createVault, library, lock } from './steps.ts';

test('a page cannot open a window', async ({ app: { window } }) => {
  expect(await window.evaluate(() => globalThis.open('https://example.com/'))).toBeNull();
  await expect(window.getByRole('heading', { level: 1, name: 'Latchkey' })).toBeVisible();
});

test('a page cannot navigate away', async ({ app: { window } }) => {
  const before = window.url();
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Create a vault' })).toBeVisible();
  expect(window.url()).toBe(before);
});

test('a link that asks for a new window opens nothing, in the app or outside it', async ({ app }) => {
  await app.window.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/',
      target: '_blank',
    });
    link.textContent = 'Elsewhere';
    document.body.prepend(link);
  });
  await app.window.getByRole('link', { name: 'Elsewhere' }).click();
  await expect(app.window.getByRole('heading', { level: 1, name: 'Latchkey' })).toBeVisible();
  expect(await app.openedExternally()).toEqual([]);
});

test('a page cannot be led away by a refresh or a script in a link', async ({ app }) => {
  app.expectComplaint(/Content Security Policy/);
  const { window } = app;
  const before = window.url();
  await window.evaluate(() => {
    const refresh = Object.assign(document.createElement('meta'), { content: '0;url=https://example.com/' });
    refresh.httpEquiv = 'refresh';
    document.head.append(refresh);
    const link = Object.assign(document.createElement('a'), { textContent: 'Script' });
    link.setAttribute('href', 'javascript:void(globalThis.linkRan = true)');
    document.body.prepend(link);
  });
  await window.getByRole('link', { name: 'Script' }).click();
  await window.getByRole('button', { name: 'Create a vault' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Create a vault' })).toBeVisible();
  expect(await window.evaluate(() => 'linkRan' in globalThis)).toBe(false);
  expect(window.url()).toBe(before);
});

test('a page sees no Node', async ({ app: { window } }) => {
  const kinds = await window.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      'setImmediate',
      '__dirname',
      'electron',
    ].map((name) => typeof Reflect.get(globalThis, name)),
  );
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
});

test('a page is given the bridge, frozen, with the calls of the contract and nothing else', async ({
  app: { window },
}) => {
  const seen = await window.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    const bridge: unknown = Reflect.get(globalThis, 'latchkey');
    const { call, on } = bridge as { call: object; on: object };
    return {
      added: Object.getOwnPropertyNames(globalThis).filter((name) => !plain.has(name) && !/^\d+$/.test(name)),
      parts: Object.keys(bridge as object),
      calls: Object.keys(call),
      isFrozen: [bridge, call, on].every((part) => Object.isFrozen(part)),
    };
  });
  expect(seen).toEqual({
    // The second is the page's own: libraries that make style elements look for their nonce there.
    added: ['latchkey', '__webpack_nonce__'],
    parts: ['call', 'on'],
    calls: [...methodNames],
    isFrozen: true,
  });
});

test('a frame inside the page gets no bridge', async ({ app: { window } }) => {
  const kind = await window.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return typeof Reflect.get(frame.contentWindow ?? {}, 'latchkey');
  });
  expect(kind).toBe('undefined');
});

test('the page comes with a content security policy without holes', async ({ app: { window } }) => {
  const policy = await window.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
});

test('the content security policy stops inline scripts, eval, frames and everything remote', async ({
  app,
}) => {
  app.expectComplaint(/Content Security Policy|Failed to load resource|net::ERR/);
  const outcome = await app.window.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const frame = document.createElement('iframe');
    const refusals: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      refusals.push(effectiveDirective),
    );
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const image = new Image();
    image.src = 'https://example.com/x.png';
    const remote = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    );
    // In a task of the page's own, because the test's code is exempt.
    // The frame's refusal is told last, in its own time.
    for (let turn = 0; turn < 100 && !refusals.includes('frame-src'); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const evaluated = await new Promise<unknown>((resolve) => {
      setTimeout(() => {
        try {
          resolve((0, eval)('"ran"'));
        } catch {
          resolve('refused');
        }
      });
    });
    return { inline: 'inlineRan' in globalThis ? 'ran' : 'refused', remote, evaluated, refusals };
  });
  expect(outcome).toMatchObject({ inline: 'refused', remote: 'refused', evaluated: 'refused' });
  expect(outcome.refusals).toEqual(expect.arrayContaining(['frame-src', 'img-src', 'connect-src']));
});

test('the app protocol serves its own files and nothing outside them', async ({ app }) => {
  app.expectComplaint(/Failed to load resource/);
  const statuses = await app.window.evaluate(async () => {
    const paths = [
      '/index.html',
      '/..%2fmain%2findex.js',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/index.js',
      '/nothing.html',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404]);
});

test('a page is denied every permission', async ({ app }) => {
  app.expectComplaint(/permission/i);
  const answers = await app.window.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
    ] as PermissionName[];
    const states = await Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name })).state),
    );
    const place = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('refused'),
      );
    });
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    );
    return {
      states: [...new Set(states)],
      place,
      camera,
      notifications: await Notification.requestPermission(),
    };
  });
  expect(answers).toEqual({
    states: ['denied'],
    place: 'refused',
    camera: 'refused',
    notifications: 'denied',
  });
});

test('every call with arguments of the wrong shape is answered as an invalid request', async ({ app }) => {
  await createVault(app);
  const codes = await app.window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'latchkey') as {
      call: Record<string, (request: unknown) => Promise<unknown>>;
    };
    const junk = { id: '../../etc/passwd', revision: -1, words: 1e9, extra: [] };
    // Those of the console and of quick capture are answered to their own windows alone.
    const ours = Object.entries(call).filter(([name]) => !/^(console|capture)[.]/.test(name));
    const answers = await Promise.all(ours.map(([, each]) => each(junk)));
    return answers.map((answer) => (answer as { error?: { code: string } }).error?.code);
  });
  expect(new Set(codes)).toEqual(new Set(['invalid-request']));
  await expect(library(app.window)).toBeVisible();
});

test('a note longer than any may be is refused, and the next one is saved', async ({ app }) => {
  await createVault(app);
  const answers = await app.window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'latchkey') as {
      call: Record<string, (request: unknown) => Promise<unknown>>;
    };
    return [
      await call['notes.create']?.({ title: 'Long', body: 'x'.repeat(40_000_000) }),
      await call['notes.create']?.({ title: 'Short', body: 'y' }),
    ];
  });
  expect(answers).toMatchObject([
    { ok: false, error: { code: 'invalid-request' } },
    { ok: true, value: { title: 'Short' } },
  ]);
});

test('while the vault is locked, every call that needs its key is refused', async ({ app }) => {
  await createVault(app);
  await lock(app.window);
  const codes = await app.window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'latchkey') as {
      call: Record<string, (request: unknown) => Promise<unknown>>;
    };
    const id = '0'.repeat(32);
    const answers = await Promise.all([
      call['notes.list']?.({ from: null }),
      call['notes.open']?.({ id }),
      call['notes.create']?.({ title: 'x', body: 'y' }),
      call['notes.save']?.({ id, revision: 1, title: 'x', body: 'y' }),
      call['notes.change']?.({ ids: [id], change: { trashed: true } }),
      call['notes.remove']?.({ ids: [id] }),
      call['notes.rows']?.({ ids: [id] }),
      call['notes.duplicate']?.({ id }),
      call['notes.merge']?.({ ids: [id, '1'.repeat(32)] }),
      call['notes.fromTemplate']?.({ id, notebook: null }),
      call['notes.followTitle']?.({ id, from: 'x', to: 'y' }),
      call['library.read']?.(undefined),
      call['notebook.create']?.({ path: 'x' }),
      call['tag.rename']?.({ from: 'x', to: 'y' }),
      call['search.notes']?.({ query: 'x', place: 'notes' }),
      call['search.titles']?.({ text: 'x' }),
      call['links.of']?.({ id }),
      call['versions.list']?.({ id }),
      call['versions.open']?.({ id, revision: 1 }),
      call['versions.restore']?.({ id, revision: 1, version: 1 }),
      call['attachments.list']?.({ note: id }),
      call['attachments.begin']?.({ note: id, name: 'x', size: 1 }),
      call['attachments.openElsewhere']?.({ id }),
      call['vault.newRecovery']?.({ current: null }),
      call['vault.newRecovery']?.({ current: 'x' }),
      call['vault.changePassphrase']?.({ current: 'x', next: 'long enough' }),
      call['vault.removeHolder']?.({ id }),
      call['vault.rotate']?.({ passphrase: 'x', recovery: true }),
      call['vault.discardRotation']?.(undefined),
      call['vault.check']?.(undefined),
      call['vault.repair']?.(undefined),
      call['vault.export']?.(undefined),
      call['vault.import']?.(undefined),
      call['keyFile.make']?.({ current: 'x' }),
      call['keyFile.drop']?.({ current: 'x' }),
      call['pin.set']?.({ current: 'x', pin: '271828' }),
      call['pin.remove']?.(undefined),
      call['backup.now']?.(undefined),
      call['backup.rehearse']?.({ name: 'x' }),
      call['backup.openBeside']?.({ name: 'x' }),
      call['backup.openNewestGood']?.(undefined),
    ]);
    return answers.map((answer) => (answer as { error?: { code: string } }).error?.code);
  });
  expect(new Set(codes)).toEqual(new Set(['locked']));
});

test('a call from a frame inside the page, or from another origin, is refused', async ({ app }) => {
  test.skip(chosenRuntime().kind === 'electron', 'only the host can forge the frame a call comes from');
  const fromFrame = await app.onHost.invokeFrom(
    { url: 'app://latchkey/index.html', top: false },
    'latchkey:app.state',
  );
  expect(fromFrame).toEqual({ error: expect.stringContaining('Refused') as unknown });
  const fromTop = await app.onHost.invokeFrom(
    { url: 'app://latchkey/index.html', top: true },
    'latchkey:app.state',
  );
  expect(fromTop).toMatchObject({ value: { ok: true } });
});
