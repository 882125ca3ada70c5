import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { findChromium, launchChromium, wholeTexts } from './chromium.ts';
import { DisplayWindow, type WindowSurroundings } from './display-window.ts';
import {
  machineVariable,
  type AppCalls,
  type DialogAnswer,
  type DisplayCalls,
  type FrameFacts,
  type InvocationAnswer,
  type Machine,
  type MenuEntry,
  type PowerEvent,
  type ShownDialog,
  type WindowOptions,
} from './messages.ts';
import { Rpc } from './rpc.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const register = fileURLToPath(new URL('register.ts', import.meta.url));

export interface LaunchOptions {
  /** Where the app keeps its own files. Exists already. */
  readonly userData: string;
  /** What the app is told is the person's documents folder. */
  readonly documents: string;
  /** Command line arguments for the app. */
  readonly args?: readonly string[];
  /** A Chromium to open windows in. Left out: one is started, and closed with the app. */
  readonly browser?: Browser;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  readonly deviceScaleFactor?: number;
  /** The screen that the app sees; a window is at most as large. */
  readonly screen?: { readonly width: number; readonly height: number };
  /** Whether windows are real ones on a screen. */
  readonly headed?: boolean;
  /** A script of the launcher's own for each page. */
  readonly extraScript?: string;
  /** The folder with package.json; its `main` is what runs. Left out: this project. */
  readonly appPath?: string;
  /** Asks a real person what a dialog would. Left out: dialogs wait for `answerDialog`. */
  readonly askPerson?: (dialog: ShownDialog, page: Page) => Promise<DialogAnswer>;
  /** Told of each page as soon as it is there, before it loads anything. */
  readonly onPage?: (page: Page) => void;
}

/** Answers a page's call on that channel late or otherwise than the app, which `ask` asks; null leaves it to the app. */
export type StandIn = (
  channel: string,
  ask: () => Promise<InvocationAnswer>,
) => Promise<InvocationAnswer> | null;

interface PendingDialog {
  readonly dialog: ShownDialog;
  readonly answer: (answer: DialogAnswer) => void;
}

/** Starts the built app as a process of its own and waits for nothing but that: windows come when the app opens them. */
export async function launchApp(options: LaunchOptions): Promise<HostApp> {
  const browser =
    options.browser ?? (await launchChromium(await findChromium(), { headless: !options.headed }));
  return new HostApp(browser, options);
}

/**
 * A running app on this host, and everything that a person and an operating system could do to it.
 */
export class HostApp {
  readonly #browser: Browser;
  readonly #options: LaunchOptions;
  readonly #process: ChildProcess;
  readonly #rpc: Rpc<AppCalls>;
  readonly #windows = new Map<number, DisplayWindow>();
  readonly #queues = new Map<number, Promise<unknown>>();
  readonly #answers: DialogAnswer[] = [];
  readonly #pending: PendingDialog[] = [];
  readonly #faults: string[] = [];
  readonly #exited: Promise<number | null>;
  #systemScheme: 'light' | 'dark';
  #themeSource: 'system' | 'light' | 'dark' = 'system';
  #firstWindow = awaitedByAnybody();

  /** Every dialog the app has shown, in order. */
  readonly dialogs: ShownDialog[] = [];
  /** Every address the app asked the system to open. None was opened. */
  readonly openedExternally: string[] = [];
  /** The text on the machine's clipboard. */
  clipboard = '';
  /** Stands between the pages and the app, where a machine's trouble cannot be had: a slow disk, or a full one. */
  standIn: StandIn | null = null;
  /** The application menu as it is now. */
  applicationMenu: readonly MenuEntry[] = [];
  /** What the app's process wrote, so far. */
  readonly output = { stdout: '', stderr: '' };

  constructor(browser: Browser, options: LaunchOptions) {
    this.#browser = browser;
    this.#options = options;
    this.#systemScheme = options.colorScheme ?? 'light';
    this.#process = this.#spawn();
    this.#rpc = new Rpc<AppCalls>(
      {
        // A message to a process that has gone is lost, as it would be on a desktop.
        send: (message) => this.#process.connected && this.#process.send(message as object, () => undefined),
        receive: (listener) => this.#process.on('message', listener),
      },
      this.#calls(),
    );
    this.#exited = once(this.#process, 'exit').then(([code]: (number | null)[]) =>
      this.#afterExit(code ?? null),
    );
  }

  #spawn(): ChildProcess {
    const {
      userData,
      documents,
      appPath = projectRoot,
      screen = { width: 1440, height: 900 },
    } = this.#options;
    const { main } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { main: string };
    const machine: Machine = {
      userData,
      documents,
      appPath,
      dark: this.#systemScheme === 'dark',
      screen: { x: 0, y: 0, ...screen },
    };
    const child = spawn(
      process.execPath,
      // Electron does not print Node's warnings about experimental modules for its own Node either.
      [
        '--disable-warning=ExperimentalWarning',
        wholeTexts,
        '--import',
        register,
        join(appPath, main),
        ...(this.#options.args ?? []),
      ],
      {
        cwd: appPath,
        env: { ...process.env, NODE_OPTIONS: '', [machineVariable]: JSON.stringify(machine) },
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.output.stderr += text));
    return child;
  }

  async #afterExit(code: number | null): Promise<number | null> {
    this.#rpc.close('The app has exited.');
    this.#firstWindow.reject(
      new Error(`The app exited (${code ?? 'killed'}) before it opened a window.\n${this.output.stderr}`),
    );
    await Promise.all([...this.#windows.values()].map((window) => window.close()));
    this.#windows.clear();
    if (this.#options.browser === undefined) await this.#browser.close();
    return code;
  }

  /** What the app's process may ask. Requests about one window are carried out in their order. */
  #calls(): DisplayCalls {
    const inOrder = <P extends { readonly window: number }>(act: (params: P) => Promise<void>) => {
      return (params: P): Promise<void> => this.#enqueue(params.window, () => act(params));
    };
    return {
      hello: () => void this.#rpc.ask('ready', null).catch(() => undefined),
      createWindow: inOrder(({ window, options }) => this.#createWindow(window, options)),
      loadURL: inOrder(({ window, url }) => this.#window(window).loadURL(url)),
      reload: inOrder(({ window }) => this.#window(window).reload()),
      printToPDF: ({ window }) => this.#window(window).printToPDF(),
      destroyWindow: ({ window }) => this.#destroyWindow(window),
      setBounds: inOrder(({ window, bounds }) => this.#window(window).setBounds(bounds)),
      setZoom: inOrder(({ window, factor }) => this.#window(window).setZoom(factor)),
      focus: inOrder(({ window }) => this.#focus(window)),
      // Not in the queue: a page that is loading may have to be told something first.
      send: async ({ window, channel, args }) => this.#windows.get(window)?.send(channel, args),
      setPermissions: inOrder(({ window, granted, denied }) =>
        this.#window(window).setPermissions(granted, denied),
      ),
      showDialog: (dialog) => this.#showDialog(dialog),
      setMenu: (entries) => {
        this.applicationMenu = entries;
      },
      openExternal: ({ url }) => void this.openedExternally.push(url),
      showItemInFolder: ({ path }) => void this.openedExternally.push(path),
      readClipboard: () => this.clipboard,
      writeClipboard: ({ text }) => void (this.clipboard = text),
      setTheme: async ({ source }) => {
        this.#themeSource = source;
        await this.#applyScheme();
      },
    };
  }

  #enqueue(window: number, act: () => Promise<void>): Promise<void> {
    const previous = this.#queues.get(window) ?? Promise.resolve();
    const next = previous.catch(() => undefined).then(act);
    this.#queues.set(window, next);
    return next;
  }

  #window(id: number): DisplayWindow {
    const window = this.#windows.get(id);
    if (!window) throw new Error(`There is no window ${id}.`);
    return window;
  }

  async #createWindow(id: number, options: WindowOptions): Promise<void> {
    const window = new DisplayWindow(id, options, this.#surroundings(options));
    await window.open();
    this.#windows.set(id, window);
    this.#firstWindow.resolve(window);
  }

  #surroundings(options: WindowOptions): WindowSurroundings {
    return {
      browser: this.#browser,
      app: this.#rpc,
      preload: options.preload === null ? '' : readFileSync(options.preload, 'utf8'),
      dark: this.#scheme === 'dark',
      reducedMotion: this.#options.reducedMotion ?? false,
      deviceScaleFactor: this.#options.deviceScaleFactor ?? 1,
      headed: this.#options.headed ?? false,
      extraScript: this.#options.extraScript ?? null,
      answer: (call) => {
        const ask = () => this.#rpc.ask('invoke', call);
        return this.standIn?.(call.channel, ask) ?? ask();
      },
      fault: (text) => this.#faults.push(text),
      onCopied: (text) => (this.clipboard = text),
      onPage: (page) => this.#options.onPage?.(page),
    };
  }

  async #destroyWindow(id: number): Promise<void> {
    const window = this.#windows.get(id);
    this.#windows.delete(id);
    if (this.#windows.size === 0) this.#firstWindow = awaitedByAnybody();
    await window?.close();
  }

  async #focus(id: number): Promise<void> {
    if (this.#options.headed) await this.#window(id).page.bringToFront();
  }

  #showDialog(dialog: ShownDialog): Promise<DialogAnswer> {
    this.dialogs.push(dialog);
    if (this.#options.askPerson) return this.#options.askPerson(dialog, this.page);
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => this.#pending.push({ dialog, answer: resolve }));
  }

  get #scheme(): 'light' | 'dark' {
    return this.#themeSource === 'system' ? this.#systemScheme : this.#themeSource;
  }

  async #applyScheme(): Promise<void> {
    await Promise.all([...this.#windows.values()].map((window) => window.setColorScheme(this.#scheme)));
  }

  /** The page of the app's window, once it has one. */
  async firstPage(): Promise<Page> {
    return (await this.#firstWindow.promise).page;
  }

  /** The page of the app's window now. */
  get page(): Page {
    const [window] = this.#windows.values();
    if (!window) throw new Error('The app has no window open.');
    return window.page;
  }

  /** The pages of all its windows, the oldest first. */
  get pages(): readonly Page[] {
    return [...this.#windows.values()].map(({ page }) => page);
  }

  get windowCount(): number {
    return this.#windows.size;
  }

  /** What the host could not do, or saw that Electron would not have let happen. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The exit code, once the app has exited; null if it was killed. */
  get exited(): Promise<number | null> {
    return this.#exited;
  }

  /** Answers the dialog that is waiting, or else the next one. */
  answerDialog(answer: DialogAnswer): void {
    const pending = this.#pending.shift();
    if (pending) pending.answer(answer);
    else this.#answers.push(answer);
  }

  async power(event: PowerEvent): Promise<void> {
    await this.#rpc.ask('power', { event });
  }

  /** From now on the person has not touched the machine for so long. Zero: they just did. */
  async idle(seconds: number): Promise<void> {
    await this.#rpc.ask('idle', { seconds });
  }

  async colorScheme(scheme: 'light' | 'dark'): Promise<void> {
    this.#systemScheme = scheme;
    await this.#rpc.ask('dark', { dark: scheme === 'dark' });
    await this.#applyScheme();
  }

  /** Chooses a menu item by its labels, from the outermost menu inwards. */
  async menu(...labels: readonly string[]): Promise<void> {
    await this.#rpc.ask('menu', { labels });
  }

  /** Presses keys while another program is in front. Answers whether the app takes them. */
  globalShortcut(accelerator: string): Promise<boolean> {
    return this.#rpc.ask('globalShortcut', { accelerator });
  }

  /** Pictures of the heaps of the app's threads, in files of that folder; that of its main thread first. */
  writeHeaps(folder: string): Promise<readonly string[]> {
    return this.#rpc.ask('writeHeaps', { folder });
  }

  async activate(): Promise<void> {
    await this.#rpc.ask('activate', null);
  }

  /** Closes the window of that page, or the oldest one, as a person does; the app may refuse. */
  async closeWindow(page?: Page): Promise<void> {
    const id = this.#idOf(page);
    if (id === undefined) return;
    await this.#rpc.ask('closeWindow', { window: id }).catch((error: unknown) => {
      // Where the last window ends the app, nobody is left to answer.
      if (this.#process.exitCode === null) throw error;
    });
  }

  /** Turns to the window of that page, as a person does who clicks into it. */
  async turnTo(page: Page): Promise<void> {
    const id = this.#idOf(page);
    if (id !== undefined) await this.#rpc.ask('focused', { window: id });
  }

  #idOf(page: Page | undefined): number | undefined {
    const [first] = this.#windows.keys();
    const found = [...this.#windows].find(([, window]) => window.page === page);
    return page === undefined ? first : found?.[0];
  }

  /** Kills the window's renderer. */
  async crashRenderer(): Promise<void> {
    const [window] = this.#windows.values();
    await window?.crash();
  }

  /** Calls the app as a frame of the given description would, if a page could be made to lie about its frame. */
  async invokeFrom(
    frame: FrameFacts,
    channel: string,
    ...args: readonly unknown[]
  ): Promise<InvocationAnswer> {
    const [window = 0] = this.#windows.keys();
    return this.#rpc.ask('invoke', { window, frame, channel, args });
  }

  /** Quits as a person does, and answers the exit code. */
  async quit(): Promise<number | null> {
    if (this.#process.exitCode === null) await this.#rpc.ask('quit', null).catch(() => undefined);
    return this.#exited;
  }

  /** Kills the app's process at once: nothing of it runs any more. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }
}

/** Nobody may be waiting for a window when the app exits without one: that is no unhandled rejection. */
function awaitedByAnybody(): PromiseWithResolvers<DisplayWindow> {
  const resolvers = Promise.withResolvers<DisplayWindow>();
  resolvers.promise.catch(() => undefined);
  return resolvers;
}
