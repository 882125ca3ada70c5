import { LatchkeyError } from '../contract/errors.ts';
import { maxBodyLength, maxTitleLength, type NoteId } from '../contract/words.ts';
import type { Ledger } from './ledger.ts';
import { openNotes, readBody } from './notes.ts';
import { noteIdOf, type OpenNote } from './summaries.ts';
import { isNamedBefore } from './title-following.ts';
import { titleKeyOf } from './wiki-links.ts';

/** A note that others are made from. */
export interface Template {
  readonly id: NoteId;
  readonly title: string;
  readonly body: string;
}

/** A template as it is filled in, and every template that took part, itself first. */
export interface Filled {
  readonly title: string;
  readonly body: string;
  readonly used: readonly NoteId[];
}

/** How deep templates can include one another. */
const maxDepth = 20;

/** The name of what is included with the spaces around it: a pattern without them would take time in proportion to their cube. */
const placeholder = /\{\{[ \t]*(?:(title|date|time|datetime|weekday)[ \t]*|include:([^{}\r\n]*))\}\}/gi;

/**
 * Fills in what stands between double braces: `{{date}}` (2026-03-09), `{{time}}` (14:05), `{{datetime}}` (2026-03-09 14:05) and
 * `{{weekday}}` (Monday), all in the time zone of the computer; `{{title}}`, the title of the new note; and
 * `{{include: Title}}`, the text of the template of that title, filled in as well. The title may hold all but the last two.
 * Anything else stays as it is, also the name of a template that is not there. Throws `invalid-request` for templates that
 * include themselves, in whatever way, or lie more than 20 deep in one another, and `too-large` for more than a note holds.
 */
export function fillTemplate(
  template: Template,
  find: (title: string) => Template | null,
  when: Date,
): Filled {
  const times = timesOf(when);
  const title = replaced(template.title, maxTitleLength, ({ name }) => times.get(name) ?? null);
  const values = new Map([...times, ['title', title]]);
  const done = new Map<NoteId, string>();
  const going = new Set<NoteId>();

  const textOf = (each: Template): string => {
    const known = done.get(each.id);
    if (known !== undefined) return known;
    if (going.has(each.id)) throw includesItself();
    if (going.size > maxDepth) throw tooDeep();
    going.add(each.id);
    const body = replaced(each.body, maxBodyLength, ({ name, included }) => {
      if (included === undefined) return values.get(name) ?? null;
      const other = find(included);
      return other && textOf(other);
    });
    going.delete(each.id);
    done.set(each.id, body);
    return body;
  };

  const body = textOf(template);
  return { title, body, used: [template.id, ...[...done.keys()].filter((id) => id !== template.id)] };
}

/** Each template is filled in once, however often it is included: no text is longer than `most` on the way. */
function replaced(
  text: string,
  most: number,
  valueOf: (found: { readonly name: string; readonly included: string | undefined }) => string | null,
): string {
  const parts: string[] = [];
  let length = text.length;
  let from = 0;
  for (const { 0: whole, 1: name = '', 2: included, index } of text.matchAll(placeholder)) {
    const value = valueOf({ name: name.toLowerCase(), included: included?.trim() });
    if (value === null) continue;
    length += value.length - whole.length;
    if (length > most) throw tooLong();
    parts.push(text.slice(from, index), value);
    from = index + whole.length;
  }
  return parts.join('') + text.slice(from);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

function timesOf(when: Date): ReadonlyMap<string, string> {
  const two = (value: number) => String(value).padStart(2, '0');
  const year = String(when.getFullYear()).padStart(4, '0');
  const date = `${year}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  const time = `${two(when.getHours())}:${two(when.getMinutes())}`;
  return new Map([
    ['date', date],
    ['time', time],
    ['datetime', `${date} ${time}`],
    ['weekday', weekdays[when.getDay()] ?? ''],
  ]);
}

/** Finds templates by their titles, as links find notes; those in the trash do not count. */
export function templatesOf(ledger: Ledger): (title: string) => Template | null {
  let known: ReadonlyMap<string, OpenNote> | null = null;
  return (title) => {
    known ??= templatesByTitle(ledger);
    const note = known.get(titleKeyOf(title));
    if (!note) return null;
    return { id: noteIdOf(note.id), title: note.sealed.title, body: readBody(ledger, note) };
  };
}

function templatesByTitle(ledger: Ledger): ReadonlyMap<string, OpenNote> {
  const byTitle = new Map<string, OpenNote>();
  for (const note of openNotes(ledger)) {
    if (note.sealed.template !== true || note.sealed.trashedAt !== null) continue;
    const key = titleKeyOf(note.sealed.title);
    const rival = byTitle.get(key);
    if (!rival || isNamedBefore(note, rival)) byTitle.set(key, note);
  }
  return byTitle;
}

function includesItself(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'This template includes itself, or another one that includes it. No note was made: take one of the “include” lines out.',
  );
}

function tooDeep(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `Templates can include one another ${maxDepth} deep, and here they lie deeper. No note was made: put some of them together.`,
  );
}

function tooLong(): LatchkeyError {
  return new LatchkeyError(
    'too-large',
    'With all that it includes, this template is longer than a note can be. No note was made: shorten it.',
  );
}
