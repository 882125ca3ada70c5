import type { ErrorData, NoteListEntry } from '../../contract/index.ts';
import type { Catalogue } from '../notes/catalogue.ts';
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

const fromBackup =
  'Keep this file as it is. Open the newest backup beside it, and copy what you need from there.';

const remedies: Partial<Readonly<Record<ErrorData['code'], string>>> = {
  'record-tampered': fromBackup,
  'rolled-back': fromBackup,
  'rows-missing': fromBackup,
  'rows-extra':
    'Look in the list and in the trash for notes that you had deleted, and compare with the newest backup.',
};

function named(note: NoteListEntry | null): string {
  if (note === null) return 'A note';
  return note.state === 'readable' ? `“${rowTitle(note.title)}”` : 'A note whose title cannot be read';
}

function titleOf(problem: ErrorData, note: NoteListEntry | null): string {
  const { code, details } = problem;
  const ofNote = details.id !== undefined;
  if (isOlderCopy(problem)) return 'This is an older copy of the vault';
  if (code === 'record-tampered')
    return ofNote ? `${named(note)} is damaged` : 'A record of this vault is damaged';
  if (code === 'rolled-back')
    return ofNote ? `${named(note)} has an older text than it should` : 'Older records were put back';
  if (code === 'rows-missing')
    return note === null ? 'Something is missing' : `The text of ${named(note)} is missing`;
  return code === 'rows-extra' ? 'Something was added outside Latchkey' : 'The check could not be finished';
}

export function wordsFor(problem: ErrorData, { all, trash }: Catalogue): ProblemWords {
  const note = [...all, ...trash].find(({ id }) => id === problem.details.id) ?? null;
  return {
    title: titleOf(problem, note),
    remedy: isOlderCopy(problem) ? null : (remedies[problem.code] ?? null),
    note,
  };
}

/** What both the quick check at unlocking and the check of every record have found, each thing once. */
export function together(...lists: readonly (readonly ErrorData[])[]): readonly ErrorData[] {
  const seen = new Map<string, ErrorData>();
  for (const problem of lists.flat()) {
    const { code, details, message } = problem;
    seen.set([code, details.table, details.id ?? message].join(' '), problem);
  }
  return [...seen.values()];
}
