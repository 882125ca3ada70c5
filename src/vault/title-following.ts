import { LatchkeyError } from '../contract/errors.ts';
import { maxBodyLength, type NoteId, type NoteSummary } from '../contract/words.ts';
import { toHex } from './bytes.ts';
import { tryOpen } from './damage.ts';
import type { Change, Ledger } from './ledger.ts';
import { aboutText, identitiesOf, openNotes, readBody, readNote, sealBody, sealSummary } from './notes.ts';
import { Breath } from './progress.ts';
import { itemIdOf, noteIdOf, publicNote, type OpenNote } from './summaries.ts';
import type { Versions } from './versions.ts';
import { canBeLinked, titleKeyOf, wikiLinksOf, withTitles } from './wiki-links.ts';

/** A note, the title it had, and the one it has now. */
export interface NewTitle {
  readonly id: NoteId;
  readonly from: string;
  readonly to: string;
  /** All notes that may link to `from`, if somebody knows them: then no other text is read. */
  readonly linkers?: ReadonlySet<string> | null;
}

/** Whether of two notes with one title links name this one: the one made first, or at the same moment the one of the lower id. */
export function isNamedBefore(note: OpenNote, other: OpenNote): boolean {
  const [left, right] = [note.sealed.createdAt, other.sealed.createdAt];
  return left === right ? toHex(note.id) < toHex(other.id) : left < right;
}

/**
 * Writes the new title of a note into the links of other notes that named it by the old one, in one write, and keeps the texts that
 * this replaces as versions. Their time of the last change stays. Links stay as they are where they would lead elsewhere: if they
 * did not name this note before, or would not name it afterwards. A note that does not open, or would become too long, is left as it
 * is. Answers the notes that changed. Throws `not-found` or `record-tampered` for the note itself.
 */
export function* followTitle(
  ledger: Ledger,
  versions: Versions,
  title: NewTitle,
): Generator<void, NoteSummary[]> {
  const [before, after] = [titleKeyOf(title.from), titleKeyOf(title.to)];
  const note = readNote(ledger, title.id);
  const isNamed = titleKeyOf(note.sealed.title) === after && note.sealed.trashedAt === null;
  if (before === after || !isNamed || !canBeLinked(title.to)) return [];
  const rename = (named: string) => (titleKeyOf(named) === before ? title.to.trim() : null);
  const others: NoteId[] = [];
  const breath = new Breath();
  for (const other of openNotes(ledger)) {
    if (toHex(other.id) === title.id) continue;
    if (namesFirst(other, note, [before, after])) return [];
    const mayLink = title.linkers?.has(noteIdOf(other.id)) ?? true;
    if (mayLink && textWith(ledger, other, rename) !== null) others.push(noteIdOf(other.id));
    if (breath.isDueAfter(0)) yield;
  }
  return rewrite(ledger, versions, others, rename);
}

/** Whether links with one of these titles lead to the other note and not to this one. */
function namesFirst(other: OpenNote, note: OpenNote, keys: readonly string[]): boolean {
  const { title, trashedAt } = other.sealed;
  return trashedAt === null && keys.includes(titleKeyOf(title)) && isNamedBefore(other, note);
}

/** The text with its links rewritten; null if that changes nothing, or does not fit, or the text does not open. */
function textWith(
  ledger: Ledger,
  note: OpenNote,
  rename: (title: string) => string | null,
): { readonly body: string } | null {
  const before = tryOpen(() => readBody(ledger, note));
  if (before instanceof LatchkeyError) return null;
  if (!wikiLinksOf(before).some((link) => rename(link.title) !== null)) return null;
  const body = withTitles(before, rename);
  return body === before || body.length > maxBodyLength ? null : { body };
}

/** As they are now: they may have been changed while others were read. */
function rewrite(
  ledger: Ledger,
  versions: Versions,
  ids: readonly NoteId[],
  rename: (title: string) => string | null,
): NoteSummary[] {
  const changes = ids.flatMap((id) => {
    if (!ledger.store.readItem('summary', itemIdOf(id))) return [];
    const before = tryOpen(() => readNote(ledger, id));
    if (before instanceof LatchkeyError) return [];
    const text = textWith(ledger, before, rename);
    return text ? [rewritten(ledger, versions, before, text.body)] : [];
  });
  if (changes.length === 0) return [];
  ledger.commit({
    put: changes.flatMap(({ change }) => change.put),
    gone: changes.flatMap(({ change }) => change.gone),
  });
  return changes.map(({ after }) => publicNote(after));
}

function rewritten(ledger: Ledger, versions: Versions, before: OpenNote, body: string) {
  const kept = versions.keep(before, { title: before.sealed.title, body, isWanted: true });
  const revision = before.revision + 1;
  const after: OpenNote = {
    id: before.id,
    revision,
    sealed: {
      ...before.sealed,
      ...(kept ? { keptAt: ledger.now() } : {}),
      ...aboutText(body),
      contentRevision: revision,
    },
  };
  const change: Required<Pick<Change, 'put' | 'gone'>> = {
    put: [sealSummary(ledger, after), sealBody(ledger, after, body), ...(kept?.put ?? [])],
    gone: [...identitiesOf(before), ...(kept?.gone ?? [])],
  };
  return { after, change };
}
