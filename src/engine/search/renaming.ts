import type { LibraryStep } from '../../vault/index.ts';
import { named, places, token } from './query.ts';
import { foldName } from './special-terms.ts';

/** A name that needs no quotes. */
const plain = /^[\p{L}\p{N}_/-]+$/u;
/** What no quotes can hold. */
const quotes = /["“”„]/u;

/**
 * A query as it has to be asked after tags or notebooks got other names by this step, to find the same notes. What asks for a
 * name that only begins so stays, and so does a name that a query cannot say.
 */
export function renamedQuery(query: string, step: LibraryStep): string {
  if (step.kind === 'rename-tag') {
    return withNames(query, 'tag', (name) => (foldName(name) === foldName(step.from) ? step.to : null));
  }
  if (step.kind === 'move-notebook') return withNames(query, 'in', (path) => moved(path, step.from, step.to));
  if (step.kind === 'remove-notebook' && step.notes === 'keep') {
    const outside = step.path.split('/').slice(0, -1).join('/');
    return withNames(query, 'in', (path) => moved(path, step.path, outside));
  }
  return query;
}

/** `next` answers null for a name that stays. */
function withNames(query: string, operator: 'tag' | 'in', next: (name: string) => string | null): string {
  let result = '';
  let at = 0;
  for (const match of query.matchAll(token)) {
    const { not = '', name = '', quoted, bare = '', star } = match.groups ?? {};
    if (name.toLowerCase() !== operator) continue;
    const { name: before, isPrefix } = named({ value: quoted ?? bare, hasStar: star === '*' });
    const isPlace = operator === 'in' && quoted === undefined && places.has(before.toLowerCase());
    if (before === '' || isPrefix || isPlace) continue;
    const after = next(before);
    if (after === null || !canBeSaid(after)) continue;
    const isBare = plain.test(after) && !(operator === 'in' && places.has(after.toLowerCase()));
    result += `${query.slice(at, match.index)}${not}${name}:${isBare ? after : `"${after}"`}`;
    at = match.index + match[0].length;
  }
  return result + query.slice(at);
}

/** Whether a query can ask for just this name. */
function canBeSaid(name: string): boolean {
  const { name: said, isPrefix } = named({ value: name, hasStar: false });
  return said !== '' && !isPrefix && foldName(said) === foldName(name) && !quotes.test(name);
}

/** Null unless the notebook is `from` or lies in it. `to` is empty for the top. */
function moved(path: string, from: string, to: string): string | null {
  const names = path.split('/');
  const around = from.split('/');
  if (names.length < around.length) return null;
  if (around.some((name, depth) => foldName(name) !== foldName(names[depth] ?? ''))) return null;
  return [...(to === '' ? [] : [to]), ...names.slice(around.length)].join('/');
}
