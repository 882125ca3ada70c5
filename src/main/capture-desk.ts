import { basename, extname } from 'node:path';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { LatchkeyError } from '../contract/errors.ts';
import type { CaptureState } from '../contract/settings.ts';
import type { Engine } from '../engine/index.ts';
import type { Handlers } from './calls.ts';
import type { KnownVaults } from './known-vaults.ts';
import type { Preferences } from './preferences.ts';
import type { RecentVault } from './recent-vaults.ts';
import { Settling } from './settling.ts';
import type { VaultWindow } from './vault-window.ts';
import { isFrom, openWindow, publish } from './window.ts';
import type { WindowPlaces } from './window-places.ts';

/** What quick capture needs of the app around it. */
export interface CaptureSurroundings {
  readonly preferences: Preferences;
  readonly known: KnownVaults;
  readonly places: WindowPlaces;
  /** Starts a thread that seals what goes to locked vaults. It never gets a vault's key. */
  readonly startEngine: () => Engine;
  /** The window in which this vault file is unlocked. */
  readonly unlockedAt: (path: string) => VaultWindow | null;
}

/** Of a vault that takes captures. */
interface Taker extends RecentVault {
  readonly inboxKey: string;
}

type CaptureHandlers = Pick<Handlers, Extract<keyof Handlers, `capture.${string}`>>;

/** The window of quick capture, and what becomes of what is written there. */
export class CaptureDesk {
  /** What its page may call. */
  readonly handlers: CaptureHandlers;
  readonly #around: CaptureSurroundings;
  #window: BrowserWindow | null = null;
  /** While the window is open. */
  #engine: Engine | null = null;
  /** Whether it is closed without asking its page, which has said so, or is gone. */
  #mayClose = false;
  /** Whether its page has begun to listen, and does not hang. Before that nothing is written in it. */
  #hears = false;
  /** Whether its page has said that it stays. */
  #stays = false;
  readonly #settling = new Settling(() => this.#tellClosing({ isQuitting: true }));
  /** Ends of threads of windows that have been closed. None rejects. */
  #ended: Promise<unknown> = Promise.resolve();

  constructor(around: CaptureSurroundings) {
    this.#around = around;
    this.handlers = {
      'capture.state': () => {
        this.#hears = true;
        return this.#state();
      },
      'capture.save': (request) => this.#save(request),
      'capture.close': () => this.#close(),
      'capture.stay': () => {
        this.#stays = true;
        this.#settling.finish();
      },
    };
  }

  /** Opens the window, or brings it forward with what is written in it. */
  open(): void {
    if (this.#window !== null) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    const engine = this.#around.startEngine();
    const window = openWindow('capture', this.#around.places);
    this.#engine = engine;
    this.#window = window;
    // What is written is not lost with the window: its page asks first.
    window.on('close', (event) => {
      if (this.#mayClose || !this.#hears) return;
      event.preventDefault();
      this.#tellClosing({ isQuitting: false });
    });
    window.on('unresponsive', () => (this.#hears = false));
    window.on('responsive', () => (this.#hears = true));
    window.webContents.on('render-process-gone', () => this.#close());
    window.on('closed', () => {
      this.#window = null;
      this.#engine = null;
      this.#mayClose = false;
      this.#hears = false;
      this.#settling.finish();
      this.#ended = Promise.all([this.#ended, engine.stop().catch(() => undefined)]);
    });
  }

  /** Whether a call comes from this window's own page. */
  isAsker(event: IpcMainInvokeEvent): boolean {
    return isFrom(this.#window, event);
  }

  /** A vault has been unlocked or locked: what will happen to a capture has changed. */
  refresh(): void {
    const window = this.#window;
    if (window === null) return;
    void this.#state()
      .then((state) => publish(window, 'capture.state', state))
      // The window has been closed, or asks again when it is turned to.
      .catch(() => undefined);
  }

  /** Before the app quits: has what is written saved, and closes the window. False if it could not be saved: then the window shows why. */
  async settle(): Promise<boolean> {
    await this.#settling.settle();
    if (this.#stays) this.open();
    return !this.#stays;
  }

  /** Ends its thread. */
  async stop(): Promise<void> {
    this.#mayClose = true;
    await Promise.all([this.#ended, this.#engine?.stop()]);
  }

  #close(): void {
    this.#mayClose = true;
    this.#window?.close();
  }

  /** Answers whether there is a window to hear it. */
  #tellClosing(closing: { readonly isQuitting: boolean }): boolean {
    this.#stays = false;
    if (this.#window === null) return false;
    publish(this.#window, 'capture.closing', closing);
    return true;
  }

  /** The vaults whose inbox was seen here, the one unlocked last first. */
  get #takers(): readonly Taker[] {
    const { preferences } = this.#around;
    return preferences.recents.flatMap((recent) => {
      const { inboxKey } = preferences.memoryOf(recent.vaultId);
      return inboxKey === null ? [] : [{ ...recent, inboxKey }];
    });
  }

  async #state(): Promise<CaptureState> {
    const { known, preferences, unlockedAt } = this.#around;
    const takers = this.#takers;
    const counts = await this.#sealer.waitingCaptures({ vaultIds: takers.map(({ vaultId }) => vaultId) });
    const vaults = takers.map(({ path }) => ({
      ref: known.refOf(path),
      name: basename(path, extname(path)),
      isLocked: unlockedAt(path) === null,
    }));
    const last = takers.findIndex(({ vaultId }) => vaultId === preferences.captureVault);
    return {
      vaults,
      chosen: vaults[last]?.ref ?? null,
      waiting: Object.fromEntries(vaults.map(({ ref }, at) => [ref, counts[at] ?? 0])),
    };
  }

  async #save({ ref, text }: { readonly ref: string; readonly text: string }): Promise<void> {
    const { known, preferences } = this.#around;
    const path = known.pathOf(ref);
    const taker = this.#takers.find((each) => known.refOf(each.path) === ref);
    if (taker === undefined) throw takesNone();
    if (!(await this.#addToOpen(path, text))) {
      const { vaultId, inboxKey: publicKey } = taker;
      await this.#sealer.sealCapture({ path, vaultId, publicKey, text });
    }
    if (preferences.captureVault !== taker.vaultId) void preferences.change({ captureVault: taker.vaultId });
  }

  /** Answers false where the vault is locked, or locks just now. */
  async #addToOpen(path: string, text: string): Promise<boolean> {
    try {
      const window = this.#around.unlockedAt(path);
      await window?.addCapture(text);
      return window !== null;
    } catch (error) {
      if (error instanceof LatchkeyError && error.code === 'locked') return false;
      throw error;
    }
  }

  get #sealer(): Engine {
    if (this.#engine === null) throw new LatchkeyError('invalid-request', 'Quick capture has been closed.');
    return this.#engine;
  }
}

function takesNone(): LatchkeyError {
  return new LatchkeyError(
    'not-found',
    'That vault takes no captures on this computer any more. Unlock it here once, then try again. Your text is still here.',
  );
}
