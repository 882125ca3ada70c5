import { createHmac, randomBytes } from 'node:crypto';

/** The longest that the clipboard is waited for, in milliseconds. */
const patience = 1_000;

/** What is asked of the system's clipboard. */
export interface SystemClipboard {
  readText(): Promise<string>;
  clear(): void;
}

interface Copied<Owner> {
  readonly owner: Owner;
  /** What was on the clipboard, as nobody but this run of the app can compute it. */
  readonly mark: string;
}

/**
 * Takes what was copied from a vault off the clipboard again: when that vault locks, and after a while. What somebody else has put
 * there since stays. Of the text only a keyed hash is remembered. `Owner` is whoever shows the vault.
 */
export class OwnClipboard<Owner> {
  readonly #system: SystemClipboard;
  readonly #seconds: () => number | null;
  readonly #key = randomBytes(32);
  #copied: Copied<Owner> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One thing after the other: a clipboard answers when it likes. Never rejects. */
  #last: Promise<void> = Promise.resolve();

  /** `seconds`: after how long it is taken off without a lock; null: never. */
  constructor(system: SystemClipboard, seconds: () => number | null) {
    this.#system = system;
    this.#seconds = seconds;
  }

  /** Settles when what was asked for is done. */
  get settled(): Promise<void> {
    return this.#last;
  }

  /** What is on the clipboard now was just copied from the owner's vault. Never rejects. */
  copied(owner: Owner): Promise<void> {
    return this.#next(async () => {
      const text = await this.#read();
      this.#forget();
      if (text === '') return;
      this.#copied = { owner, mark: this.#markOf(text) };
      const seconds = this.#seconds();
      if (seconds !== null) this.#timer = setTimeout(() => void this.clear(owner), seconds * 1_000).unref();
    });
  }

  /** Takes off what the owner has copied, if it is still there. Never rejects. */
  clear(owner: Owner): Promise<void> {
    return this.#next(async () => {
      if (this.#copied?.owner !== owner) return;
      const { mark } = this.#copied;
      this.#forget();
      if (this.#markOf(await this.#read()) === mark) this.#system.clear();
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch(() => undefined);
    return this.#last;
  }

  /** Rejects when the clipboard does not answer: nobody is to wait for it who wants to quit. */
  #read(): Promise<string> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('The clipboard does not answer')), patience);
    return Promise.race([this.#system.readText(), promise]).finally(() => clearTimeout(timer));
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#copied = null;
  }

  #markOf(text: string): string {
    return createHmac('sha256', this.#key).update(text, 'utf16le').digest('base64');
  }
}
