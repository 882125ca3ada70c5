import { basename, join } from 'node:path';
import type {
  Backup,
  CheckReport,
  Exported,
  Health,
  Imported,
  Rehearsal,
  Repaired,
  Rotated,
  Work,
  WorkProgress,
} from '../contract/care.ts';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import type { Engine } from '../engine/index.ts';
import type { Preferences } from './preferences.ts';
import type { OpenVault, VaultDesk } from './vault-desk.ts';
import { WorkQueue, type Watch } from './work-queue.ts';

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

/** The passphrase of the open vault, and whether there is to be a new recovery phrase. */
interface RotationRequest {
  readonly passphrase: string;
  readonly recovery: boolean;
}

/** What the caretaker needs of the app around it. */
export interface CaretakerSurroundings {
  readonly engine: Engine;
  readonly preferences: Preferences;
  readonly desk: VaultDesk;
  readonly showHealth: (health: Health) => void;
  readonly showProgress: (progress: WorkProgress) => void;
}

/**
 * Looks after the vault that is open: checks it, changes its key, backs it up. Long work is done one piece at a time, in
 * the order it was asked for, and ends when the vault locks.
 */
export class Caretaker {
  readonly #around: CaretakerSurroundings;
  #vault: OpenVault | null = null;
  #health = unknownHealth;
  readonly #queue: WorkQueue;
  readonly #looking: NodeJS.Timeout;

  constructor(around: CaretakerSurroundings) {
    this.#around = around;
    this.#queue = new WorkQueue({
      showWork: (working) => this.#change({ working }),
      showProgress: around.showProgress,
    });
    around.desk.watch({ opened: (vault) => this.#begin(vault), closing: () => this.#end() });
    this.#looking = setInterval(() => void this.#backUpIfDue(), lookEvery).unref();
  }

  /** Looks after nothing any more: its window has gone. */
  stop(): void {
    clearInterval(this.#looking);
  }

  get health(): Health {
    return this.#health;
  }

  /** Throws `locked` if no vault is open: before somebody is asked for a folder in vain. */
  assertOpen(): void {
    if (this.#vault === null) throw locked();
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

  /** Changes the vault key, after a backup where backups are kept. Throws what `Engine.rotate` does. */
  rotate(request: RotationRequest): Promise<Rotated> {
    return this.#changeKey(request, this.#around.engine.rotate);
  }

  /** Changes the vault key for one that no authority gets. As `rotate`; throws what `Engine.disableEscrow` does. */
  disableEscrow(request: RotationRequest): Promise<Rotated> {
    return this.#changeKey(request, this.#around.engine.disableEscrow);
  }

  async #changeKey(
    request: RotationRequest,
    change: Engine['rotate'] | Engine['disableEscrow'],
  ): Promise<Rotated> {
    const { desk } = this.#around;
    const rotated = await this.#inTurn('rotation', async (vault, watch) => {
      await this.#backUpFirst(vault, watch);
      const olderBackups = this.#health.backups;
      const proof = desk.proof(request.passphrase);
      const { phrase, dropped, holders } = await change(
        { ...proof, recovery: request.recovery },
        watch,
      ).catch(async (error: unknown) => {
        // What was stopped on purpose is not carried on later, however far an earlier one had come.
        if (watch.signal.aborted) await this.discardRotation().catch(() => undefined);
        throw error;
      });
      desk.rotationEnded();
      await desk.showHolders(holders);
      return { phrase, dropped: [...dropped], olderBackups };
    });
    // The backups so far are of the old key.
    if (this.#folder !== null) void this.backUp().catch(() => undefined);
    return rotated;
  }

  /** Removes what a change of key that was cut off has left. */
  async discardRotation(): Promise<void> {
    await this.#around.engine.discardRotation();
    this.#around.desk.rotationEnded();
  }

  /** Mends the vault from its backups, the newest first, then opens every record. Throws what `Engine.repair` does. */
  async repair(): Promise<Repaired> {
    const repaired = await this.#inTurn('repair', async (vault, watch) => {
      await this.#look(vault);
      const backups = this.#health.backups.map(({ name }) => this.pathOf(name));
      const done = await this.#around.engine.repair({ backups }, watch);
      this.#around.desk.showRepaired();
      this.#change({ lastCheck: null });
      await this.#around.preferences.remember(vault.vaultId, { lastCheck: null });
      return done;
    });
    void this.check().catch(() => undefined);
    return repaired;
  }

  /** Opens every record of one of the backups shown. Throws `not-found` and what `Engine.rehearse` does. */
  rehearse(name: string): Promise<Rehearsal> {
    return this.#inTurn('rehearsal', async (vault, watch) => {
      try {
        return await this.#around.engine.rehearse({ file: this.pathOf(name) }, watch);
      } finally {
        await this.#look(vault);
      }
    });
  }

  /** The path of the newest backup of which every record opens. Throws `not-found` if there is none. */
  newestGood(): Promise<string> {
    return this.#inTurn('rehearsal', async (vault, watch) => {
      await this.#look(vault);
      for (const { name } of this.#health.backups) {
        const file = this.pathOf(name);
        if (await this.#isGood(vault, file, watch)) return file;
      }
      throw noGoodBackup(this.#health.backups.length);
    });
  }

  async #isGood(vault: OpenVault, file: string, watch: Watch): Promise<boolean> {
    try {
      const { problems } = await this.#around.engine.rehearse({ file }, watch);
      return problems.length === 0;
    } catch (error) {
      if (watch.signal.aborted || this.#vault !== vault) throw error;
      return false;
    }
  }

  /** Writes every note that opens into a folder, as plain files. Throws what `Engine.exportNotes` does. */
  export(folder: string): Promise<Exported> {
    return this.#inTurn('export', (_vault, watch) => this.#around.engine.exportNotes({ folder }, watch));
  }

  /** Adds the Markdown files of a folder, after a backup where backups are kept. Throws what `Engine.importNotes` does. */
  import(path: string): Promise<Imported> {
    return this.#inTurn('import', async (vault, watch) => {
      await this.#backUpFirst(vault, watch);
      return this.#around.engine.importNotes({ path }, watch);
    });
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
    this.#queue.stop(cancelled());
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

  /** The lock that comes now ends the work that is going on: a change of key can be carried on after it. */
  #end(): void {
    this.#vault = null;
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

  /** What is about to change a great deal is not begun when the backup before it fails. */
  async #backUpFirst(vault: OpenVault, { signal }: Watch): Promise<void> {
    if (this.#folder !== null)
      await this.#writeBackup(vault, this.#folder, this.#queue.watching('backup', signal));
  }

  /** Makes a backup, and keeps the health true whatever comes of it. */
  async #writeBackup(vault: OpenVault, folder: string, watch: Watch): Promise<Backup> {
    const { vaultId } = vault;
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
      if (!watch.signal.aborted && this.#vault === vault) this.#noteProblem(vaultId, error);
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
    const assertOpen = () => {
      if (this.#vault !== vault) throw locked();
    };
    return this.#queue.run(work, assertOpen, (watch) => task(vault, watch));
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

function noGoodBackup(looked: number): LatchkeyError {
  const message =
    looked === 0
      ? 'There is no backup of this vault in the folder for backups, so there is nothing to open.'
      : 'No backup in the folder opens whole with the key of this vault. ' +
        'Those from before a change of key open with what opened them then: open one by itself.';
  return new LatchkeyError('not-found', message);
}
