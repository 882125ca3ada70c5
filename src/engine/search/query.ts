import { spanOf, type TimeSpan } from './dates.ts';

/** The most that one query asks for: what follows is not looked at. */
const mostGroups = 64;

/** One thing that a note may fit. Texts are as they were typed. */
export type Clause =
  | { readonly kind: 'words'; readonly text: string; readonly isPhrase: boolean; readonly inTitle: boolean }
  | { readonly kind: 'tag'; readonly name: string; readonly isPrefix: boolean }
  | { readonly kind: 'notebook'; readonly path: string; readonly isPrefix: boolean }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'has'; readonly what: 'attachment' | 'task' | 'link' }
  | { readonly kind: 'is'; readonly what: 'pinned' | 'favourite' | 'template' }
  | { readonly kind: 'time'; readonly of: 'updated' | 'created'; readonly span: TimeSpan };

export type Place = 'trash' | 'archive' | 'templates' | 'favourites';

/** A note must fit one of the clauses; or, if they are excluded, none. */
export interface Group {
  readonly isExcluded: boolean;
  readonly anyOf: readonly Clause[];
}

export interface ParsedQuery {
  readonly groups: readonly Group[];
  /** What was not understood, as sentences for people. */
  readonly problems: readonly string[];
}

/** One word of a query, with the operator before it. */
export const token =
  /(?<not>-?)(?:(?<empty>\p{L}+):(?=\s|$)|(?:(?<name>\p{L}+):(?!\/\/))?(?:["“”„](?<quoted>[^"“”„]*)(?:["“”„]|$)(?<star>\*?)|(?<bare>[^\s"“”„]+)))/gu;

/**
 * What a person types to find notes. Words and `"phrases"` must all be in a note; `-` before one excludes it; `OR` between two asks for
 * either. `tag:`, `in:`, `title:`, `before:`, `after:`, `on:`, `created:`, `has:` and `is:` ask for the rest. Anything that is not
 * understood is looked for as words. Never throws. `now` in milliseconds since 1970, UTC.
 */
export function parseQuery(text: string, now: number): ParsedQuery {
  const problems: string[] = [];
  const groups: Group[] = [];
  let isOr = false;
  for (const { groups: parts = {} } of text.matchAll(token)) {
    if (groups.length >= mostGroups) {
      problems.push(`A search asks for at most ${mostGroups} things. What comes after them was left out.`);
      break;
    }
    if (parts.bare === 'OR' && parts.name === undefined && parts.not === '') {
      isOr = groups.length > 0;
      continue;
    }
    const clause = clauseOf(parts, now, problems);
    if (!clause) continue;
    const isExcluded = parts.not === '-';
    const last = groups.at(-1);
    if (isOr && last && !isExcluded && !last.isExcluded)
      groups[groups.length - 1] = { isExcluded, anyOf: [...last.anyOf, clause].slice(0, mostGroups) };
    else groups.push({ isExcluded, anyOf: [clause] });
    isOr = false;
  }
  return { groups, problems };
}

type Parts = Readonly<Record<string, string | undefined>>;

/** What can be asked for without a name: any tag, any notebook. */
const withoutName: ReadonlySet<string> = new Set(['tag', 'in']);

function clauseOf(
  { name, quoted, bare, star, empty }: Parts,
  now: number,
  problems: string[],
): Clause | null {
  // While the value is still to be typed there is nothing to complain about.
  if (empty !== undefined) return operators.has(empty.toLowerCase()) ? null : words(empty);
  const value = quoted ?? bare ?? '';
  if (name === undefined) return words(value, quoted !== undefined);
  const read = operators.get(name.toLowerCase());
  if (!read) {
    problems.push(
      `“${name}:” is not something a search knows; it was looked for as a word. It knows ${known}.`,
    );
    return words(asTyped(name, value, quoted !== undefined));
  }
  if (value.trim() === '' && !withoutName.has(name.toLowerCase())) return null;
  const clause = read({ value, isQuoted: quoted !== undefined, hasStar: star === '*' }, now);
  if (typeof clause !== 'string') return clause;
  problems.push(`${clause} “${name}:${value}” was looked for as words.`);
  return words(asTyped(name, value, quoted !== undefined));
}

function asTyped(name: string, value: string, isQuoted: boolean): string {
  return isQuoted ? `${name}:"${value}"` : `${name}:${value}`;
}

function words(text: string, isPhrase = false, inTitle = false): Clause {
  return { kind: 'words', text, isPhrase, inTitle };
}

interface Value {
  readonly value: string;
  readonly isQuoted: boolean;
  readonly hasStar: boolean;
}

/** What each operator makes of its value: a clause, the sentence that says why it cannot, or null while there is too little. */
const operatorTable: Readonly<Record<string, (value: Value, now: number) => Clause | string | null>> = {
  tag: (value) => {
    const { name, isPrefix } = named(value);
    return name === '' && !isPrefix ? null : { kind: 'tag', name, isPrefix };
  },
  in: (value) => {
    const { name, isPrefix } = named(value);
    if (name === '' && !isPrefix) return null;
    const place = places.get(name.toLowerCase());
    if (place && !value.isQuoted && !isPrefix) return { kind: 'place', place };
    return { kind: 'notebook', path: name, isPrefix };
  },
  title: ({ value, isQuoted }) => words(value, isQuoted, true),
  before: ({ value }, now) => timeOf(value, now, ({ from }) => ({ from: -Infinity, to: from })),
  after: ({ value }, now) => timeOf(value, now, ({ from }) => ({ from, to: Infinity })),
  on: ({ value }, now) => timeOf(value, now, (span) => span),
  created: ({ value }, now) => timeOf(value, now, (span) => span, 'created'),
  has: ({ value }) => {
    const what = things.get(value.toLowerCase());
    return what ? { kind: 'has', what } : 'A note can have an attachment, a task or a link:';
  },
  is: ({ value }) => {
    const what = states.get(value.toLowerCase());
    return what ? { kind: 'is', what } : 'A note can be pinned, a favourite or a template:';
  },
};
const operators = new Map(Object.entries(operatorTable));

const known = 'tag:, in:, title:, before:, after:, on:, created:, has: and is:';

/** What `in:` takes for a place and no notebook, unless it is quoted. */
export const places: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['trash', 'trash'],
  ['archive', 'archive'],
  ['templates', 'templates'],
  ['favourites', 'favourites'],
  ['favorites', 'favourites'],
]);

const things: ReadonlyMap<string, 'attachment' | 'task' | 'link'> = new Map<
  string,
  'attachment' | 'task' | 'link'
>([
  ['attachment', 'attachment'],
  ['attachments', 'attachment'],
  ['file', 'attachment'],
  ['files', 'attachment'],
  ['task', 'task'],
  ['tasks', 'task'],
  ['link', 'link'],
  ['links', 'link'],
]);

const states: ReadonlyMap<string, 'pinned' | 'favourite' | 'template'> = new Map<
  string,
  'pinned' | 'favourite' | 'template'
>([
  ['pinned', 'pinned'],
  ['favourite', 'favourite'],
  ['favorite', 'favourite'],
  ['template', 'template'],
]);

/** A tag or a notebook as people write them: with `#` before or `/` behind, and a star for all that begin so. */
export function named({ value, hasStar }: Pick<Value, 'value' | 'hasStar'>): {
  readonly name: string;
  readonly isPrefix: boolean;
} {
  const name = value.replace(/^[#/\s]+/, '').replace(/[*/\s]+$/, '');
  return { name, isPrefix: hasStar || value.trimEnd().endsWith('*') };
}

function timeOf(
  value: string,
  now: number,
  choose: (span: TimeSpan) => TimeSpan,
  of: 'updated' | 'created' = 'updated',
): Clause | string {
  const span = spanOf(value.trim(), now);
  if (!span)
    return 'A date is written like 2026, 2026-11 or 2026-11-26, or it is today, yesterday, or 7d for the last seven days:';
  return { kind: 'time', of, span: choose(span) };
}
