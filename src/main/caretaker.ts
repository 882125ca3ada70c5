import { basename, join } from 'node:path';
import type { Backup, CheckReport, Health, Rotated, Work, WorkProgress } from '../contract/care.ts';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import type { Engine } from '../engine/index.ts';
import type { Preferences } from './preferences.ts';
import type { OpenVault, VaultDesk } from './vault-desk.ts';

const minute = 60_000;
/** A backup is due when the newest is older than this. */
const backupEvery = 60 * minute;
/** How often it is looked whether one is due. */
const lookEvery = 5 * minute;
/** Failing backups are a matter for every screen once the newest good one is this old. */
const overdueAfter = 7 * 24 * 60 * minute;

const unknownHealth: Health = {
  lastCheck: null,
  backupFolder: null,
  backups: [],
  backupProblem: null,
  backupsOverdue: false,
  working: null,
};

/** What the caretaker needs of the app around it. */
export interface CaretakerSurroundings {
  readonly engine: Engine;
  readonly preferences: Preferences;
  readonly desk: VaultDesk;
  readonly showHealth: (health: Health) => void;
  readonly showProgress: (progress: WorkProgress) => void;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Looks after the vault that is open: checks it, changes its key, backs it up. Long work is done one piece at a time, in
 * the order it was asked for, and ends when the vault locks.
 */
export class Caretaker {
  readonly #around: CaretakerSurroundings;
  #vault: OpenVault | null = null;
  #health = unknownHealth;
  /** Ends the work that is going on. */
  #stop: AbortController | null = null;
  /** Settles when nobody waits for a turn. Never rejects. */
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(around: CaretakerSurroundings) {
    this.#around = around;
    around.desk.watch({ opened: (vault) => this.#begin(vault), closing: () => this.#end() });
    setInterval(() => void this.#backUpIfDue(), lookEvery).unref();
  }

  get health(): Health {
    return this.#health;
  }

  /** Opens every record. `cancelled`, `locked`. */
  check(): Promise<CheckReport> {
    return this.#inTurn('check', async ({ vaultId }, watch) => {
      const { checked, problems } = await this.#around.engine.verify(watch);
      const lastCheck = { at: Date.now(), checked, found: problems.length };
      const report = { ...lastCheck, problems: [...problems] };
      this.#change({ lastCheck: report });
      await this.#around.preferences.remember(vaultId, { lastCheck });
      return report;
    });
  }

  /** Changes the vault key, after a backup where backups are kept. */
  async rotate(request: { readonly passphrase: string; readonly recovery: boolean }): Promise<Rotated> {
    const rotated = await this.#inTurn('rotation', async (vault, watch) => {
      if (this.#folder !== null)
        await this.#writeBackup(vault, this.#folder, this.#watching('backup', watch.signal));
      const olderBackups = this.#health.backups;
      const { phrase, dropped, holders } = await this.#around.engine.rotate(request, watch);
      this.#around.desk.showHolders(holders);
      return { phrase, dropped: [...dropped], olderBackups };
    });
    // The backups so far are of the old key.
    if (this.#folder !== null) void this.backUp().catch(() => undefined);
    return rotated;
  }

  /** Backs up now. Null if no folder has been chosen. */
  async backUp(): Promise<Backup | null> {
    return this.#inTurn('backup', (vault, watch) => {
      const folder = this.#folder;
      return folder === null ? Promise.resolve(null) : this.#writeBackup(vault, folder, watch);
    });
  }

  /** Ends the work that is going on. */
  stopWork(): void {
    this.#stop?.abort(cancelled());
  }

  /** Chooses where this vault is backed up, or with null nowhere; the first backup is made at once. */
  async setFolder(folder: string | null): Promise<void> {
    const vault = this.#opened;
    await this.#around.preferences.remember(vault.vaultId, { backupFolder: folder });
    if (this.#vault !== vault) return;
    this.#change({ backupFolder: folder, backups: [], backupProblem: null });
    await this.#look(vault);
    void this.#backUpIfDue();
  }

  /** The path of one of the backups shown. Throws `not-found` for a name that is not among them. */
  pathOf(name: string): string {
    if (this.#folder === null || !this.#health.backups.some((backup) => backup.name === name)) {
      throw new LatchkeyError('not-found', 'That backup is not in the folder any more.');
    }
    return join(this.#folder, name);
  }

  get #folder(): string | null {
    return this.#health.backupFolder;
  }

  get #opened(): OpenVault {
    if (this.#vault === null) throw locked();
    return this.#vault;
  }

  #begin(vault: OpenVault): void {
    this.#vault = vault;
    const { backupFolder, lastCheck } = this.#around.preferences.memoryOf(vault.vaultId);
    this.#change({
      ...unknownHealth,
      backupFolder,
      lastCheck: lastCheck === null ? null : { ...lastCheck, problems: null },
    });
    void this.#look(vault).then(() => this.#backUpIfDue());
  }

  #end(): void {
    this.#vault = null;
    this.#stop?.abort(locked());
    this.#health = unknownHealth;
  }

  async #backUpIfDue(): Promise<void> {
    const folder = this.#folder;
    if (this.#vault === null || folder === null || this.#health.working !== null) return;
    const newest = this.#health.backups[0]?.at ?? 0;
    // A clock that was set back must not stop backups until it has caught up.
    if (Math.abs(Date.now() - newest) < backupEvery) return;
    // What fails stands in the health, and is tried again at the next look.
    await this.#inTurn('backup', (vault, watch) => this.#backUpAndThin(vault, folder, watch)).catch(
      () => undefined,
    );
  }

  /** Only what was made unasked removes others unasked: two that a person asked for in one hour both stay. */
  async #backUpAndThin(vault: OpenVault, folder: string, watch: Watch): Promise<void> {
    await this.#writeBackup(vault, folder, watch);
    const { vaultId } = vault;
    await this.#around.engine.thinBackups({ folder, vaultId });
    this.#change({ backups: await this.#list(folder, vaultId) });
  }

  /** Makes a backup, and keeps the health true whatever comes of it. */
  async #writeBackup({ vaultId }: OpenVault, folder: string, watch: Watch): Promise<Backup> {
    const { engine, preferences } = this.#around;
    try {
      const { file, bytes, at } = await engine.backup({ folder }, watch);
      await preferences.remember(vaultId, { lastBackupAt: at });
      this.#change({
        backupProblem: null,
        backupsOverdue: false,
        backups: await this.#list(folder, vaultId),
      });
      return { name: basename(file), at, bytes };
    } catch (error) {
      if (!watch.signal.aborted) this.#noteProblem(vaultId, error);
      throw error;
    }
  }

  /** Reads which backups there are. Never rejects. */
  async #look(vault: OpenVault): Promise<void> {
    const folder = this.#folder;
    if (folder === null) return;
    try {
      const backups = await this.#list(folder, vault.vaultId);
      if (this.#vault === vault && this.#folder === folder) this.#change({ backups });
    } catch (error) {
      if (this.#vault === vault && this.#folder === folder) this.#noteProblem(vault.vaultId, error);
    }
  }

  async #list(folder: string, vaultId: string): Promise<Backup[]> {
    const files = await this.#around.engine.listBackups({ folder, vaultId });
    return files.map(({ file, at, bytes }) => ({ name: basename(file), at, bytes }));
  }

  #noteProblem(vaultId: string, error: unknown): void {
    const { lastBackupAt } = this.#around.preferences.memoryOf(vaultId);
    this.#change({
      backupProblem: errorToData(error),
      backupsOverdue: Date.now() - (lastBackupAt ?? 0) > overdueAfter,
    });
  }

  #inTurn<T>(work: Work, task: (vault: OpenVault, watch: Watch) => Promise<T>): Promise<T> {
    const vault = this.#vault;
    if (vault === null) return Promise.reject(locked());
    const turn = this.#lastTurn.then(async () => {
      if (this.#vault !== vault) throw locked();
      const stop = new AbortController();
      this.#stop = stop;
      this.#change({ working: work });
      try {
        return await task(vault, this.#watching(work, stop.signal));
      } catch (error) {
        throw this.#vault === vault ? error : locked();
      } finally {
        this.#stop = null;
        if (this.#vault === vault) this.#change({ working: null });
      }
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  #watching(work: Work, signal: AbortSignal): Watch {
    return {
      signal,
      onProgress: ({ done, total }) => this.#around.showProgress({ work, done, total }),
    };
  }

  #change(change: Partial<Health>): void {
    if (this.#vault === null) return;
    this.#health = { ...this.#health, ...change };
    this.#around.showHealth(this.#health);
  }
}

function locked(): LatchkeyError {
  return new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
}

function cancelled(): LatchkeyError {
  return new LatchkeyError('cancelled', 'Stopped. The vault is as it was before.');
}
