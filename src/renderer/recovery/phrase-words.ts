import { wordlist } from '@scure/bip39/wordlists/english.js';

/** Words in a recovery phrase. */
export const phraseLength = 24;

const known: ReadonlySet<string> = new Set(wordlist);

/** A word that recovery phrases never use. */
export interface StrangeWord {
  /** Counted from 1. */
  readonly position: number;
  readonly word: string;
  /** The word that was probably meant, if there is just one. */
  readonly meant: string | null;
}

/** The words of a typed phrase; numbers and dots, as on the sheet, are left out. */
export function wordsOf(typed: string): readonly string[] {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .split(/[\s\d.,;]+/)
    .filter((word) => word !== '');
}

/** Whether typing ended inside a word, which may still become one. */
export function endsInWord(typed: string): boolean {
  return /\S$/.test(typed);
}

/** Words that are not in the list of 2,048 that recovery phrases are made of. */
export function strangeWords(words: readonly string[]): readonly StrangeWord[] {
  return words
    .map((word, index) => ({ position: index + 1, word, meant: nearest(word) }))
    .filter(({ word }) => !known.has(word));
}

/** The list's one word that begins like this one, or else its one word that is a single slip away. */
function nearest(word: string): string | null {
  if (word.length >= 4) {
    const alike = wordlist.filter((each) => each.startsWith(word.slice(0, 4)));
    if (alike.length === 1) return alike[0] ?? null;
  }
  const near = wordlist.filter((each) => isOneSlipAway(word, each));
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** One letter wrong, missing, or too many; or two neighbours that changed places. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA.charAt(1) + restA.charAt(0) + restA.slice(2) === restB;
}

/** `count` different positions of a phrase, in order, counted from 1. */
export function drawPositions(count: number, random: () => number = Math.random): readonly number[] {
  const left = Array.from({ length: phraseLength }, (_, index) => index + 1);
  const drawn = Array.from(
    { length: count },
    () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 1,
  );
  return drawn.sort((a, b) => a - b);
}
