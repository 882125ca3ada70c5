import { foldCharacter } from './folding.ts';
import { knownValues } from './operators.ts';

/** What the vault has that an operator can name. */
export interface Names {
  readonly tags: readonly string[];
  readonly notebooks: readonly string[];
}

/** A value that an operator can have. */
export interface Suggestion {
  /** As it is shown. */
  readonly label: string;
  /** As it is written into the query. */
  readonly value: string;
}

export interface Completion {
  /** Where the value begins in the query, in UTF-16 code units; it ends at the cursor. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

const mostSuggestions = 8;
const atOperator = /(?:^|\s)-?(?<name>\p{L}+):(?:["“”„](?<quoted>[^"“”„]*)|(?<bare>[^\s"“”„]*))$/u;

/** A name as a query has to have it: in quotation marks where a space would end it, or where it is a word for something else. */
function written(name: string, isWord: boolean): string {
  return isWord || /[\s"“”„]|\*$/u.test(name) ? `"${name.replaceAll(/["“”„]/gu, '')}"` : name;
}

function suggestionsFor(operator: string, { tags, notebooks }: Names): readonly Suggestion[] {
  const known = knownValues[operator] ?? [];
  const names = operator === 'tag' ? tags : operator === 'in' ? notebooks : [];
  return [
    ...names.map((name) => ({
      label: name.replaceAll('/', ' / '),
      value: written(name, known.includes(name.toLowerCase())),
    })),
    ...known.map((value) => ({ label: value, value })),
  ];
}

/** What fits the letters typed so far: what begins with them first. */
function fitting(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = foldCharacter(typed);
  const ranked = suggestions.flatMap((suggestion) => {
    const name = foldCharacter(suggestion.value.replaceAll('"', ''));
    const at = name.indexOf(wanted);
    return at < 0 ? [] : [{ suggestion, isStart: at === 0 }];
  });
  const starts = ranked.filter(({ isStart }) => isStart);
  const rest = ranked.filter(({ isStart }) => !isStart);
  return [...starts, ...rest].slice(0, mostSuggestions).map(({ suggestion }) => suggestion);
}

/** What the operator before the cursor can be completed with; null where there is none, or nothing is left to complete. */
export function completionAt(query: string, cursor: number, names: Names): Completion | null {
  const found = atOperator.exec(query.slice(0, cursor));
  const { name = '', quoted, bare = '' } = found?.groups ?? {};
  if (found === null || (query[cursor] ?? ' ').trim() !== '') return null;
  const typed = quoted ?? bare;
  const suggestions = fitting(suggestionsFor(name.toLowerCase(), names), typed);
  const [only] = suggestions;
  if (only === undefined || (suggestions.length === 1 && only.value === typed)) return null;
  const length = typed.length + (quoted === undefined ? 0 : 1);
  return { from: cursor - length, suggestions };
}

/** The query with a value in it, and where the cursor stands after it. */
export function completed(
  query: string,
  cursor: number,
  from: number,
  value: string,
): { readonly query: string; readonly cursor: number } {
  const before = `${query.slice(0, from)}${value} `;
  return { query: before + query.slice(cursor).trimStart(), cursor: before.length };
}
