import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, CDPSession, Page, Request, Route } from '@playwright/test';
import { isAppPage, toApp, toPage } from './address.ts';
import type { AppCalls, Bounds, Invocation, InvocationAnswer, WindowOptions } from './messages.ts';
import { pageScript, type DisplayMessage, type PageMessage } from './page-script.ts';
import type { Rpc } from './rpc.ts';
import { makeWire } from './wire.ts';

const wire = makeWire();

/** How a window's page is set up. */
export interface WindowSurroundings {
  readonly browser: Browser;
  readonly app: Rpc<AppCalls>;
  /** The preload's source text. */
  readonly preload: string;
  readonly dark: boolean;
  readonly reducedMotion: boolean;
  readonly deviceScaleFactor: number;
  /** Whether the page follows the size of a real window. */
  readonly headed: boolean;
  /** A script of the display's own for the page, run after the preload. */
  readonly extraScript: string | null;
  /** What a page gets for its call. */
  readonly answer: (call: Invocation) => Promise<InvocationAnswer>;
  /** Told what the host could not do, or saw that Electron would not have let happen. */
  readonly fault: (text: string) => void;
  /** Told what the page puts on the clipboard. */
  readonly onCopied: (text: string) => void;
  /** Told of a page as soon as it is there, before it loads anything. */
  readonly onPage: (page: Page) => void;
}

interface BindingCall {
  readonly name: string;
  readonly payload: string;
}

/** One window of the app: a page in a browser context of its own. */
export class DisplayWindow {
  readonly #id: number;
  readonly #options: WindowOptions;
  readonly #around: WindowSurroundings;
  readonly #binding = `h${randomBytes(12).toString('hex')}`;
  readonly #marker = randomBytes(12).toString('hex');
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #session: CDPSession | null = null;
  #permissionSession: CDPSession | null = null;
  #receiver: string | null = null;
  #topUrl = 'about:blank';
  #isOurNavigation = false;
  #bounds: Bounds;
  #zoom = 1;
  #isClosed = false;
  #isCrashed = false;

  constructor(id: number, options: WindowOptions, around: WindowSurroundings) {
    this.#id = id;
    this.#options = options;
    this.#bounds = options.bounds;
    this.#around = around;
  }

  get page(): Page {
    if (!this.#page) throw new Error('The window has no page yet.');
    return this.#page;
  }

  async open(): Promise<void> {
    const { browser, dark, reducedMotion, deviceScaleFactor, headed } = this.#around;
    const { width, height } = this.#options.bounds;
    this.#context = await browser.newContext({
      acceptDownloads: false,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-GB',
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      ...(headed ? { viewport: null } : { viewport: { width, height }, deviceScaleFactor }),
    });
    await this.#context.route(/./, (route) => this.#serve(route));
    await this.#openPage(this.#context);
  }

  async #openPage(context: BrowserContext): Promise<void> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    this.#page = page;
    this.#session = session;
    this.#receiver = null;
    this.#isCrashed = false;
    this.#listen(page, session);
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: this.#binding });
    const facts = {
      binding: this.#binding,
      marker: this.#marker,
      origin: 'https://app.latchkey',
      platform: process.platform,
    };
    const source = pageScript(facts, this.#around.preload);
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source });
    if (this.#around.extraScript !== null) {
      await session.send('Page.addScriptToEvaluateOnNewDocument', { source: this.#around.extraScript });
    }
    this.#around.onPage(page);
  }

  #listen(page: Page, session: CDPSession): void {
    session.on('Runtime.bindingCalled', (call) => this.#bindingCalled(call));
    session.on('Runtime.consoleAPICalled', ({ args: [first, second] }) => {
      if (first?.value === this.#marker) this.#receiver = second?.objectId ?? null;
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#arrived(frame.url, false);
    });
    session.on('Page.navigatedWithinDocument', ({ url }) => this.#arrived(url, true));
    session.on('Page.windowOpen', ({ url, windowName }) => void this.#windowAskedFor(url, windowName));
    page.on('domcontentloaded', () => this.#loading('dom-ready'));
    page.on('load', () => this.#loading('finished'));
    // The app was asked, by the event above, and this host carries out no other answer than no.
    page.on('popup', (popup) => void popup.close());
    page.on('crash', () => {
      this.#isCrashed = true;
      this.#tellApp(this.#around.app.ask('rendererGone', { window: this.#id }));
    });
    page.on('close', () => {
      // A person closed the window on the screen. The app has its say on real Electron; here it is told afterwards.
      if (!this.#isClosed && page === this.#page)
        this.#tellApp(this.#around.app.ask('closeWindow', { window: this.#id }));
    });
  }

  /** Sends the app a message; one that has gone misses it. */
  #tellApp(told: Promise<unknown>): void {
    told.catch((error: unknown) => {
      if (!this.#isClosed) this.#around.fault(String(error));
    });
  }

  #loading(state: 'dom-ready' | 'finished'): void {
    if (isAppPage(this.#topUrl)) this.#tellApp(this.#around.app.ask('loading', { window: this.#id, state }));
  }

  #arrived(url: string, inPage: boolean): void {
    if (!inPage && this.#topUrl !== 'about:blank' && !isAppPage(url)) {
      this.#around.fault(`The page went to ${url}, which this host cannot intercept.`);
    }
    this.#topUrl = url;
    this.#tellApp(this.#around.app.ask('navigated', { window: this.#id, url: toApp(url), inPage }));
  }

  async #windowAskedFor(url: string, name: string): Promise<void> {
    const allowed = await this.#around.app.ask('openWindow', { window: this.#id, url: toApp(url), name });
    if (allowed) this.#around.fault(`The app allowed a window for ${url}, which this host cannot open.`);
  }

  #bindingCalled({ name, payload }: BindingCall): void {
    if (name !== this.#binding) return;
    const message = JSON.parse(payload) as PageMessage;
    // The page script gives the binding to the top frame only, so that is where every message comes from.
    const from = { window: this.#id, frame: { url: toApp(this.#topUrl), top: true } };
    if (message.kind === 'key') {
      this.#tellApp(this.#around.app.ask('key', { window: this.#id, press: message }));
      return;
    }
    if (message.kind === 'copied') {
      this.#around.onCopied(message.text);
      return;
    }
    if (message.kind === 'open') {
      this.#tellApp(this.#windowAskedFor(message.url, message.name));
      return;
    }
    const call = { ...from, channel: message.channel, args: wire.decode(message.args) as unknown[] };
    if (message.kind === 'send') this.#tellApp(this.#around.app.ask('message', call));
    else this.#tellApp(this.#invoke(message.id, call));
  }

  async #invoke(id: number, call: Invocation): Promise<void> {
    const answer = await this.#around.answer(call);
    await this.#tellPage(
      'error' in answer
        ? { kind: 'failure', id, message: `Error invoking remote method '${call.channel}': ${answer.error}` }
        : { kind: 'answer', id, value: wire.encode(answer.value) },
    );
  }

  async send(channel: string, args: readonly unknown[]): Promise<void> {
    await this.#tellPage({ kind: 'event', channel, args: wire.encode(args) });
  }

  /** Hands a message to the page script. A page that has gone misses it. */
  async #tellPage(message: DisplayMessage): Promise<void> {
    const objectId = this.#receiver;
    if (objectId === null || this.#isClosed || this.#isCrashed) return;
    await this.#session
      ?.send('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: 'function (text) { this(text); }',
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch((error: unknown) => {
        if (this.#receiver === objectId && !this.#isClosed && !this.#isCrashed) throw error;
      });
  }

  async #serve(route: Route): Promise<void> {
    const request = route.request();
    const url = toApp(request.url());
    try {
      if (!this.#isOurs(request)) {
        await route.abort('blockedbyclient');
        return;
      }
      if (request.isNavigationRequest() && !(await this.#mayNavigate(route, url))) {
        await route.abort('aborted');
        return;
      }
      await this.#answer(route, url);
    } catch (error) {
      if (!this.#isClosed) this.#around.fault(`${url} was not served: ${String(error)}`);
    }
  }

  /** Whether a request comes from the window's own page, and not from one that is closed as soon as it opens. */
  #isOurs(request: Request): boolean {
    try {
      return request.frame().page() === this.#page;
    } catch {
      // Playwright throws for a page that does not exist yet.
      return false;
    }
  }

  /** Asks the app whether a navigation that the page began may go on. */
  async #mayNavigate(route: Route, url: string): Promise<boolean> {
    const frame = route.request().frame();
    const top = frame.parentFrame() === null;
    if (top && this.#isOurNavigation) {
      this.#isOurNavigation = false;
      return true;
    }
    const facts = { url: toApp(frame.url()), top };
    return this.#around.app.ask('navigate', { window: this.#id, url, frame: facts });
  }

  async #answer(route: Route, url: string): Promise<void> {
    const request = route.request();
    const headers = Object.fromEntries(
      Object.entries(request.headers()).map(([name, value]) => [name, toApp(value)]),
    );
    const response = await this.#around.app.ask('request', {
      window: this.#id,
      request: { url, method: request.method(), headers, body: request.postDataBuffer() },
    });
    if (response === null || !isAppPage(request.url())) {
      await route.abort('blockedbyclient');
      return;
    }
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers.map(([name, value]) => [name, toPage(value)])),
      body: Buffer.from(response.body),
    });
  }

  async loadURL(url: string): Promise<void> {
    this.#isOurNavigation = true;
    try {
      await this.page.goto(toPage(url), { waitUntil: 'load' });
    } catch (error) {
      if (this.#isClosed) return;
      this.#tellApp(this.#around.app.ask('loadFailed', { window: this.#id, url, text: String(error) }));
      throw error;
    } finally {
      this.#isOurNavigation = false;
    }
  }

  /** Loads the page again, in a new renderer if the old one crashed. */
  async reload(): Promise<void> {
    const url = toApp(this.#topUrl);
    if (this.#isCrashed && this.#context) {
      const crashed = this.page;
      this.#topUrl = 'about:blank';
      await this.#openPage(this.#context);
      await crashed.close();
    }
    await this.loadURL(url);
  }

  async printToPDF(): Promise<Uint8Array> {
    return this.page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true });
  }

  async setBounds(bounds: Bounds): Promise<void> {
    this.#bounds = bounds;
    await this.#fit();
  }

  /** A page that is drawn larger has room for less: to its layout, that is what zooming means. */
  async setZoom(factor: number): Promise<void> {
    this.#zoom = factor;
    await this.#fit();
  }

  async #fit(): Promise<void> {
    if (this.#around.headed) return;
    const [width, height] = [this.#bounds.width, this.#bounds.height].map((side) =>
      Math.round(side / this.#zoom),
    );
    await this.page.setViewportSize({ width: width ?? 0, height: height ?? 0 });
  }

  async setColorScheme(scheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme });
  }

  /** Puts verdicts on permissions, by Chromium's names, into effect for this window alone. */
  async setPermissions(granted: readonly string[], denied: readonly string[]): Promise<void> {
    const info = await this.#session?.send('Target.getTargetInfo');
    const browserContextId = info?.targetInfo.browserContextId;
    if (browserContextId === undefined)
      throw new Error('This Chromium does not say which context a page is in.');
    // Chromium forgets the verdicts when the session that gave them ends, so it lives as long as the window.
    this.#permissionSession ??= await this.#around.browser.newBrowserCDPSession();
    const verdicts = [
      ...granted.map((name) => ({ name, setting: 'granted' as const })),
      ...denied.map((name) => ({ name, setting: 'denied' as const })),
    ];
    for (const { name, setting } of verdicts) {
      await this.#permissionSession.send('Browser.setPermission', {
        permission: { name },
        setting,
        browserContextId,
      });
    }
  }

  /** Kills the renderer, as a crash would. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    await this.#session?.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#permissionSession?.detach().catch(() => undefined);
    await this.#context?.close();
  }
}
