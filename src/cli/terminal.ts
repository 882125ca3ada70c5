import { createInterface, type Interface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';
import { cancelled, unlessAborted } from './interruption.ts';
import { StandardInput } from './standard-input.ts';

/** The three streams that a program is given. `isTTY` says whether a person is at the other end. */
export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly errors: Writable & { readonly isTTY?: boolean };
}

/** Where answers, questions, progress and errors go. */
export class Terminal {
  readonly input: StandardInput;
  readonly #streams: Streams;
  readonly #signal: AbortSignal;
  #progressWidth = 0;

  constructor(streams: Streams, signal: AbortSignal) {
    this.#streams = streams;
    this.#signal = signal;
    this.input = new StandardInput(streams.input, signal);
  }

  /** Whether a person can be asked. */
  get canAsk(): boolean {
    return this.#streams.input.isTTY === true;
  }

  /** Whether a person reads the answers. */
  get isRead(): boolean {
    return this.#streams.output.isTTY === true;
  }

  /** Settles when the text is on its way: a process may end after that. A reader that has gone away is no error. */
  print(text: string): Promise<void> {
    this.#clearProgress();
    return write(this.#streams.output, text);
  }

  /** As `print`, to standard error. */
  complain(text: string): Promise<void> {
    this.#clearProgress();
    return write(this.#streams.errors, text);
  }

  /** A remark for a person: nothing in a pipe. */
  async remark(text: string): Promise<void> {
    if (this.#streams.errors.isTTY === true) await this.complain(`${text}\n`);
  }

  /** Shows how far the work has come, on a terminal only, in one line that the next one replaces. */
  showProgress(line: string): void {
    if (this.#streams.errors.isTTY !== true) return;
    this.#streams.errors.write(`\r${line.padEnd(this.#progressWidth)}`);
    this.#progressWidth = line.length;
  }

  /** Asks for one line, which is shown while it is typed. Throws `cancelled` at Ctrl-C or the end of input. */
  async ask(question: string): Promise<string> {
    this.#clearProgress();
    const reader = this.#reader(this.#streams.errors);
    const answer = answerTo(reader);
    reader.setPrompt(question);
    reader.prompt();
    try {
      return await unlessAborted(this.#signal, answer);
    } finally {
      reader.close();
    }
  }

  /** Asks for one line, and shows nothing of what is typed. Throws `cancelled` at Ctrl-C or the end of input. */
  async askSecretly(question: string): Promise<string> {
    // Before the question: from here on nothing that is typed is shown.
    const reader = this.#reader(new Writable({ write: (_chunk, _encoding, done) => done() }));
    const answer = answerTo(reader);
    try {
      const [line] = await Promise.all([unlessAborted(this.#signal, answer), this.complain(question)]);
      return line;
    } finally {
      reader.close();
      await this.complain('\n');
    }
  }

  #reader(output: Writable): Interface {
    return createInterface({ input: this.#streams.input, output, terminal: true, historySize: 0 });
  }

  #clearProgress(): void {
    if (this.#progressWidth > 0) this.#streams.errors.write(`\r${' '.repeat(this.#progressWidth)}\r`);
    this.#progressWidth = 0;
  }
}

function answerTo(reader: Interface): Promise<string> {
  return new Promise((resolve, reject) => {
    reader.once('line', resolve);
    for (const event of ['SIGINT', 'close']) reader.once(event, () => reject(cancelled()));
  });
}

function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}

/** Text of a note made safe for a terminal: what would move the cursor or change colours is shown as a dot. */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '·');
}

/** `printable`, on one line. */
export function onOneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}
