import { basename, dirname, extname, join } from 'node:path';
import { errorToData, type ErrorData } from '../contract/errors.ts';
import type { AppState, Holder, LockReason, VaultInfo } from '../contract/words.ts';
import type { Engine } from '../engine/index.ts';
import type { Preferences } from './preferences.ts';

export const vaultExtension = '.latchkey';

/** What the desk needs of the app around it. */
export interface DeskSurroundings {
  readonly engine: Engine;
  readonly preferences: Preferences;
  /** The folder for new vaults until the person chooses another. */
  readonly defaultPlace: string;
  /** Tells the window what to show now. */
  readonly show: (state: AppState) => void;
  /** Asks the window to save what is unsaved; resolves when it has, or when waiting longer would be wrong. */
  readonly settle: () => Promise<void>;
}

/**
 * Which vault is on the desk, and whether it is locked. It decides what the window shows; the engine does the work.
 * Paths never come from the window: people choose them in the system's dialogs.
 */
export class VaultDesk {
  readonly #around: DeskSurroundings;
  #state: AppState;
  #path: string | null = null;
  #place: string;
  #locking: Promise<void> | null = null;
  /** Each `create` and `unlock` that is going on, until the window has been told how it ended. None rejects. */
  readonly #openings = new Set<Promise<void>>();

  constructor(around: DeskSurroundings) {
    this.#around = around;
    this.#place = around.preferences.lastPlace ?? around.defaultPlace;
    this.#state = { phase: 'welcome', place: this.#place };
    around.engine.onProblems((problems) => this.#addProblems(problems));
    around.engine.onFailure(() => this.#showLocked('failure'));
  }

  get state(): AppState {
    return this.#state;
  }

  /** Whether a vault is unlocked, or is about to be: then only `lock` makes sure that none stays open. */
  get isOpenOrOpening(): boolean {
    return this.#state.phase === 'unlocked' || this.#openings.size > 0;
  }

  /** Folder for a new vault. */
  get place(): string {
    return this.#place;
  }

  set place(folder: string) {
    this.#place = folder;
    if (this.#state.phase !== 'unlocked') this.#set({ ...this.#state, place: folder });
  }

  /** Throws what `Engine.create` does. */
  async create({ name, passphrase }: { readonly name: string; readonly passphrase: string }): Promise<void> {
    const { engine, preferences } = this.#around;
    await this.lock('asked');
    const path = join(this.#place, name + vaultExtension);
    await this.#opening(async () => {
      await engine.create({ path, passphrase });
      const { holders } = await engine.inspect({ path });
      this.#path = path;
      this.#set({ phase: 'unlocked', vault: describe(path, holders, null), problems: [] });
    });
    await preferences.change({ lastVault: path, lastPlace: this.#place });
  }

  /** Puts a vault file on the desk, locked. A file that cannot be opened is shown with what is wrong with it. */
  async present(path: string, reason: LockReason = 'start'): Promise<void> {
    await this.lock('asked');
    // At once: whoever types a passphrase from now on means this vault, and what is shown must be the one it opens.
    this.#path = path;
    const vault = await this.#around.engine.inspect({ path }).then(
      ({ holders }) => describe(path, holders, null),
      (error: unknown) => describe(path, [], errorToData(error)),
    );
    if (this.#path === path) this.#set({ phase: 'locked', vault, reason, place: this.#place });
  }

  /** Looks at the locked vault's file again. */
  async inspect(): Promise<void> {
    if (this.#state.phase === 'locked' && this.#path !== null)
      await this.present(this.#path, this.#state.reason);
  }

  /** Throws what `Engine.unlock` does. */
  async unlock(passphrase: string): Promise<void> {
    const path = this.#path;
    if (this.#state.phase !== 'locked' || path === null) return;
    await this.#opening(async () => {
      await this.#around.engine.unlock({ path, passphrase });
      if (this.#state.phase === 'locked')
        this.#set({ phase: 'unlocked', vault: this.#state.vault, problems: [] });
    });
    await this.#around.preferences.change({ lastVault: path });
  }

  /**
   * Saves what is unsaved, then locks, whatever happens on the way. Several calls at once are one. An unlocking that is
   * under way is given up.
   */
  async lock(reason: LockReason): Promise<void> {
    if (this.#openings.size > 0) {
      await this.#around.engine.lock();
      // One that had succeeded just before has opened a vault all the same, and is locked below.
      await Promise.all(this.#openings);
    }
    if (this.#state.phase !== 'unlocked') return;
    this.#locking ??= this.#lock(reason).finally(() => {
      this.#locking = null;
    });
    await this.#locking;
  }

  /** From a locked vault back to the first screen. */
  async leave(): Promise<void> {
    await this.lock('asked');
    this.#path = null;
    this.#set({ phase: 'welcome', place: this.#place });
    await this.#around.preferences.change({ lastVault: null });
  }

  async #opening(work: () => Promise<void>): Promise<void> {
    const opened = work();
    const ended = opened.catch(() => undefined);
    this.#openings.add(ended);
    try {
      await opened;
    } finally {
      this.#openings.delete(ended);
    }
  }

  async #lock(reason: LockReason): Promise<void> {
    await this.#around.settle();
    await this.#around.engine.lock();
    this.#showLocked(reason);
  }

  #showLocked(reason: LockReason): void {
    if (this.#state.phase !== 'unlocked') return;
    this.#set({ phase: 'locked', vault: this.#state.vault, reason, place: this.#place });
  }

  #addProblems(problems: readonly ErrorData[]): void {
    if (this.#state.phase !== 'unlocked') return;
    this.#set({ ...this.#state, problems: [...this.#state.problems, ...problems] });
  }

  #set(state: AppState): void {
    this.#state = state;
    this.#around.show(state);
  }
}

function describe(path: string, holders: readonly Holder[], problem: ErrorData | null): VaultInfo {
  return { name: basename(path, extname(path)), place: dirname(path), holders: [...holders], problem };
}
