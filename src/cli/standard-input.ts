import type { Readable } from 'node:stream';
import { LatchkeyError } from '../contract/errors.ts';
import { unlessAborted } from './interruption.ts';
import { decodeText, maxTextBytes } from '../engine/moving/text-files.ts';

const lineFeed = 10;
/** Longer than any passphrase may be. */
const maxLineBytes = 64 * 1024;

/** Standard input, which several things may be read from, one after the other: a passphrase a line, then a text. */
export class StandardInput {
  readonly #stream: Readable;
  readonly #signal: AbortSignal;
  #chunks: AsyncIterator<unknown> | null = null;
  #read = Buffer.alloc(0);
  #isSpent = false;

  /** Waiting for input ends when `signal` fires: whoever waits then throws `cancelled`. */
  constructor(stream: Readable, signal: AbortSignal) {
    this.#stream = stream;
    this.#signal = signal;
  }

  /** The next line, without its end. Throws `invalid-request` if there is none, or it is no UTF-8. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#read.indexOf(lineFeed);
      if (end >= 0) return this.#take(end, end + 1);
      if (this.#read.length > maxLineBytes) throw noLine();
      if (!(await this.#readMore())) break;
    }
    if (this.#read.length === 0) throw noLine();
    return this.#take(this.#read.length, this.#read.length);
  }

  /** All that has not been read yet. Throws `invalid-request` if it is no UTF-8, `too-large`, or if it was read before. */
  async rest(): Promise<string> {
    if (this.#isSpent) {
      throw new LatchkeyError(
        'invalid-request',
        'Standard input can be used for one thing only. Give the other as a file.',
      );
    }
    this.#isSpent = true;
    const chunks = [this.#read];
    let length = this.#read.length;
    this.#read = Buffer.alloc(0);
    while (await this.#readMore()) {
      chunks.push(this.#read);
      length += this.#read.length;
      this.#read = Buffer.alloc(0);
      if (length > maxTextBytes)
        throw new LatchkeyError('too-large', 'What came from standard input is too long for a note.');
    }
    return decodeText(Buffer.concat(chunks), 'Standard input');
  }

  #take(end: number, next: number): string {
    const text = decodeText(this.#read.subarray(0, end), 'Standard input').replace(/\r$/, '');
    this.#read = this.#read.subarray(next);
    return text;
  }

  async #readMore(): Promise<boolean> {
    this.#chunks ??= this.#stream[Symbol.asyncIterator]();
    const step: IteratorResult<unknown> = await unlessAborted(this.#signal, this.#chunks.next());
    if (step.done === true) return false;
    const { value } = step;
    this.#read = Buffer.concat([
      this.#read,
      Buffer.from(value instanceof Uint8Array ? value : String(value)),
    ]);
    return true;
  }
}

function noLine(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'A passphrase was expected on standard input, as one line, and there was none.',
  );
}
