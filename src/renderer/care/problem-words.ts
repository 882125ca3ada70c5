import * as v from 'valibot';
import { NoteId, type ErrorData, type NoteListEntry } from '../../contract/index.ts';
import { entryOf, type Catalogue } from '../notes/catalogue.ts';
import { rowTitle } from '../list/row-text.ts';

/** A problem as the health screen tells it. The error's own message says what it means. */
export interface ProblemWords {
  readonly title: string;
  readonly remedy: string | null;
  /** The note concerned, if it is in the list. */
  readonly note: NoteListEntry | null;
}

/** Whether it is the vault's file as a whole that is older than the one last used here. */
export function isOlderCopy({ code, details }: ErrorData): boolean {
  return code === 'rolled-back' && details.table === 'vault';
}

const puttingBack =
  'Repair puts it back from a backup, or from an earlier text of the note, where there is one. Until then the newest good backup, opened beside, may still show it.';

const remedies: Partial<Readonly<Record<ErrorData['code'], string>>> = {
  'record-tampered': puttingBack,
  'rolled-back': puttingBack,
  'rows-missing': puttingBack,
  'rows-extra':
    'Look in the list and in the trash for notes that you had deleted, delete them again, and compare with the newest backup. Repair takes out parts that belong to no note; a deleted note that was put back whole looks like any other, and stays.',
};

/** What a problem does not touch is half of what people want to know. */
const tableRemedies: Readonly<Record<string, string>> = {
  state:
    'Repair writes the vault again with every record that opens. Until then nothing in it can be changed.',
  version:
    'The note’s present text is not affected. Repair puts the earlier one back from a backup that has it, or leaves it out.',
  chunk:
    'The note itself is not affected, but the file cannot be given out whole. Repair puts it back from a backup that has it, or leaves it out.',
};

function remedyOf(problem: ErrorData): string | null {
  if (isOlderCopy(problem)) return null;
  const ofTable = problem.code === 'rows-extra' ? undefined : tableRemedies[problem.details.table ?? ''];
  return ofTable ?? remedies[problem.code] ?? null;
}

function named(note: NoteListEntry | null): string {
  if (note === null) return 'A note';
  return note.state === 'readable' ? `“${rowTitle(note.title)}”` : 'A note whose title cannot be read';
}

/** The thing that a record is part of. A text that belongs to no note in the list is that of an attached file. */
export function thingOf({ table }: ErrorData['details'], note: NoteListEntry | null): string {
  if (table === 'chunk' || (table === 'content' && note === null)) return 'An attached file';
  return table === 'version' ? `An earlier text of ${note === null ? 'a note' : named(note)}` : named(note);
}

function missingTitle(details: ErrorData['details'], note: NoteListEntry | null): string {
  if (details.table === 'chunk') return 'Part of an attached file is missing';
  if (details.table === 'version') return `${thingOf(details, note)} is missing`;
  return note === null ? 'Something is missing' : `The text of ${named(note)} is missing`;
}

function titleOf(problem: ErrorData, note: NoteListEntry | null): string {
  const { code, details } = problem;
  const ofNote = details.id !== undefined;
  if (isOlderCopy(problem)) return 'This is an older copy of the vault';
  if (details.table === 'state') return 'What this vault should hold is not known any more';
  if (code === 'record-tampered')
    return ofNote ? `${thingOf(details, note)} is damaged` : 'A record of this vault is damaged';
  if (code === 'rolled-back')
    return ofNote ? `${thingOf(details, note)} is older than it should be` : 'Older records were put back';
  if (code === 'rows-missing') return missingTitle(details, note);
  return code === 'rows-extra' ? 'Something was added outside Latchkey' : 'The check could not be finished';
}

/** Whether a repair can do anything about it. */
export function isRepairable(problem: ErrorData): boolean {
  return !isOlderCopy(problem) && problem.code in remedies;
}

/** The note that a record belongs to, if it is in the list. */
export function noteOf(id: string | undefined, catalogue: Catalogue): NoteListEntry | null {
  const parsed = v.safeParse(NoteId, id);
  return parsed.success ? (entryOf(catalogue, parsed.output) ?? null) : null;
}

export function wordsFor(problem: ErrorData, catalogue: Catalogue): ProblemWords {
  const note = noteOf(problem.details.id, catalogue);
  return { title: titleOf(problem, note), remedy: remedyOf(problem), note };
}

/** What both the check after unlocking and the one that was asked for have found, each thing once. */
export function together(...lists: readonly (readonly ErrorData[])[]): readonly ErrorData[] {
  const seen = new Map<string, ErrorData>();
  for (const problem of lists.flat()) {
    const { code, details, message } = problem;
    seen.set([code, details.table, details.id ?? message].join(' '), problem);
  }
  return [...seen.values()];
}
