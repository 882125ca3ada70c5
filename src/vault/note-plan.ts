import { LatchkeyError } from '../contract/errors.ts';
import { toHex, type ItemId } from './bytes.ts';
import type { Copy, OpenContent } from './copies.ts';
import type { Survey, Surveyed } from './survey.ts';
import { isNote, type OpenNote, type OpenSummary, type SealedNote } from './summaries.ts';
import type { SealedVersion } from './versions.ts';

/** Where something comes from when it does not come from the vault as it should be. */
export type Source = 'backup' | 'version' | 'text';

/** A row that is not as it should be, and where what stands there now comes from. */
export interface MendedRow {
  readonly table: 'summary' | 'content' | 'version' | 'chunk';
  readonly source: Source;
}

/** Where a note's text comes from. */
export interface TextChoice {
  readonly copy: Copy;
  readonly table: 'content' | 'version';
  /** At which it was saved. */
  readonly revision: number;
}

/** What a note's summary is made from. */
export type SummaryChoice =
  | { readonly from: 'summary'; readonly copy: Copy; readonly note: OpenNote }
  | { readonly from: 'version'; readonly version: SealedVersion }
  | { readonly from: 'nothing' };

/** How a note is to be put together again. */
export interface NotePlan {
  readonly id: ItemId;
  readonly summary: SummaryChoice;
  /** Null if no text of it is to be had. */
  readonly text: TextChoice | null;
  /** What the vault itself has in the place of that, whole but older: its text is kept as a version. */
  readonly older?: OpenNote;
  /** The highest revision of the note that is known of: what is written anew gets a higher one. */
  readonly highest: number;
  readonly mended: readonly MendedRow[];
}

/** A row that does not open may claim any revision. */
const mostClaimed = 2 ** 40;

/** Where a note can come from. */
export interface Sources {
  readonly survey: Survey;
  readonly own: Copy;
  /** The newest first. */
  readonly others: readonly Copy[];
  /** Whether the vault has the rows that it should: what is whole is the newest, too. */
  readonly isAsWritten: boolean;
}

/**
 * How a note is put together. Whatever is whole stays as it is, unless it may be an older one that was put back, and a copy has
 * a newer. For a text that is not, the newest that can be had is taken, whether the vault's own, a copy's, or a kept version;
 * for a summary the one that belongs to that text, else the vault's own, else a copy's, else what a version says.
 */
export function planNote(id: ItemId, { survey, own, others, isAsWritten }: Sources): NotePlan {
  const hex = toHex(id);
  const ownNote = openedNote(survey.summaries.get(hex));
  const content = survey.contents.get(hex);
  const ownText = textRevisionOf(content);
  if (ownNote !== null && ownText === ownNote.sealed.contentRevision) {
    const newer = isAsWritten ? null : newestElsewhere(ownNote, others);
    return newer ? newerPlan(ownNote, newer) : wholePlan(own, ownNote);
  }
  const elsewhere = others.map((copy) => ({ copy, note: copy.note(id) }));
  const versions = openVersionsOf(survey, hex);
  const text = newestText([
    ...(ownText === null ? [] : [{ copy: own, table: 'content' as const, revision: ownText }]),
    ...others.flatMap((copy) => textIn(copy, id)),
    ...versions.map((revision) => ({ copy: own, table: 'version' as const, revision })),
  ]);
  const summary = chooseSummary(id, text, { own, ownNote, elsewhere, versions });
  return {
    id,
    summary,
    text,
    highest: Math.max(
      claimedRevision(survey.summaries.get(hex)),
      claimedRevision(content),
      ...(survey.versions.get(hex)?.keys() ?? []),
      summary.from === 'summary' ? summary.note.revision : 0,
      text?.revision ?? 0,
    ),
    mended: [...mendedSummary(own, ownNote, summary, text), ...mendedText(own, ownNote, text)],
  };
}

function wholePlan(own: Copy, note: OpenNote): NotePlan {
  return {
    id: note.id,
    summary: { from: 'summary', copy: own, note },
    text: { copy: own, table: 'content', revision: note.sealed.contentRevision },
    highest: note.revision,
    mended: [],
  };
}

/** A note that another copy has whole. */
interface Elsewhere {
  readonly copy: Copy;
  readonly note: OpenNote;
}

/** The note as the newest copy has it that has it whole, if that is newer than this one. */
function newestElsewhere({ id, revision }: OpenNote, others: readonly Copy[]): Elsewhere | null {
  for (const copy of others) {
    const found = copy.note(id);
    if (found && found.revision <= revision) return null;
    const note = found && copy.wholeNote(id);
    if (note) return { copy, note };
  }
  return null;
}

function newerPlan(older: OpenNote, { copy, note }: Elsewhere): NotePlan {
  const isSameText = older.sealed.contentRevision === note.sealed.contentRevision;
  const summary: MendedRow = { table: 'summary', source: 'backup' };
  return {
    id: note.id,
    summary: { from: 'summary', copy, note },
    text: { copy, table: 'content', revision: note.sealed.contentRevision },
    ...(isSameText ? {} : { older }),
    highest: note.revision,
    mended: isSameText ? [summary] : [summary, { table: 'content', source: 'backup' }],
  };
}

function chooseSummary(
  id: ItemId,
  text: TextChoice | null,
  sources: {
    readonly own: Copy;
    readonly ownNote: OpenNote | null;
    readonly elsewhere: readonly { readonly copy: Copy; readonly note: OpenNote | null }[];
    readonly versions: readonly number[];
  },
): SummaryChoice {
  const { own, ownNote, elsewhere, versions } = sources;
  const notes = [{ copy: own, note: ownNote }, ...elsewhere].flatMap(({ copy, note }) =>
    note ? [{ from: 'summary' as const, copy, note }] : [],
  );
  const chosen = notes.find(({ note }) => note.sealed.contentRevision === text?.revision) ?? notes[0];
  if (chosen) return chosen;
  const newest = versions.length > 0 ? own.version(id, Math.max(...versions)) : null;
  return newest ? { from: 'version', version: newest } : { from: 'nothing' };
}

function mendedSummary(
  own: Copy,
  ownNote: OpenNote | null,
  summary: SummaryChoice,
  text: TextChoice | null,
): readonly MendedRow[] {
  if (summary.from !== 'summary') {
    return [{ table: 'summary', source: summary.from === 'version' ? 'version' : 'text' }];
  }
  if (summary.copy !== own) return [{ table: 'summary', source: 'backup' }];
  const isOlder = ownNote && text && text.revision > ownNote.sealed.contentRevision;
  return isOlder ? [{ table: 'summary', source: 'text' }] : [];
}

function mendedText(own: Copy, ownNote: OpenNote | null, text: TextChoice | null): readonly MendedRow[] {
  if (!text) return [];
  if (text.copy !== own) return [{ table: 'content', source: 'backup' }];
  if (text.table === 'version') return [{ table: 'content', source: 'version' }];
  const isOlder = ownNote && text.revision < ownNote.sealed.contentRevision;
  return isOlder ? [{ table: 'content', source: 'version' }] : [];
}

/** Of two texts of one revision, the one named first. */
function newestText(texts: readonly TextChoice[]): TextChoice | null {
  let newest: TextChoice | null = null;
  for (const text of texts) if (!newest || text.revision > newest.revision) newest = text;
  return newest;
}

function textIn(copy: Copy, id: ItemId): TextChoice[] {
  const note = copy.wholeNote(id);
  return note ? [{ copy, table: 'content', revision: note.sealed.contentRevision }] : [];
}

function openVersionsOf(survey: Survey, hex: string): number[] {
  return [...(survey.versions.get(hex) ?? [])].flatMap(([revision, problem]) => (problem ? [] : [revision]));
}

function openedNote(summary: Surveyed<OpenSummary> | undefined): OpenNote | null {
  if (!summary || summary.opened instanceof LatchkeyError) return null;
  return isNote(summary.opened) ? summary.opened : null;
}

function textRevisionOf(content: Surveyed<OpenContent> | undefined): number | null {
  if (!content || content.opened instanceof LatchkeyError) return null;
  return content.opened.kind === 'text' ? content.opened.revision : null;
}

function claimedRevision(row: Surveyed<unknown> | undefined): number {
  if (!row) return 0;
  return row.opened instanceof LatchkeyError && row.revision > mostClaimed ? 0 : row.revision;
}

/** What a new summary of the note begins with; what it says of the text is added to it. */
export function foundation(summary: SummaryChoice, now: number): SealedNote {
  if (summary.from === 'summary') return summary.note.sealed;
  const { title, tags, notebook, savedAt } =
    summary.from === 'version'
      ? summary.version
      : { title: 'Recovered note', tags: [], notebook: null, savedAt: now };
  return {
    kind: 'note',
    title,
    tags,
    notebook,
    snippet: '',
    wordCount: 0,
    pinned: false,
    createdAt: savedAt,
    updatedAt: savedAt,
    trashedAt: null,
    contentRevision: 1,
  };
}
