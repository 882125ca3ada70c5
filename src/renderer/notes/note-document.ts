import {
  LatchkeyError,
  maxBodyLength,
  maxTitleLength,
  type Note,
  type NoteSummary,
  type Splice,
} from '../../contract/index.ts';
import { shownError } from '../bridge/api.ts';
import { LiveDraft, type DraftKeeper } from './live-draft.ts';

/**
 * A note's text at one moment. A string is one; so is the editor's own immutable text, which costs nothing to keep
 * and is turned into a string only when it is saved.
 */
export interface NoteText {
  readonly length: number;
  toString(): string;
}

/** How far the words on the screen are from the disk. */
export type Saving =
  /** Nothing was changed since the note was opened. */
  | { readonly state: 'untouched' }
  /** There are changes; they will be saved in a moment. */
  | { readonly state: 'changed' }
  | { readonly state: 'saving' }
  /** Every change is on the disk. */
  | { readonly state: 'saved' }
  /** The text is kept here. `retrying`: another attempt will be made without being asked for. */
  | { readonly state: 'failed'; readonly error: LatchkeyError; readonly retrying: boolean };

/** What is saved of a document, and the key by which its draft is known. */
export interface DocumentText {
  readonly title: string;
  readonly body: string;
  readonly draft: string;
}

/** A change of a document. `splices`: how its text came from the one before, where that is known. */
export interface DocumentChange {
  readonly title?: string;
  readonly body?: NoteText;
  readonly splices?: readonly Splice[];
}

/** What a document needs of the vault, and whom it tells. */
export interface DocumentHost {
  create(note: DocumentText): Promise<NoteSummary>;
  save(note: DocumentText & { id: NoteSummary['id']; revision: number }): Promise<NoteSummary>;
  readonly drafts: DraftKeeper;
  /** A change reached the disk. */
  stored(document: NoteDocument, summary: NoteSummary): void;
  /** Something that a person sees of the document changed. */
  changed(document: NoteDocument): void;
}

/** How long typing must pause before a save, and how long a save is put off at most while it does not. */
const pause = 400;
const longestWait = 2_000;
const firstRetry = 2_000;
const slowestRetry = 30_000;

/** Failures that may pass by themselves; the others wait for a change or for the person. */
const passing: ReadonlySet<LatchkeyError['code']> = new Set([
  'disk-full',
  'read-only',
  'permission-denied',
  'file-missing',
  'internal',
]);

let documentsMade = 0;

function overLimit(title: string, body: NoteText): LatchkeyError | null {
  const words = (kind: string, most: number, has: number): LatchkeyError =>
    new LatchkeyError(
      'too-large',
      `${kind} can hold ${most.toLocaleString('en-GB')} characters and this one has ${has.toLocaleString('en-GB')}. ` +
        'It is kept here, and will be saved once it is shorter.',
    );
  if (title.length > maxTitleLength) return words('A title', maxTitleLength, title.length);
  if (body.length > maxBodyLength) return words('A note', maxBodyLength, body.length);
  return null;
}

/**
 * The text of one note while it is open or unsaved, and the machine that saves it. At most one save is on its way; what
 * is typed meanwhile goes with the next, which names the revision the last one made. Nothing typed is ever dropped.
 */
export class NoteDocument {
  /** Tells this document from every other, also before the note has an id. */
  readonly key: string;
  readonly #host: DocumentHost;
  readonly #draft: LiveDraft;
  #summary: NoteSummary | null;
  /** The revision at which the vault's text was the one that is written on here. What else the note becomes does not count. */
  #textRevision: number | null;
  #title: string;
  #body: NoteText;
  #saving: Saving = { state: 'untouched' };
  /** Counts edits; `#storedEdit` is the last one on the disk. */
  #edit = 0;
  #storedEdit = 0;
  /** The save on its way. */
  #sending: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changedSince: number | null = null;
  #retryAfter = firstRetry;
  #closed = false;

  constructor(host: DocumentHost, note: Note | null) {
    documentsMade += 1;
    this.key = `document-${documentsMade}`;
    this.#host = host;
    this.#draft = new LiveDraft(host.drafts, () => this.#drafted);
    this.#summary = note?.summary ?? null;
    this.#textRevision = note?.summary.revision ?? null;
    this.#title = note?.summary.title ?? '';
    this.#body = note?.body ?? '';
  }

  /** What the vault last said of this note; null until the first save of a new one. */
  get summary(): NoteSummary | null {
    return this.#summary;
  }

  get title(): string {
    return this.#title;
  }

  get body(): NoteText {
    return this.#body;
  }

  get saving(): Saving {
    return this.#saving;
  }

  /** Whether there is text here that the disk does not have. */
  get unsaved(): boolean {
    return this.#edit !== this.#storedEdit && !this.#blank;
  }

  /** A new note without a word in it: there is nothing to create. */
  get #blank(): boolean {
    return (
      this.#summary === null &&
      this.#title.trim() === '' &&
      this.#body.length < 1_000 &&
      this.#body.toString().trim() === ''
    );
  }

  /** Takes a change and saves it soon. */
  edit(change: DocumentChange): void {
    if (this.#closed) return;
    this.#title = change.title ?? this.#title;
    this.#body = change.body ?? this.#body;
    this.#edit += 1;
    this.#draft.changed(change);
    // A failure stays on the screen until a save succeeds: it is still true.
    if (this.#saving.state !== 'failed') this.#show({ state: this.#blank ? 'untouched' : 'changed' });
    this.#saveSoon();
    this.#host.changed(this);
  }

  /** Saves what is unsaved by now. Answers whether it is on the disk. Never rejects. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    const wanted = this.#edit;
    await this.#sending;
    while (this.#storedEdit < wanted && this.unsaved && !this.#closed) {
      if (!(await this.#saveOnce())) return false;
    }
    return true;
  }

  /** Whether the vault has another text than this by now, which nobody has touched here. */
  isBehind({ summary, body }: Note): boolean {
    if (this.unsaved || this.#textRevision === null || summary.revision <= this.#textRevision) return false;
    return summary.title !== this.#title || body !== this.#body.toString();
  }

  /**
   * Takes over what the vault says of the note after something else was done with it. If its text was changed, too, a save of this
   * one is a conflict: nobody has seen here what it would replace.
   */
  revise(summary: NoteSummary): void {
    this.#summary = summary;
    this.#host.changed(this);
  }

  /** Detaches the text from a note that changed elsewhere or is gone: the next save makes a new note of it. */
  becomeNew(): void {
    this.#summary = null;
    this.#textRevision = null;
    this.#edit += 1;
    this.#draft.changed({});
  }

  /** Forgets the text and stops saving. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#draft.drop();
    this.#draft.stop();
    this.#title = '';
    this.#body = '';
  }

  get #drafted() {
    const [key, title, body] = [this.key, this.#title, this.#body];
    return { key, note: this.#written, title, body };
  }

  /** The note, at the revision that this text was written upon; null for one that is not made yet. */
  get #written(): { readonly id: NoteSummary['id']; readonly revision: number } | null {
    const [summary, revision] = [this.#summary, this.#textRevision];
    return summary === null || revision === null ? null : { id: summary.id, revision };
  }

  #saveSoon(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.#changedSince ??= now;
    const wait = Math.max(0, Math.min(pause, this.#changedSince + longestWait - now));
    this.#timer = setTimeout(() => void this.#saveInTurn(), wait);
  }

  /** One save, after the one on its way if there is one: what is typed later waits for its own turn. */
  async #saveInTurn(): Promise<void> {
    await this.#sending;
    if (this.unsaved && !this.#closed) await this.#saveOnce();
  }

  #saveOnce(): Promise<boolean> {
    this.#sending ??= this.#saveNow().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #saveNow(): Promise<boolean> {
    const edit = this.#edit;
    this.#changedSince = null;
    const tooLarge = overLimit(this.#title, this.#body);
    if (tooLarge !== null) return this.#fail(tooLarge);
    if (this.#saving.state !== 'failed') this.#show({ state: 'saving' });
    try {
      this.#accept(await this.#send(), edit);
      return true;
    } catch (thrown) {
      return this.#fail(shownError(thrown));
    }
  }

  #send(): Promise<NoteSummary> {
    // What is saved must not be older than the draft that it settles.
    this.#draft.send();
    const text = { title: this.#title, body: this.#body.toString(), draft: this.key };
    const note = this.#written;
    return note === null ? this.#host.create(text) : this.#host.save({ ...note, ...text });
  }

  #accept(summary: NoteSummary, edit: number): void {
    if (this.#closed) return;
    this.#summary = summary;
    this.#textRevision = summary.revision;
    this.#storedEdit = edit;
    if (this.#edit === edit) this.#draft.drop();
    this.#retryAfter = firstRetry;
    this.#saving = { state: this.#edit === edit ? 'saved' : 'changed' };
    this.#host.stored(this, summary);
    this.#host.changed(this);
  }

  #fail(error: LatchkeyError): false {
    if (this.#closed) return false;
    const retrying = passing.has(error.code);
    this.#show({ state: 'failed', error, retrying });
    if (retrying) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#saveInTurn(), this.#retryAfter);
      this.#retryAfter = Math.min(this.#retryAfter * 2, slowestRetry);
    }
    return false;
  }

  #show(saving: Saving): void {
    if (saving.state === this.#saving.state && saving.state !== 'failed') return;
    this.#saving = saving;
    this.#host.changed(this);
  }
}
