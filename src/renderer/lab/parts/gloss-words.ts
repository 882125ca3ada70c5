import type { LabGuide, Term } from '../../../contract/index.ts';

type Glossary = Pick<LabGuide, 'terms' | 'models'>;

const alike = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Everything that is explained anywhere: the glossary first, then what the models add. */
export function explainedIn({ terms, models }: Glossary): readonly Term[] {
  return [...terms, ...models.flatMap((model) => model.terms)];
}

/** What a word means, in any case; null where nobody has explained it. */
export function meaningOf(word: string, glossary: Glossary): Term | null {
  return explainedIn(glossary).find(({ term }) => alike(term, word)) ?? null;
}

/** A stretch of a text: plain, or a word with the term that explains it. */
export interface Stretch {
  readonly text: string;
  readonly term: string | null;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * A text with the first mention of each term picked out. Longer terms go first, so that “vault key” is not taken for
 * “key”; a plural in “s” is the same word.
 */
export function stretchesOf(text: string, terms: readonly string[]): readonly Stretch[] {
  if (terms.length === 0) return [{ text, term: null }];
  const longestFirst = terms.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(${longestFirst.map(escaped).join('|')})(s?)(?![\p{L}\p{N}])`,
    'giu',
  );
  const seen = new Set<string>();
  const stretches: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const term = longestFirst.find((each) => alike(each, match[1] ?? ''));
    if (term === undefined || seen.has(term)) continue;
    seen.add(term);
    stretches.push({ text: text.slice(end, match.index), term: null }, { text: match[0], term });
    end = match.index + match[0].length;
  }
  return [...stretches, { text: text.slice(end), term: null }].filter((stretch) => stretch.text !== '');
}
