import type { LatchkeyError, NoteId } from '../../contract/index.ts';
import type { NoteDocument } from './note-document.ts';

/** What was still unsaved after an attempt to save everything. */
export interface Unsaved {
  readonly count: number;
  readonly error: LatchkeyError;
}

/** The open document, and those in the background whose text is not on the disk yet. */
export class Documents {
  #all: readonly NoteDocument[] = [];

  get all(): readonly NoteDocument[] {
    return this.#all;
  }

  byKey(key: string): NoteDocument | undefined {
    return this.#all.find((document) => document.key === key);
  }

  of(id: NoteId): NoteDocument | undefined {
    return this.#all.find(({ summary }) => summary?.id === id);
  }

  add(document: NoteDocument): void {
    if (!this.#all.includes(document)) this.#all = [...this.#all, document];
  }

  forget(document: NoteDocument): void {
    document.close();
    this.#all = this.#all.filter((one) => one !== document);
  }

  forgetAll(): void {
    for (const document of this.#all) document.close();
    this.#all = [];
  }

  /** Saves what is unsaved; answers what could not be. Never rejects. */
  async flush(): Promise<Unsaved | null> {
    await Promise.all(this.#all.map((document) => document.flush()));
    return failuresOf(this.#all);
  }

  /** Saves what is unsaved of some notes before something else is done with them. Rejects with why one could not be. */
  async settle(ids: readonly NoteId[]): Promise<void> {
    const wanted = new Set(ids);
    for (const document of this.#all) {
      const id = document.summary?.id;
      if (id === undefined || !wanted.has(id)) continue;
      if (!(await document.flush()) && document.saving.state === 'failed') throw document.saving.error;
    }
  }

  /** The failures of all but the open one. */
  stuckBeside(key: string | null): Unsaved | null {
    return failuresOf(this.#all.filter((document) => document.key !== key));
  }
}

function failuresOf(documents: readonly NoteDocument[]): Unsaved | null {
  const errors = documents.flatMap(({ saving }) => (saving.state === 'failed' ? [saving.error] : []));
  const [error] = errors;
  return error === undefined ? null : { count: errors.length, error };
}
