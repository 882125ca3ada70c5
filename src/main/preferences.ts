import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';

const Stored = v.object({
  /** Path of the vault that was open last. */
  lastVault: v.fallback(v.nullable(v.string()), null),
  /** Folder that the last new vault was put in. */
  lastPlace: v.fallback(v.nullable(v.string()), null),
});
type Stored = v.InferOutput<typeof Stored>;

/** What the app remembers of this computer, in one small JSON file. Nothing of a note or a key. */
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
    return new Preferences(path, parsed.success ? parsed.output : { lastVault: null, lastPlace: null });
  }

  get lastVault(): string | null {
    return this.#stored.lastVault;
  }

  get lastPlace(): string | null {
    return this.#stored.lastPlace;
  }

  /** Writes are atomic and happen in order. Failing to remember never fails what the person did. */
  async change(change: Partial<Stored>): Promise<void> {
    this.#stored = { ...this.#stored, ...change };
    const text = `${JSON.stringify(this.#stored, null, 2)}\n`;
    this.#written = this.#written.then(() => this.#write(text)).catch(() => undefined);
    await this.#written;
  }

  async #write(text: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(`${this.#path}.new`, text, { mode: 0o600 });
    await rename(`${this.#path}.new`, this.#path);
  }
}
