import { fold } from '../finding/folding.ts';

/** What is looked through by typing a few letters. */
export interface Rankable {
  readonly label: string;
  /** Other words that it goes by. */
  readonly words: string;
}

/** Whether the letters follow one another in a text. */
function hasLetters(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function worth(word: string, label: string, others: string): number {
  if (label.startsWith(word)) return 5;
  if (` ${label}`.includes(` ${word}`)) return 4;
  if (` ${others}`.includes(` ${word}`)) return 3;
  if (label.includes(word)) return 2;
  return word.length > 1 && hasLetters(label, word) ? 1 : 0;
}

/** Those that fit everything typed, the likeliest first; of equals, the one that came first. All of them where nothing is typed. */
export function ranked<T extends Rankable>(entries: readonly T[], typed: string): readonly T[] {
  const words = fold(typed)
    .text.split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return entries;
  const scored = entries.flatMap((entry) => {
    const [label, others] = [fold(entry.label).text, fold(entry.words).text];
    const scores = words.map((word) => worth(word, label, others));
    return scores.includes(0) ? [] : [{ entry, score: scores.reduce((sum, each) => sum + each) }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}
