import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { AppSettings } from '../contract/settings.ts';
import { Count } from '../contract/words.ts';
import { isSameFile, RecentVaults, withoutRecent, withRecent, type RecentVault } from './recent-vaults.ts';
import { StoredSettings } from './stored-settings.ts';
import { WindowPlace } from './window-place.ts';

/** What is remembered of one vault, by its id: the same for all its copies on this computer. */
const VaultMemory = v.object({
  /** The highest write count ever seen: a copy with a lower one is older. */
  writeCounter: v.fallback(Count, 0),
  /** The recovery phrase of its first day has neither been confirmed nor declined yet. */
  recoveryPending: v.fallback(v.boolean(), false),
  backupFolder: v.fallback(v.nullable(v.string()), null),
  /** When the newest backup known to be good was made. */
  lastBackupAt: v.fallback(v.nullable(Count), null),
  /** The last time every record was opened. */
  lastCheck: v.fallback(v.nullable(v.object({ at: Count, checked: Count, found: Count })), null),
  /** The holder whose key this computer keeps, sealed by the system's keychain, and how many wrong PINs came in a row. */
  device: v.fallback(v.nullable(v.object({ id: v.string(), sealed: v.string(), tries: Count })), null),
  /** Path of the key file that goes with the passphrase. */
  keyFile: v.fallback(v.nullable(v.string()), null),
  /** To whom captures are sealed while it is locked, as it was when it was open. Nobody has vouched for what a locked file says. */
  inboxKey: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), null),
});
export type VaultMemory = v.InferOutput<typeof VaultMemory>;

const nothingKnown: VaultMemory = {
  writeCounter: 0,
  recoveryPending: false,
  backupFolder: null,
  lastBackupAt: null,
  lastCheck: null,
  device: null,
  keyFile: null,
  inboxKey: null,
};

const Stored = v.object({
  /** Path of the vault that was open last. */
  lastVault: v.fallback(v.nullable(v.string()), null),
  /** Folder that the last new vault was put in. */
  lastPlace: v.fallback(v.nullable(v.string()), null),
  /** By vault id. */
  vaults: v.fallback(v.record(v.string(), VaultMemory), {}),
  /** Id of the vault that a capture went to last. */
  captureVault: v.fallback(v.nullable(v.string()), null),
  /** Vaults unlocked here, the latest first. */
  recents: v.fallback(RecentVaults, []),
  settings: v.fallback(StoredSettings, () => v.parse(StoredSettings, {})),
  /** Where windows stood last, by their kind. */
  windows: v.fallback(v.record(v.string(), v.fallback(v.nullable(WindowPlace), null)), {}),
});
type Stored = v.InferOutput<typeof Stored>;

/** What the app remembers of this computer, in one small JSON file. Nothing of a note, and no key that is not sealed. */
export class Preferences {
  readonly #path: string;
  #stored: Stored;
  #written: Promise<void> = Promise.resolve();

  private constructor(path: string, stored: Stored) {
    this.#path = path;
    this.#stored = stored;
  }

  /** A missing or unreadable file counts as no preferences: it is replaced at the next change. */
  static async load(path: string): Promise<Preferences> {
    const json: unknown = await readFile(path, 'utf8')
      .then(JSON.parse)
      .catch(() => null);
    const parsed = v.safeParse(Stored, json);
    return new Preferences(path, parsed.success ? parsed.output : v.parse(Stored, {}));
  }

  get lastVault(): string | null {
    return this.#stored.lastVault;
  }

  get lastPlace(): string | null {
    return this.#stored.lastPlace;
  }

  get captureVault(): string | null {
    return this.#stored.captureVault;
  }

  get settings(): AppSettings {
    return this.#stored.settings;
  }

  /** Vaults unlocked here, the latest first. */
  get recents(): readonly RecentVault[] {
    return this.#stored.recents;
  }

  /** Where a window of that kind stood last. */
  placeOf(kind: string): WindowPlace | null {
    return this.#stored.windows[kind] ?? null;
  }

  /** As `change`. */
  keepPlace(kind: string, place: WindowPlace): Promise<boolean> {
    return this.change({ windows: { ...this.#stored.windows, [kind]: place } });
  }

  /** That vault has been unlocked now: it is the one to show at the next start. As `change`. */
  sawVault({ path, vaultId }: Pick<RecentVault, 'path' | 'vaultId'>): Promise<boolean> {
    const recents = withRecent(this.#stored.recents, { path, vaultId, openedAt: Date.now() });
    return this.change({ lastVault: path, recents });
  }

  /** Takes a vault off the list, and shows it no more at the next start. As `change`. */
  forgetVault(path: string): Promise<boolean> {
    const { lastVault, recents } = this.#stored;
    const isLast = lastVault !== null && isSameFile(lastVault, path);
    return this.change({ recents: withoutRecent(recents, path), ...(isLast ? { lastVault: null } : {}) });
  }

  /** Resolves when all that was changed so far is on the disk, or could not be written. */
  get written(): Promise<void> {
    return this.#written;
  }

  memoryOf(vaultId: string): VaultMemory {
    return this.#stored.vaults[vaultId] ?? nothingKnown;
  }

  /** As `change`. */
  remember(vaultId: string, change: Partial<VaultMemory>): Promise<boolean> {
    const memory = { ...this.memoryOf(vaultId), ...change };
    return this.change({ vaults: { ...this.#stored.vaults, [vaultId]: memory } });
  }

  /**
   * Writes are atomic and happen in order. Failing to remember never fails what the person did: it answers whether the
   * change is on the disk.
   */
  change(change: Partial<Stored>): Promise<boolean> {
    this.#stored = { ...this.#stored, ...change };
    const text = `${JSON.stringify(this.#stored, null, 2)}\n`;
    const written = this.#written.then(() => this.#write(text));
    this.#written = written.catch(() => undefined);
    return written.then(
      () => true,
      () => false,
    );
  }

  async #write(text: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(`${this.#path}.new`, text, { mode: 0o600, flush: true });
    await rename(`${this.#path}.new`, this.#path);
  }
}
