import * as v from 'valibot';
import { ErrorData } from './errors.ts';
import { NotebookPath, TagName } from './library.ts';
import { Body, Count, NoteId, Title } from './words.ts';

/** The most splices in one message. A window that has more sends the whole text. */
export const maxSplices = 2_000;

/** Replaces the text between two places of what it is applied to, counted in UTF-16 code units. */
export const Splice = v.strictTuple([Count, Count, v.string()]);
export type Splice = v.InferOutput<typeof Splice>;

/** Tells the unsaved texts of a window apart. */
export const DraftKey = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** What was typed since the last message about the same unsaved text. */
export const DraftEdit = v.strictObject({
  key: DraftKey,
  /** The note as the window knows it; null for one that is not made yet. */
  note: v.nullable(v.strictObject({ id: NoteId, revision: v.pipe(Count, v.minValue(1)) })),
  /** Absent: as it was. */
  title: v.optional(Title),
  /** The whole text. Absent: the text so far, or at first the one that is stored, with each line ending as one line feed. */
  body: v.optional(Body),
  /** One after the other, each on what the one before has left. */
  splices: v.optional(v.pipe(v.array(Splice), v.maxLength(maxSplices))),
  /** How long the text is then, in UTF-16 code units: a text that has drifted apart is noticed. */
  length: Count,
  /** Where a new note goes. */
  notebook: v.optional(v.nullable(NotebookPath)),
  tags: v.optional(v.pipe(v.array(TagName), v.maxLength(100))),
});
export type DraftEdit = v.InferOutput<typeof DraftEdit>;

/**
 * `kept`: it is safe from a crash of the window. `send-whole`: the changes do not fit what is here, so the whole text is
 * needed. `too-much`: there is no room for it.
 */
export const DraftAnswer = v.picklist(['kept', 'send-whole', 'too-much']);
export type DraftAnswer = v.InferOutput<typeof DraftAnswer>;

/** What became of drafts that were sealed because they could not be saved. */
export const DraftsBack = v.strictObject({
  /** The notes that hold them now. */
  notes: v.array(v.strictObject({ id: NoteId, title: v.string() })),
  /** How many are still kept beside the vault, and why. */
  waiting: Count,
  why: v.nullable(ErrorData),
});
export type DraftsBack = v.InferOutput<typeof DraftsBack>;
