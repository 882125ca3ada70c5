import type { ErrorCode, LatchkeyError, NoteId, NoteSummary } from '../../contract/index.ts';
import type { NoteDocument, Saving } from './note-document.ts';

/** What the editor pane shows. */
export type OpenNote =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'note';
      /** Tells one document from another; it stays the same when a new note gets its id. */
      readonly key: string;
      readonly summary: NoteSummary | null;
      readonly title: string;
      readonly saving: Saving;
    }
  | { readonly kind: 'damaged'; readonly id: NoteId; readonly error: LatchkeyError }
  | { readonly kind: 'unreadable'; readonly id: NoteId; readonly error: LatchkeyError };

export const nothingOpen: OpenNote = { kind: 'nothing' };

/** Errors that say a note's record is not the one that was written. */
const damaging: ReadonlySet<ErrorCode> = new Set(['record-tampered', 'rows-missing', 'rolled-back']);

export function failedToOpen(id: NoteId, error: LatchkeyError): OpenNote {
  return { kind: damaging.has(error.code) ? 'damaged' : 'unreadable', id, error };
}

export function viewOf(document: NoteDocument): Extract<OpenNote, { kind: 'note' }> {
  const { key, summary, title, saving } = document;
  return { kind: 'note', key, summary, title, saving };
}

export function sameView(a: OpenNote, b: OpenNote): boolean {
  return (
    a.kind === 'note' &&
    b.kind === 'note' &&
    a.key === b.key &&
    a.summary === b.summary &&
    a.title === b.title &&
    a.saving === b.saving
  );
}
