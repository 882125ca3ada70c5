import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, shell, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { EventPayload } from '../contract/contract.ts';
import { LatchkeyError } from '../contract/errors.ts';
import { forgetLastMatch } from '../contract/last-match.ts';
import type { EventName } from '../contract/names.ts';
import type { LockReason } from '../contract/words.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { Authorities } from './authorities.ts';
import { Caretaker } from './caretaker.ts';
import type { OwnClipboard } from './clipboard.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { makeHandlers, type NotesHandlers } from './handlers.ts';
import type { KnownVaults } from './known-vaults.ts';
import type { LabDesk } from './lab-desk.ts';
import { OpenedCopies } from './opened-copies.ts';
import type { Pins } from './pins.ts';
import type { Preferences } from './preferences.ts';
import type { ServedFiles } from './served-files.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { Settling } from './settling.ts';
import { VaultDesk } from './vault-desk.ts';
import type { WindowDoings } from './window-handlers.ts';
import type { WindowPlaces } from './window-places.ts';
import { isFrom, openWindow, publish } from './window.ts';

/** What all windows of notes share. */
export interface SharedParts {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  readonly preferences: Preferences;
  readonly pins: Pins;
  readonly lab: LabDesk;
  readonly places: WindowPlaces;
  readonly settings: SettingsDesk;
  readonly known: KnownVaults;
  readonly clipboard: OwnClipboard<VaultWindow>;
  readonly files: ServedFiles;
  /** The folder for copies of attached files that other programs open. */
  readonly copies: string;
  /** Opens the window of quick capture. */
  readonly openCapture: () => void;
  /** Told when a vault has been unlocked or locked. */
  readonly lockTurned: () => void;
}

/** What a window tells the others, and asks of them. */
export interface Neighbours {
  readonly doings: (own: VaultWindow) => Pick<WindowDoings, 'shown' | 'bringForward' | 'openWindow'>;
  /** The person turned to this window. */
  readonly focused: (own: VaultWindow) => void;
  readonly closed: (own: VaultWindow) => void;
}

/**
 * One window of notes with all that belongs to it: the thread that holds its vault, its desk, and who looks after both.
 * Whatever happens in it happens to no other window.
 */
export class VaultWindow {
  readonly desk: VaultDesk;
  /** What its page may call. */
  readonly handlers: NotesHandlers;
  readonly #engine: Engine;
  readonly #caretaker: Caretaker;
  readonly #window: BrowserWindow;
  readonly #copies: OpenedCopies;

  constructor(shared: SharedParts, neighbours: Neighbours) {
    const { resources, preferences, pins, lab, places, settings, known, clipboard, files } = shared;
    // First: it gets ready while the window opens.
    const engine = startEngine({
      resources,
      drafts: join(app.getPath('userData'), 'drafts'),
      inbox: join(app.getPath('userData'), 'inbox'),
    });
    const window = openWindow('notes', places);
    const tell = <E extends EventName>(event: E, payload: EventPayload<E>) => publish(window, event, payload);
    const settling = new Settling(() => {
      if (window.isDestroyed()) return false;
      tell('session.settle', undefined);
      return true;
    });
    const copies = new OpenedCopies({ folder: shared.copies, openPath: (path) => shell.openPath(path) });
    this.#engine = engine;
    this.#window = window;
    this.#copies = copies;
    const desk = new VaultDesk({
      engine,
      preferences,
      pins,
      defaultPlace: app.getPath('documents'),
      show: (state) => {
        if (state.phase !== 'unlocked') {
          void clipboard.clear(this);
          void copies.clear();
          // An address that was followed, or the name of a file.
          forgetLastMatch();
        }
        tell('app.state', state);
        shared.lockTurned();
      },
      serveFiles: () => files.serve(engine),
      settle: () => settling.settle(),
    });
    this.desk = desk;
    const caretaker = new Caretaker({
      engine,
      preferences,
      desk,
      showHealth: (health) => tell('health', health),
      showProgress: (progress) => tell('progress', progress),
    });
    this.#caretaker = caretaker;
    this.handlers = makeHandlers({
      engine,
      desk,
      caretaker,
      doorkeeper: new Doorkeeper({ engine, desk, pins, computer: hostname() }),
      authorities: new Authorities(engine),
      lab,
      copies,
      windows: {
        settings,
        known,
        present: (path) => desk.present(path),
        openCapture: shared.openCapture,
        takeCaptures: () => desk.takeCaptures(),
        ...neighbours.doings(this),
      },
      ownWindow: () => {
        if (window.isDestroyed()) throw new LatchkeyError('invalid-request', 'The window has been closed.');
        return window;
      },
      tell,
      settled: () => settling.finish(),
      copied: () => void clipboard.copied(this),
    });
    this.#follow(settling, neighbours);
  }

  /** Keeps the vault from staying open behind a page that closed or crashed. */
  #follow(settling: Settling, neighbours: Neighbours): void {
    const window = this.#window;
    window.on('focus', () => neighbours.focused(this));
    window.on('close', (event) => {
      if (!this.desk.isOpenOrOpening) return;
      event.preventDefault();
      void this.desk.lock('asked').then(() => {
        // Somebody who closes it twice while it locks asks for this twice.
        if (!window.isDestroyed()) window.close();
      });
    });
    window.on('closed', () => {
      settling.finish();
      neighbours.closed(this);
    });
    window.webContents.on('render-process-gone', () => {
      settling.finish();
      void this.desk.lock('failure').then(() => {
        if (!window.isDestroyed()) window.webContents.reload();
      });
    });
  }

  /** Whether a call comes from this window's own page. */
  isAsker(event: IpcMainInvokeEvent): boolean {
    return isFrom(this.#window, event);
  }

  tell<E extends EventName>(event: E, payload: EventPayload<E>): void {
    publish(this.#window, event, payload);
  }

  /** Makes a note of a text in the vault that is unlocked here, and says so. Throws as `Engine.addCapture`. */
  async addCapture(text: string): Promise<void> {
    await this.#engine.addCapture({ text });
    this.tell('inbox', { count: 1, waiting: 0, why: null });
  }

  bringForward(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  lock(reason: LockReason): Promise<void> {
    return this.desk.lock(reason);
  }

  /** Locks what is still open, and ends the thread. */
  async stop(): Promise<void> {
    this.#caretaker.stop();
    await this.#engine.stop();
    await this.#copies.clear();
  }
}
