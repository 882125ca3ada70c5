import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { maxTitleLength, NoteId } from '../contract/words.ts';
import { fromHex, itemId, toHex } from './bytes.ts';
import type { Ledger } from './ledger.ts';
import { readBody, readNote } from './notes.ts';
import { openRecord, sealRecord } from './sealing.ts';

/** What a draft seals: text of a note that could not be saved. */
const SealedDraft = v.looseObject({
  /** The note, at the revision that the text was written upon; null for one that was never made. */
  note: v.nullable(
    v.strictObject({ id: NoteId, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  ),
  title: v.string(),
  body: v.string(),
  /** Where a new note goes. */
  notebook: v.nullable(v.string()),
  tags: v.array(v.string()),
});

/** Text of a note that is not saved. */
export interface Draft {
  /** The note, at the revision that the text was written upon; null for one that is not made yet. */
  readonly note: { readonly id: NoteId; readonly revision: number } | null;
  readonly title: string;
  readonly body: string;
  /** Where a new note goes. */
  readonly notebook: string | null;
  readonly tags: readonly string[];
}

/** A sealed draft has a name of its own, to which it is bound: 16 random bytes as hex. */
export interface NamedDraft {
  readonly name: string;
  readonly sealed: Uint8Array;
}

/** A draft does not change. */
const revision = 1;

/** `name`: the one it has already. */
export function sealDraft({ keyring, tools }: Ledger, draft: Draft, name?: string): NamedDraft {
  const id = itemId(name === undefined ? tools.random(16) : fromHex(name));
  const { title, body, notebook, tags } = draft;
  const note = draft.note && { id: draft.note.id, revision: draft.note.revision };
  const record = { note, title, body, notebook, tags };
  return {
    name: toHex(id),
    sealed: sealRecord(keyring, { table: 'draft', id, revision }, record, tools.random),
  };
}

/** Throws `record-tampered` for one that was changed, renamed, or sealed under another key. */
export function openDraft({ keyring }: Ledger, { name, sealed }: NamedDraft): Draft {
  const id = itemId(fromHex(name));
  const { note, title, body, notebook, tags } = openRecord(
    keyring,
    { table: 'draft', id, revision },
    sealed,
    SealedDraft,
  );
  return { note, title, body, notebook, tags };
}

/**
 * How a draft of a note stands to what the note is now: the note has this text already (`same`), or still the one that the
 * draft was written upon, whatever else of it has changed (`fits`), or another (`apart`).
 */
export type Standing =
  | { readonly kind: 'same' }
  | { readonly kind: 'fits'; readonly revision: number }
  | { readonly kind: 'apart'; readonly notebook: string | null };

/** A note that is gone for good counts as apart. Throws `record-tampered` for one that does not open. */
export function standingOf(ledger: Ledger, seen: NonNullable<Draft['note']>, draft: Draft): Standing {
  let note;
  try {
    note = readNote(ledger, seen.id);
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'not-found')
      return { kind: 'apart', notebook: draft.notebook };
    throw error;
  }
  const { title, notebook, contentRevision } = note.sealed;
  if (title === draft.title && readBody(ledger, note) === draft.body) return { kind: 'same' };
  if (contentRevision <= seen.revision) return { kind: 'fits', revision: note.revision };
  return { kind: 'apart', notebook };
}

/** The title and text of a note if they are what they were at a revision; null if they changed since. Throws `not-found`, `record-tampered`. */
export function textAt(
  ledger: Ledger,
  seen: NonNullable<Draft['note']>,
): { title: string; body: string } | null {
  const note = readNote(ledger, seen.id);
  if (note.sealed.contentRevision > seen.revision) return null;
  return { title: note.sealed.title, body: readBody(ledger, note) };
}

/** What a note is called that holds a draft which cannot go back to where it came from. */
export function titleOfDraft(title: string): string {
  const end = ' (unsaved draft)';
  return (title.trim() || 'Untitled').slice(0, maxTitleLength - end.length) + end;
}

/** For a draft whose note has got another text since. */
export function draftConflict(id: NoteId): LatchkeyError {
  return new LatchkeyError(
    'conflict',
    'The note was changed somewhere else since, so nothing was overwritten. The text is put into a note of its own after the next unlock.',
    { details: { id } },
  );
}
