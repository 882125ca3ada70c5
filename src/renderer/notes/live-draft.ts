import { maxSplices, type DraftAnswer, type DraftEdit, type Splice } from '../../contract/index.ts';
import type { NoteText } from './note-document.ts';

/** How long changes are gathered before they are sent, in milliseconds. */
const gathering = 50;

/** A text that is being written. */
export interface Drafted {
  readonly key: string;
  readonly note: DraftEdit['note'];
  readonly title: string;
  readonly body: NoteText;
}

/** Where unsaved text is safe from a crash of this window. */
export interface DraftKeeper {
  edit(edit: DraftEdit): Promise<DraftAnswer>;
  drop(key: string): void;
}

/** Sends what is typed, change by change, to where a crash of this window does not reach it. Nothing waits for it. */
export class LiveDraft {
  readonly #keeper: DraftKeeper;
  readonly #drafted: () => Drafted;
  #splices: Splice[] = [];
  #newTitle = false;
  #needsWhole = false;
  /** There is no room for this text: it is not sent again until it has been saved. */
  #refused = false;
  #sent = 0;
  /** What is answered to messages before this one is settled, by the whole text or by a save. */
  #settledTo = 0;
  #isBegun = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keeper: DraftKeeper, drafted: () => Drafted) {
    this.#keeper = keeper;
    this.#drafted = drafted;
  }

  /** Takes note of a change. Of a text that changed without splices the whole will be sent. */
  changed({ title, body, splices }: { title?: unknown; body?: unknown; splices?: readonly Splice[] }): void {
    if (title !== undefined) this.#newTitle = true;
    if (splices === undefined) this.#needsWhole ||= body !== undefined;
    else if (this.#splices.length + splices.length > maxSplices) this.#needsWhole = true;
    else this.#splices.push(...splices);
    this.#timer ??= setTimeout(() => this.send(), gathering);
  }

  /** Sends what has been gathered. */
  send(): void {
    if (this.#timer === undefined) return;
    this.#forgetGathered();
    if (this.#refused) return;
    const whole = this.#needsWhole;
    const { key, note, title, body } = this.#drafted();
    const edit: DraftEdit = {
      key,
      note,
      length: body.length,
      ...(whole || this.#newTitle ? { title } : {}),
      ...(whole ? { body: body.toString() } : { splices: this.#splices }),
    };
    [this.#splices, this.#newTitle, this.#needsWhole] = [[], false, false];
    const number = (this.#sent += 1);
    this.#isBegun = true;
    if (whole) this.#settledTo = number;
    void this.#keeper.edit(edit).then(
      (answer) => this.#answered(answer, { number, whole }),
      () => this.#answered('send-whole', { number, whole }),
    );
  }

  /** The text has been saved, or is not wanted any more. */
  drop(): void {
    this.#forgetGathered();
    [this.#splices, this.#newTitle, this.#needsWhole, this.#refused] = [[], false, false, false];
    if (!this.#isBegun) return;
    this.#isBegun = false;
    this.#settledTo = this.#sent + 1;
    this.#keeper.drop(this.#drafted().key);
  }

  /** Sends nothing more. */
  stop(): void {
    this.#forgetGathered();
    this.#splices = [];
    this.#refused = true;
  }

  #forgetGathered(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #answered(answer: DraftAnswer, { number, whole }: { number: number; whole: boolean }): void {
    if (answer === 'kept' || number < this.#settledTo) return;
    if (whole || answer === 'too-much') this.#refused = true;
    else {
      this.changed({ body: null });
      // At once: so far it is safe nowhere, and a lock may be on its way.
      this.send();
    }
  }
}
