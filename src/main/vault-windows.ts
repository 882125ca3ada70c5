import type { IpcMainInvokeEvent } from 'electron';
import type { EventPayload } from '../contract/contract.ts';
import type { EventName } from '../contract/names.ts';
import type { Command, LockReason } from '../contract/words.ts';
import type { NotesHandlers } from './handlers.ts';
import type { Shown } from './known-vaults.ts';
import { isSameFile } from './recent-vaults.ts';
import { VaultWindow, type SharedParts } from './vault-window.ts';

/** The windows of notes. Each shows one vault or none; no vault file is shown by two. */
export class VaultWindows {
  readonly #shared: SharedParts;
  readonly #allClosed: () => void;
  /** The one that a person turned to last comes last. */
  #windows: readonly VaultWindow[] = [];
  /** Ends of those that have been closed and whose threads have not ended yet. None rejects. */
  readonly #ending = new Set<Promise<void>>();

  /** `allClosed` is told when the last one has gone. */
  constructor(shared: SharedParts, allClosed: () => void) {
    this.#shared = shared;
    this.#allClosed = allClosed;
  }

  /** The window that a person turned to last. */
  get front(): VaultWindow | null {
    return this.#windows.at(-1) ?? null;
  }

  /** Opens one more. With a path it shows that vault, locked, as soon as its file has answered. */
  open(path: string | null = null): VaultWindow {
    const window = new VaultWindow(this.#shared, {
      doings: (own) => ({
        bringForward: (file) => this.#bringForward(file, own),
        shown: () => this.#shown(own),
        openWindow: (file) => void this.open(file),
      }),
      focused: (own) => this.#toFront(own),
      closed: (own) => this.#closed(own),
    });
    this.#toFront(window);
    // The window does not wait: the file may lie on a disk that takes long to answer, or never does.
    if (path !== null) void window.desk.present(path);
    return window;
  }

  /** Brings the last window forward, or opens one that shows this vault. */
  activate(path: string | null): void {
    if (this.front === null) this.open(path);
    else this.front.bringForward();
  }

  /** Shows a vault file that was opened outside: where it is shown already, or where nothing is open, or in a window of its own. */
  show(path: string): void {
    if (this.#bringForward(path, null)) return;
    const isEmpty = ({ desk }: VaultWindow) => desk.path === null && !desk.isOpenOrOpening;
    const free =
      this.#windows.findLast(isEmpty) ?? this.#windows.findLast(({ desk }) => !desk.isOpenOrOpening);
    if (free === undefined) {
      this.open(path);
      return;
    }
    free.bringForward();
    void free.desk.present(path);
  }

  /** The window in which that vault file is unlocked. */
  unlockedAt(path: string): VaultWindow | null {
    return this.#windows.find(({ desk }) => desk.open !== null && isSameFile(desk.open.path, path)) ?? null;
  }

  /** What the page that asks may call; null if it is no window of notes. */
  handlersFor(event: IpcMainInvokeEvent): NotesHandlers | null {
    return this.#windows.find((window) => window.isAsker(event))?.handlers ?? null;
  }

  /** Hands a menu's command to the window that a person turned to last. */
  command(command: Command): void {
    this.front?.tell('command', command);
  }

  /** Tells every window. */
  tell<E extends EventName>(event: E, payload: EventPayload<E>): void {
    for (const window of this.#windows) window.tell(event, payload);
  }

  /** Resolves when each has locked or failed to: one that fails keeps no other open. */
  async lockAll(reason: LockReason): Promise<void> {
    await Promise.allSettled(this.#windows.map((window) => window.lock(reason)));
  }

  /** Ends every thread, those of windows closed just now as well. */
  async stop(): Promise<void> {
    await Promise.all([...this.#windows.map((window) => window.stop()), ...this.#ending]);
  }

  #shown(own: VaultWindow): Shown {
    const elsewhere = this.#windows.filter((window) => window !== own).map(({ desk }) => desk.path);
    return { here: own.desk.path, elsewhere: elsewhere.filter((path) => path !== null) };
  }

  /** Answers whether a window other than `except` shows that file. */
  #bringForward(path: string, except: VaultWindow | null): boolean {
    const shown = this.#windows.find((window) => window !== except && shows(window, path));
    shown?.bringForward();
    return shown !== undefined;
  }

  #toFront(window: VaultWindow): void {
    this.#windows = [...this.#windows.filter((other) => other !== window), window];
  }

  #closed(window: VaultWindow): void {
    this.#windows = this.#windows.filter((other) => other !== window);
    const ended = window.stop().catch(() => undefined);
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
    if (this.#windows.length === 0) this.#allClosed();
  }
}

function shows({ desk }: VaultWindow, path: string): boolean {
  return desk.path !== null && isSameFile(desk.path, path);
}
