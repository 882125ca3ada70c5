import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { Count } from '../contract/words.ts';

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
};

const Stored = v.object({
  /** Path of the vault that was open last. */
  lastVault: v.fallback(v.nullable(v.string()), null),
  /** Folder that the last new vault was put in. */
  lastPlace: v.fallback(v.nullable(v.string()), null),
  /** By vault id. */
  vaults: v.fallback(v.record(v.string(), VaultMemory), {}),
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
    return new Preferences(
      path,
      parsed.success ? parsed.output : { lastVault: null, lastPlace: null, vaults: {} },
    );
  }

  get lastVault(): string | null {
    return this.#stored.lastVault;
  }

  get lastPlace(): string | null {
    return this.#stored.lastPlace;
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
