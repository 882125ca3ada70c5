import { basename, dirname, extname, join } from 'node:path';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { AppState, Holder, LockReason, VaultInfo } from '../contract/words.ts';
import type { Engine } from '../engine/index.ts';
import { olderCopy, wholeFile } from './older-copy.ts';
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

type Opened = Awaited<ReturnType<Engine['unlock']>>;

/** Follows the vault that is open. */
export interface DeskWatcher {
  opened(vault: OpenVault): void;
  /** The vault is about to lock, or has been locked by a failure: nothing more may be asked of it. */
  closing(): void;
}

/** A vault while it is unlocked. */
export interface OpenVault {
  readonly path: string;
  readonly vaultId: string;
  readonly writeCounter: number;
}

type Next = Extract<AppState, { phase: 'unlocked' }>['next'];

/**
 * Which vault is on the desk, and whether it is locked. It decides what the window shows; the engine does the work.
 * Paths never come from the window: people choose them in the system's dialogs.
 */
export class VaultDesk {
  readonly #around: DeskSurroundings;
  #state: AppState;
  #path: string | null = null;
  #open: OpenVault | null = null;
  #watcher: DeskWatcher | null = null;
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

  /** The vault that is unlocked. */
  get open(): OpenVault | null {
    return this.#open;
  }

  watch(watcher: DeskWatcher): void {
    this.#watcher = watcher;
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
      const opened = await engine.create({ path, passphrase });
      await preferences.remember(opened.vaultId, { recoveryPending: true });
      this.#path = path;
      this.#showUnlocked(path, opened, 'recovery-phrase');
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
    const { engine, preferences } = this.#around;
    await this.#unlock(
      (path) => engine.unlock({ path, passphrase }),
      ({ vaultId }) => (preferences.memoryOf(vaultId).recoveryPending ? 'recovery-phrase' : null),
    );
  }

  /** Unlocks by 24 words; a new passphrase has to follow. Throws what `Engine.unlockWithRecovery` does. */
  async unlockWithRecovery(phrase: string): Promise<void> {
    const { engine } = this.#around;
    await this.#unlock(
      (path) => engine.unlockWithRecovery({ path, phrase }),
      () => 'new-passphrase',
    );
  }

  async #unlock(open: (path: string) => Promise<Opened>, nextFor: (opened: Opened) => Next): Promise<void> {
    const path = this.#path;
    if (this.#state.phase !== 'locked' || path === null) return;
    await this.#opening(async () => {
      const opened = await open(path);
      if (this.#state.phase === 'locked') this.#showUnlocked(path, opened, nextFor(opened));
    });
    await this.#around.preferences.change({ lastVault: path });
  }

  /** Takes the place of a forgotten passphrase. Throws what `Engine.setPassphrase` does. */
  async setPassphrase(next: string): Promise<void> {
    if (this.#state.phase !== 'unlocked' || this.#state.next !== 'new-passphrase') {
      throw new LatchkeyError(
        'invalid-request',
        'A passphrase can be set without the old one only after unlocking with the recovery phrase.',
      );
    }
    this.showHolders(await this.#around.engine.setPassphrase({ next }));
    this.#goOn();
  }

  /** The first day's recovery phrase has been dealt with. */
  async recoveryKept(): Promise<void> {
    if (this.#open === null || this.#state.phase !== 'unlocked') return;
    await this.#around.preferences.remember(this.#open.vaultId, { recoveryPending: false });
    if (this.#state.next === 'recovery-phrase') this.#goOn();
  }

  /** The vault's holders are these from now on. */
  showHolders(holders: readonly Holder[]): void {
    if (this.#state.phase !== 'unlocked') return;
    this.#set({ ...this.#state, vault: { ...this.#state.vault, holders: [...holders] } });
  }

  /** From now on this copy of the vault is the newest one, whatever was seen before. */
  async acceptOlder(): Promise<void> {
    if (this.#open === null || this.#state.phase !== 'unlocked') return;
    const { vaultId, writeCounter } = this.#open;
    await this.#around.preferences.remember(vaultId, { writeCounter });
    const problems = this.#state.problems.filter(({ details }) => details.table !== wholeFile);
    this.#set({ ...this.#state, problems });
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
    this.#watcher?.closing();
    const closed = await this.#around.engine.lock();
    if (closed !== null) await this.#sawWrites(closed);
    this.#showLocked(reason);
  }

  /** A copy that was accepted though it is older keeps its own, lower count until it has overtaken the other. */
  async #sawWrites({ vaultId, writeCounter }: Pick<OpenVault, 'vaultId' | 'writeCounter'>): Promise<void> {
    const { preferences } = this.#around;
    if (writeCounter > preferences.memoryOf(vaultId).writeCounter)
      await preferences.remember(vaultId, { writeCounter });
  }

  #showUnlocked(path: string, { vaultId, writeCounter, holders }: Opened, next: Next): void {
    const { preferences } = this.#around;
    const problems = [...olderCopy(writeCounter, preferences.memoryOf(vaultId).writeCounter)];
    this.#open = { path, vaultId, writeCounter };
    this.#set({ phase: 'unlocked', vault: describe(path, holders, null), problems, next });
    void this.#sawWrites(this.#open);
    this.#watcher?.opened(this.#open);
  }

  #goOn(): void {
    if (this.#state.phase === 'unlocked') this.#set({ ...this.#state, next: null });
  }

  #showLocked(reason: LockReason): void {
    if (this.#state.phase !== 'unlocked') return;
    this.#watcher?.closing();
    this.#open = null;
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
