import { canonicalTerm, foldName } from './special-terms.ts';
import type { TimeSpan } from './dates.ts';
import type { Clause, Group, ParsedQuery } from './query.ts';
import { termsOf, type Term } from './scanner.ts';
import { Flag, Kind } from './segment.ts';

/** How much less a word counts that only begins like the one looked for, and one that is only written much like it. */
const weights = { exact: 1, prefix: 0.4, typo: 0.02 } as const;

/** A term to look for, and how much it counts. */
export interface WantedTerm {
  readonly text: string;
  readonly isPrefix: boolean;
  readonly weight: number;
}

/** One way to fit a query, as the index looks for it. */
export type Wanted =
  | {
      readonly kind: 'terms';
      /** Any of them. Where several are one word, the first is the word itself. */
      readonly terms: readonly WantedTerm[];
      readonly inTitle: boolean;
      /** Whether it counts for the rank and is marked. */
      readonly isText: boolean;
    }
  | {
      readonly kind: 'phrase';
      readonly terms: readonly string[];
      readonly isLastPrefix: boolean;
      readonly inTitle: boolean;
    }
  | { readonly kind: 'flags'; readonly mask: number; readonly value: number }
  | { readonly kind: 'time'; readonly of: 'updated' | 'created'; readonly span: TimeSpan };

export interface WantedGroup {
  readonly isExcluded: boolean;
  readonly anyOf: readonly Wanted[];
}

export interface Plan {
  readonly groups: readonly WantedGroup[];
  /** Nothing that the query asks for can be looked for: it finds nothing. */
  readonly isEmpty: boolean;
  readonly problems: readonly string[];
}

/** Where to look unless the query says so itself. */
export type SearchPlace = 'notes' | 'archive' | 'trash';

/** What to look for in the index. */
export function planOf({ groups, problems }: ParsedQuery, place: SearchPlace): Plan {
  const wanted = groups.flatMap((group) => groupOf(group));
  const saysPlace = groups.some(
    ({ isExcluded, anyOf }) =>
      !isExcluded &&
      anyOf.some(
        (clause) => clause.kind === 'place' && (clause.place === 'trash' || clause.place === 'archive'),
      ),
  );
  return {
    groups: saysPlace ? wanted : [...wanted, { isExcluded: false, anyOf: [flagsOfPlace[place]] }],
    isEmpty: wanted.length === 0,
    problems,
  };
}

/** Whether positions are needed to find what it asks for. */
export function hasPhrase({ groups }: Plan): boolean {
  return groups.some(({ anyOf }) => anyOf.some(({ kind }) => kind === 'phrase'));
}

const kept = Flag.archived | Flag.trashed;
const flagsOfPlace = {
  notes: { kind: 'flags', mask: kept, value: 0 },
  archive: { kind: 'flags', mask: kept, value: Flag.archived },
  trash: { kind: 'flags', mask: Flag.trashed, value: Flag.trashed },
  templates: { kind: 'flags', mask: Flag.template, value: Flag.template },
  favourites: { kind: 'flags', mask: Flag.favourite, value: Flag.favourite },
} as const satisfies Record<string, Wanted>;

const flagOf = {
  attachment: Flag.attachment,
  task: Flag.openTask,
  link: Flag.link,
  pinned: Flag.pinned,
  favourite: Flag.favourite,
  template: Flag.template,
} as const;

function groupOf({ isExcluded, anyOf }: Group): WantedGroup[] {
  const wanted = anyOf.flatMap((clause) => wantedOf(clause, isExcluded));
  return wanted.length > 0 ? [{ isExcluded, anyOf: wanted }] : [];
}

function wantedOf(clause: Clause, isExcluded: boolean): Wanted[] {
  switch (clause.kind) {
    case 'words':
      return wordsOf(clause, isExcluded);
    case 'tag':
      return named(Kind.tag, clause.name, clause.isPrefix);
    case 'notebook':
      return named(Kind.notebook, clause.path, clause.isPrefix);
    case 'place':
      return [flagsOfPlace[clause.place]];
    case 'has':
    case 'is':
      return [{ kind: 'flags', mask: flagOf[clause.what], value: flagOf[clause.what] }];
    case 'time':
      return [clause];
  }
}

/** A tag or notebook, and those below it. */
function named(kind: string, name: string, isPrefix: boolean): Wanted[] {
  const text = canonicalTerm(kind, foldName(name));
  const terms = isPrefix
    ? [{ text, isPrefix: true, weight: 0 }]
    : [
        { text, isPrefix: false, weight: 0 },
        { text: `${text}/`, isPrefix: true, weight: 0 },
      ];
  return [{ kind: 'terms', terms, inTitle: false, isText: false }];
}

function wordsOf(
  { text, isPhrase, inTitle }: Extract<Clause, { kind: 'words' }>,
  isExcluded: boolean,
): Wanted[] {
  const terms = termsOf(text);
  const last = terms.at(-1);
  if (!last) return [];
  const isWhole = isPhrase || isExcluded;
  // The last of several letters without spaces goes without saying: the pair before it has it.
  if (last.kind === 'last' && terms.at(-2)?.kind === 'pair')
    return manyOf(terms.slice(0, -1), false, inTitle);
  const isPrefix = last.kind === 'last' || !isWhole;
  if (terms.length > 1) return manyOf(terms, isPrefix, inTitle);
  return [{ kind: 'terms', terms: termsOfWord(last, isPrefix), inTitle, isText: true }];
}

function manyOf(terms: readonly Term[], isLastPrefix: boolean, inTitle: boolean): Wanted[] {
  const [only] = terms;
  if (terms.length === 1 && only)
    return [{ kind: 'terms', terms: termsOfWord(only, isLastPrefix), inTitle, isText: true }];
  return [{ kind: 'phrase', terms: terms.map(({ text }) => text), isLastPrefix, inTitle }];
}

function termsOfWord({ text, kind }: Term, isPrefix: boolean): WantedTerm[] {
  if (kind !== 'word') return [{ text, isPrefix, weight: weights.exact }];
  const exact = { text, isPrefix: false, weight: weights.exact };
  return isPrefix ? [exact, { text, isPrefix: true, weight: weights.prefix }] : [exact];
}

/** The terms of a misspelt word besides those that fit. */
export function likeTerms(words: readonly string[]): WantedTerm[] {
  return words.map((text) => ({ text, isPrefix: false, weight: weights.typo }));
}
