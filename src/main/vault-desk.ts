import { basename, dirname, extname, join } from 'node:path';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { CapturesIn } from '../contract/settings.ts';
import type { AppState, Holder, LockReason, UnsavedAtLock, VaultInfo } from '../contract/words.ts';
import type { Engine, PassphraseProof } from '../engine/index.ts';
import { olderCopy, wholeFile } from './older-copy.ts';
import { Openings } from './openings.ts';
import type { Pins } from './pins.ts';
import type { Preferences } from './preferences.ts';

export const vaultExtension = '.latchkey';

/** What the desk needs of the app around it. */
export interface DeskSurroundings {
  readonly engine: Engine;
  readonly preferences: Preferences;
  readonly pins: Pins;
  /** The folder for new vaults until the person chooses another. */
  readonly defaultPlace: string;
  /** Tells the window what to show now. */
  readonly show: (state: AppState) => void;
  /** Serves the files of the vault that has been unlocked, until `end`. */
  readonly serveFiles: () => { readonly token: string; readonly end: () => void };
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
  /** Null while the vault's own count is damaged. */
  readonly writeCounter: number | null;
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
  /** Of the vault on the desk, once its file has said it. */
  #vaultId: string | null = null;
  /** Path of the key file that goes with a passphrase. */
  #keyFile: string | null = null;
  /** Settles when the file on the desk has answered what it is. Never rejects. */
  #looking: Promise<void> = Promise.resolve();
  #open: OpenVault | null = null;
  /** Of the vault that is unlocked. */
  #files: { readonly token: string; readonly end: () => void } | null = null;
  /** What the last lock of the vault on the desk could not save. */
  #unsaved: UnsavedAtLock | null = null;
  #watcher: DeskWatcher | null = null;
  #place: string;
  #locking: Promise<void> | null = null;
  /** Each `create` and `unlock` that is going on, until the window has been told how it ended. */
  readonly #openings = new Openings();

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
    return this.#state.phase === 'unlocked' || this.#openings.areGoing;
  }

  /** The vault that is unlocked. */
  get open(): OpenVault | null {
    return this.#open;
  }

  /** The path of the vault on the desk. */
  get path(): string | null {
    return this.#path;
  }

  /** The path of the key file in use. */
  get keyFile(): string | null {
    return this.#keyFile;
  }

  /** The vault that is unlocked. Throws `locked` when none is. */
  get opened(): OpenVault {
    if (this.#open === null) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
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
    await this.#openings.run(async () => {
      const opened = await engine.create({ path, passphrase });
      await preferences.remember(opened.vaultId, { recoveryPending: true });
      this.#path = path;
      this.#keyFile = null;
      this.#showUnlocked(path, opened, 'recovery-phrase');
    });
    await preferences.change({ lastPlace: this.#place });
    if (this.#open !== null) await preferences.sawVault(this.#open);
  }

  /**
   * Puts a vault file on the desk, locked, and shows it before anything is known of it: its disk may take long to answer.
   * Resolves when the file has been looked at. One that cannot be opened is shown with what is wrong with it.
   */
  async present(path: string): Promise<void> {
    await this.lock('asked');
    // At once: whoever types a passphrase from now on means this vault, and what is shown must be the one it opens.
    this.#path = path;
    this.#vaultId = null;
    this.#keyFile = null;
    this.#unsaved = null;
    this.#set(this.#locked(describe(path, [], null), 'start'));
    await this.inspect();
  }

  /** Looks at the locked vault's file, and shows what it says of itself. */
  async inspect(): Promise<void> {
    if (this.#state.phase !== 'locked' || this.#path === null) return;
    this.#looking = this.#look(this.#path);
    await this.#looking;
  }

  async #look(path: string): Promise<void> {
    const { engine, preferences } = this.#around;
    const { holders, vaultId, problem } = await engine.inspect({ path }).then(
      (said) => ({ ...said, problem: said.isDemo ? errorToData(demoOnDesk()) : null }),
      (error: unknown) => ({ holders: [], vaultId: null, problem: errorToData(error) }),
    );
    if (this.#path !== path || this.#state.phase !== 'locked') return;
    this.#vaultId = vaultId;
    if (vaultId !== null) this.#keyFile ??= preferences.memoryOf(vaultId).keyFile;
    this.#set(this.#locked(describe(path, holders, problem), this.#state.reason));
  }

  /** A passphrase, with the key file that goes with it. One that nobody needs any more may be gone, and must not matter. */
  proof(passphrase: string): PassphraseProof {
    const holders = this.#state.phase === 'welcome' ? [] : this.#state.vault.holders;
    const isNeeded = holders.length === 0 || holders.some(({ needsKeyFile }) => needsKeyFile);
    return this.#keyFile === null || !isNeeded ? { passphrase } : { passphrase, keyFile: this.#keyFile };
  }

  /** Throws what `Engine.unlock` does. */
  async unlock(passphrase: string): Promise<void> {
    await this.#unlock(async (path) => {
      const proof = this.proof(passphrase);
      const opened = await this.#around.engine.unlock({ path, ...proof });
      if (proof.keyFile !== undefined && opened.holders.some(({ needsKeyFile }) => needsKeyFile))
        void this.#around.preferences.remember(opened.vaultId, { keyFile: proof.keyFile });
      return opened;
    });
  }

  /** Unlocks by 24 words; a new passphrase has to follow. Throws what `Engine.unlockWithRecovery` does. */
  async unlockWithRecovery(phrase: string): Promise<void> {
    const { engine } = this.#around;
    await this.#unlock((path) => engine.unlockWithRecovery({ path, phrase }), 'new-passphrase');
  }

  /** Unlocks by the key that this computer keeps. Throws what `Pins.use` and `Engine.unlockWithDevice` do. */
  async unlockWithPin(pin: string): Promise<void> {
    const { engine, pins } = this.#around;
    try {
      await this.#unlock((path) =>
        pins.use(this.#vaultId ?? '', (key) => engine.unlockWithDevice({ path, ...key, pin })),
      );
    } finally {
      // The tries have become fewer.
      if (this.#state.phase === 'locked') this.#refresh();
    }
  }

  async #unlock(open: (path: string) => Promise<Opened>, next?: Next): Promise<void> {
    const { preferences } = this.#around;
    // Which key file was used last, and which key is kept here, is known once the file has said which vault it is.
    await this.#openings.run(async () => {
      const path = this.#path;
      if (this.#state.phase !== 'locked' || path === null) return;
      const opened = await open(path);
      const pending = preferences.memoryOf(opened.vaultId).recoveryPending ? 'recovery-phrase' : null;
      this.#showUnlocked(path, opened, next ?? pending);
    }, this.#looking);
    if (this.#open !== null) await preferences.sawVault(this.#open);
  }

  /** Takes a key file into use with the passphrase. It is remembered once it has opened the vault. */
  useKeyFile(path: string): void {
    this.#keyFile = path;
    this.#refresh();
  }

  /** Takes a key file into use that is known to be right, or with null does without one; remembered for the next time. */
  async keepKeyFile(path: string | null): Promise<void> {
    this.#keyFile = path;
    this.#refresh();
    if (this.#vaultId !== null) await this.#around.preferences.remember(this.#vaultId, { keyFile: path });
  }

  /** Takes the place of a forgotten passphrase. Throws what `Engine.setPassphrase` does. */
  async setPassphrase(next: string): Promise<void> {
    if (this.#state.phase !== 'unlocked' || this.#state.next !== 'new-passphrase') {
      throw new LatchkeyError(
        'invalid-request',
        'A passphrase can be set without the old one only after unlocking with the recovery phrase.',
      );
    }
    await this.showHolders(await this.#around.engine.setPassphrase({ next }));
    this.#goOn();
  }

  /** The first day's recovery phrase has been dealt with. */
  async recoveryKept(): Promise<void> {
    if (this.#open === null || this.#state.phase !== 'unlocked') return;
    await this.#around.preferences.remember(this.#open.vaultId, { recoveryPending: false });
    if (this.#state.next === 'recovery-phrase') this.#goOn();
  }

  /** The vault's holders are these from now on. What opens it no longer is no longer kept here. */
  async showHolders(holders: readonly Holder[]): Promise<void> {
    if (this.#state.phase !== 'unlocked' || this.#open === null) return;
    const { vaultId } = this.#open;
    const { pins } = this.#around;
    const vault = { ...this.#state.vault, holders: [...holders] };
    this.#set({ ...this.#state, vault, ...this.#atHand(vaultId, holders) });
    if (pins.holderOf(vaultId, holders) === null) await pins.forget(vaultId);
    if (this.#keyFile !== null && !holders.some(({ needsKeyFile }) => needsKeyFile))
      await this.keepKeyFile(null);
  }

  /** Nothing is left of a change of key. */
  rotationEnded(): void {
    if (this.#state.phase === 'unlocked') this.#set({ ...this.#state, rotationLeft: false });
  }

  /** What was wrong inside the vault is not any more. */
  showRepaired(): void {
    // A vault whose count was damaged counts anew, and is not taken for an older copy because of that.
    if (this.#open?.writeCounter === null)
      void this.#around.preferences.remember(this.#open.vaultId, { writeCounter: 0 });
    if (this.#state.phase === 'unlocked')
      this.#set({ ...this.#state, problems: this.#state.problems.filter(isOfWholeFile) });
  }

  /** From now on this copy of the vault is the newest one, whatever was seen before. */
  async acceptOlder(): Promise<void> {
    if (this.#open === null || this.#state.phase !== 'unlocked') return;
    const { vaultId, writeCounter } = this.#open;
    if (writeCounter !== null) await this.#around.preferences.remember(vaultId, { writeCounter });
    const problems = this.#state.problems.filter((problem) => !isOfWholeFile(problem));
    this.#set({ ...this.#state, problems });
  }

  /**
   * Saves what is unsaved, then locks, whatever happens on the way. Several calls at once are one. An unlocking that is
   * under way is given up.
   */
  async lock(reason: LockReason): Promise<void> {
    this.#openings.giveUp();
    if (this.#openings.areGoing) {
      await this.#around.engine.lock();
      // One that had succeeded just before has opened a vault all the same, and is locked below.
      await this.#openings.end();
    }
    if (this.#state.phase !== 'unlocked') return;
    this.#locking ??= this.#lock(reason).finally(() => {
      this.#locking = null;
    });
    await this.#locking;
  }

  async #lock(reason: LockReason): Promise<void> {
    await this.#around.settle();
    this.#watcher?.closing();
    this.#files?.end();
    const closed = await this.#around.engine.lock();
    if (closed !== null) {
      await this.#sawWrites(closed);
      await this.#sawInbox(closed);
    }
    this.#unsaved = closed?.unsaved ?? null;
    this.#showLocked(reason);
  }

  /** Makes notes of what was captured while the vault was locked. Throws `locked`, or as `Engine.takeCaptures`. */
  async takeCaptures(): Promise<CapturesIn> {
    const { vaultId } = this.opened;
    const { inboxKey, ...taken } = await this.#around.engine.takeCaptures();
    await this.#sawInbox({ vaultId, inboxKey });
    return taken;
  }

  async #sawInbox({ vaultId, inboxKey }: { readonly vaultId: string; readonly inboxKey: string | null }) {
    const { preferences } = this.#around;
    if (inboxKey !== preferences.memoryOf(vaultId).inboxKey)
      await preferences.remember(vaultId, { inboxKey });
  }

  /** A copy that was accepted though it is older keeps its own, lower count until it has overtaken the other. */
  async #sawWrites({ vaultId, writeCounter }: Pick<OpenVault, 'vaultId' | 'writeCounter'>): Promise<void> {
    const { preferences } = this.#around;
    if (writeCounter !== null && writeCounter > preferences.memoryOf(vaultId).writeCounter)
      await preferences.remember(vaultId, { writeCounter });
  }

  #showUnlocked(path: string, opened: Opened, next: Next): void {
    const { preferences, pins } = this.#around;
    const { vaultId, writeCounter, holders, rotationLeft } = opened;
    const problems = [...olderCopy(writeCounter, preferences.memoryOf(vaultId).writeCounter)];
    this.#vaultId = vaultId;
    this.#open = { path, vaultId, writeCounter };
    this.#unsaved = null;
    const vault = describe(path, holders, null);
    this.#files = this.#around.serveFiles();
    this.#set({
      phase: 'unlocked',
      vault,
      problems,
      next,
      rotationLeft,
      filesToken: this.#files.token,
      ...this.#atHand(vaultId, holders),
    });
    void this.#sawWrites(this.#open);
    void pins.resetTries(vaultId);
    this.#watcher?.opened(this.#open);
  }

  #goOn(): void {
    if (this.#state.phase === 'unlocked') this.#set({ ...this.#state, next: null });
  }

  #showLocked(reason: LockReason): void {
    if (this.#state.phase !== 'unlocked') return;
    this.#watcher?.closing();
    this.#files?.end();
    this.#files = null;
    this.#open = null;
    this.#set(this.#locked(this.#state.vault, reason));
  }

  #locked(vault: VaultInfo, reason: LockReason): AppState {
    const pinTriesLeft =
      this.#vaultId === null ? null : this.#around.pins.triesLeft(this.#vaultId, vault.holders);
    const [place, keyFile, unsaved] = [this.#place, this.#keyFileName, this.#unsaved];
    return { phase: 'locked', vault, reason, place, pinTriesLeft, keyFile, unsaved };
  }

  /** What this computer has to open the vault with, besides what its owner knows. */
  #atHand(vaultId: string, holders: readonly Holder[]) {
    const { pins } = this.#around;
    const pin = { isPossible: pins.isPossible, holder: pins.holderOf(vaultId, holders) };
    return { pin, keyFile: this.#keyFileName };
  }

  get #keyFileName(): string | null {
    return this.#keyFile === null ? null : basename(this.#keyFile);
  }

  /** Shows what this computer has to open the vault with as it is now. */
  #refresh(): void {
    if (this.#state.phase === 'locked') this.#set(this.#locked(this.#state.vault, this.#state.reason));
    if (this.#state.phase === 'unlocked' && this.#open !== null)
      this.#set({ ...this.#state, ...this.#atHand(this.#open.vaultId, this.#state.vault.holders) });
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

function demoOnDesk(): LatchkeyError {
  return new LatchkeyError(
    'demo-vault',
    'It says that it was made for a demonstration: the keys of such a vault are known to others, and nothing in it is private. It is not opened here. If you keep notes of your own in it, somebody has changed the file: open a backup. The file was not changed now.',
  );
}

function isOfWholeFile({ details }: ErrorData): boolean {
  return details.table === wholeFile;
}

function describe(path: string, holders: readonly Holder[], problem: ErrorData | null): VaultInfo {
  return { name: basename(path, extname(path)), place: dirname(path), holders: [...holders], problem };
}
