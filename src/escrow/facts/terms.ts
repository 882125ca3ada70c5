import type { Term } from '../../contract/lab.ts';
import { meanings } from './meanings.ts';

export type TermName = keyof typeof meanings;

/** The glossary, in alphabetical order without regard to capitals. */
export const terms: readonly Term[] = Object.entries(meanings)
  .map(([term, meaning]) => ({ term, meaning }))
  .toSorted((a, b) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' }));

/** The entries of some words, in the order asked for: what a model's page shows beside it. */
export function termsOf(...names: readonly TermName[]): Term[] {
  return names.map((name) => ({ term: name, meaning: meanings[name] }));
}
