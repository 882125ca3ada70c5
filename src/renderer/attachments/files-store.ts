import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttachmentId, AttachmentSummary, LatchkeyError, NoteSummary } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Session } from '../session/session-store.ts';
import type { Toasts } from '../workspace/toast-store.ts';
import { mentionedIn, picturesOf } from './mentions.ts';

/** What the person is asked before it is done with a file. */
export interface FileQuestion {
  readonly kind: 'elsewhere' | 'remove';
  readonly file: AttachmentSummary;
}

export interface FilesState {
  /** Files of the open note, as they were read last. */
  readonly files: readonly AttachmentSummary[];
  /** Whether they are still being read, or why they cannot be. */
  readonly reading: 'waiting' | 'done' | LatchkeyError;
  /** The file that is looked at, and the pictures that one can turn to from there. */
  readonly viewed: { readonly file: AttachmentSummary; readonly beside: readonly AttachmentSummary[] } | null;
  readonly question: FileQuestion | null;
}

/** The files of the open note, and everything a person does with them. */
export interface Files {
  readonly store: StoreApi<FilesState>;
  /** Where the bytes of a file are read from while the vault is unlocked: a path on the page's own origin. */
  addressOf(id: string): string;
  /** Shows a file of the open note, or says that it is not there. */
  view(id: string): void;
  /** Puts away what is looked at. */
  close(): void;
  ask(question: FileQuestion | null): void;
  /** Writes a file out to a place that the person chooses. */
  save(file: AttachmentSummary): void;
  /** Has another program open a copy: the person has been told what that means. Rejects with `LatchkeyError`. */
  openElsewhere(file: AttachmentSummary): Promise<void>;
  /** Erases a file. Rejects with `LatchkeyError`. */
  remove(file: AttachmentSummary): Promise<void>;
}

const nothing: FilesState = { files: [], reading: 'done', viewed: null, question: null };

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly session: Session;
  readonly toasts: Toasts;
}

class OpenFiles implements Files {
  readonly store: StoreApi<FilesState> = createStore(() => nothing);
  readonly #parts: Parts;
  /** Which files are known, or asked for: those of this note, while it has so many. */
  #known = '';
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { notes } = parts;
    notes.store.subscribe(({ open }, before) => {
      if (open !== before.open) this.#follow();
    });
  }

  addressOf(id: string): string {
    const { app } = this.#parts.session.store.getState();
    return `/files/${app?.phase === 'unlocked' ? app.filesToken : ''}/${id}`;
  }

  view(id: string): void {
    const { files, reading } = this.store.getState();
    const file = files.find((one) => one.id === id);
    if (file !== undefined) {
      const beside = picturesOf(files, mentionedIn(this.#text()));
      this.store.setState({ viewed: { file, beside } });
      return;
    }
    const text =
      reading === 'waiting'
        ? 'The files of this note are still being read. Try again in a moment.'
        : reading === 'done'
          ? 'This file is not among the files of this note. It was removed, or its name was copied here from another note.'
          : reading.message;
    this.#parts.toasts.show({ text, action: null });
  }

  close(): void {
    this.store.setState({ viewed: null });
  }

  ask(question: FileQuestion | null): void {
    this.store.setState({ question });
  }

  save({ id, name }: AttachmentSummary): void {
    const { api, toasts } = this.#parts;
    api.call('attachments.save', { id }).then(
      (saved) => saved && toasts.show({ text: `A readable copy of “${name}” was saved.`, action: null }),
      (thrown: unknown) => toasts.show({ text: shownError(thrown).message, action: null }),
    );
  }

  async openElsewhere({ id }: AttachmentSummary): Promise<void> {
    await this.#parts.api.call('attachments.openElsewhere', { id });
  }

  async remove({ id }: AttachmentSummary): Promise<void> {
    const { api, notes } = this.#parts;
    await notes.flush();
    const summary = this.#note();
    if (summary === null) return;
    const { id: note, revision } = summary;
    notes.adopt(await api.call('attachments.remove', { note, revision, attachment: id }));
  }

  #note(): NoteSummary | null {
    const { open } = this.#parts.notes.store.getState();
    return open.kind === 'note' ? open.summary : null;
  }

  #text(): string {
    const { notes } = this.#parts;
    const { open } = notes.store.getState();
    return open.kind === 'note' ? notes.textOf(open.key).toString() : '';
  }

  /** Another note, or another count of files, says that there is another answer. */
  #follow(): void {
    const note = this.#note();
    const [id, count] = [note?.id ?? '', note?.attachmentCount ?? 0];
    const wanted = `${id} ${count}`;
    if (wanted === this.#known) return;
    const isSameNote = this.#known.startsWith(`${id} `);
    this.#known = wanted;
    this.#asked += 1;
    if (!isSameNote) this.store.setState(nothing);
    if (note === null || count === 0) this.#take([]);
    else void this.#read(note);
  }

  async #read({ id }: NoteSummary): Promise<void> {
    const asked = this.#asked;
    this.store.setState({ reading: 'waiting' });
    try {
      const files = await this.#parts.api.call('attachments.list', { note: id });
      if (asked === this.#asked) this.#take(files);
    } catch (thrown) {
      if (asked === this.#asked) this.store.setState({ reading: shownError(thrown) });
    }
  }

  #take(files: readonly AttachmentSummary[]): void {
    const has = (id: AttachmentId): boolean => files.some((file) => file.id === id);
    this.store.setState(({ viewed, question }) => ({
      files,
      reading: 'done',
      viewed: viewed !== null && has(viewed.file.id) ? viewed : null,
      question: question !== null && has(question.file.id) ? question : null,
    }));
  }
}

export function createFiles(parts: Parts): Files {
  return new OpenFiles(parts);
}
