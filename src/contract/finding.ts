import * as v from 'valibot';
import { Count, NoteId } from './words.ts';

/** Longest query, in UTF-16 code units. */
export const maxQueryLength = 1_000;
export const Query = v.pipe(v.string(), v.maxLength(maxQueryLength));

/** A piece of text, and which of it was looked for: from and to in UTF-16 code units, in order, none touching another. */
export const MarkedText = v.strictObject({
  text: v.string(),
  marks: v.array(v.tuple([Count, Count])),
});
export type MarkedText = v.InferOutput<typeof MarkedText>;

/** A hit as a row shows it. */
export const SearchRow = v.strictObject({
  id: NoteId,
  title: MarkedText,
  /** The part of the text that fits the search best, on one line. */
  snippet: MarkedText,
  /** The name of an attached file that fits; null if none was needed to find the note. */
  attachment: v.nullable(MarkedText),
});
export type SearchRow = v.InferOutput<typeof SearchRow>;

/** What a search has found. */
export const SearchAnswer = v.strictObject({
  /** The best first, at most 1,000. */
  ids: v.array(NoteId),
  /** How many notes fit in all. */
  total: Count,
  /** The first rows, at most 20; `search.rows` tells more. */
  rows: v.array(SearchRow),
  /** The words and phrases looked for, with what stands for a misspelt one, as the notes write them in lower case: for marking in the text. */
  terms: v.array(v.string()),
  /** What in the query was not understood, for people; null if all of it was. */
  problem: v.nullable(v.string()),
  /** False while the notes are still being read after unlocking: there may be more. */
  isComplete: v.boolean(),
});
export type SearchAnswer = v.InferOutput<typeof SearchAnswer>;

/** A note found by its title. */
export const TitleHit = v.strictObject({ id: NoteId, title: MarkedText });
export type TitleHit = v.InferOutput<typeof TitleHit>;

/** What links to a note, and where. */
export const Backlink = v.strictObject({
  id: NoteId,
  title: v.string(),
  /** The lines that hold a link to it: at most 5. */
  lines: v.array(MarkedText),
});
export type Backlink = v.InferOutput<typeof Backlink>;

/** The links of one note in both directions. */
export const NoteLinks = v.strictObject({
  /** What the note's own text names in `[[…]]`, in its order, each once; `id` is null where no note has that title. */
  to: v.array(v.strictObject({ title: v.string(), id: v.nullable(NoteId) })),
  from: v.array(Backlink),
});
export type NoteLinks = v.InferOutput<typeof NoteLinks>;
