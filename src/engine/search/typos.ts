import { termAt, termCountOf, type Segment } from './segment.ts';

/** The fewest letters of a word that may be misspelt once, and twice. */
const lengths = { once: 4, twice: 8 } as const;
/** The most words that stand for one that is misspelt. */
const mostWords = 20;

/** How many mistakes a word may have. */
export function mistakesIn(word: string): number {
  if (word.length < lengths.once) return 0;
  return word.length < lengths.twice ? 1 : 2;
}

/**
 * The terms that are a word with up to so many mistakes: a letter too many, too few or another one, or two that changed places
 * (optimal string alignment). With two mistakes the first letter must be right. Few mistakes first, the word itself not among them.
 */
export function wordsLike(segments: readonly Segment[], word: string, mistakes: number): string[] {
  const found = new Map<string, number>();
  for (const segment of segments)
    new Walk(segment, word, mistakes).run((term, cost) => found.set(term, cost));
  return [...found]
    .sort(([a, costA], [b, costB]) => costA - costB || (a < b ? -1 : 1))
    .slice(0, mostWords)
    .map(([term]) => term);
}

/**
 * Goes through the sorted terms as through a tree, one letter a level, and turns back where every way on has too many mistakes.
 */
class Walk {
  readonly #segment: Segment;
  readonly #word: Uint16Array;
  readonly #mistakes: number;
  /** One row of the table of distances for each level. */
  readonly #rows: Uint8Array[];
  readonly #path: number[] = [];

  constructor(segment: Segment, word: string, mistakes: number) {
    this.#segment = segment;
    this.#word = Uint16Array.from({ length: word.length }, (_, index) => word.charCodeAt(index));
    this.#mistakes = mistakes;
    this.#rows = Array.from({ length: word.length + mistakes + 1 }, () => new Uint8Array(word.length + 1));
    this.#rows[0]?.set(Uint8Array.from({ length: word.length + 1 }, (_, index) => index));
  }

  run(tell: (term: string, cost: number) => void): void {
    this.#visit(0, termCountOf(this.#segment), 0, tell);
  }

  /** `from` to `to`: the terms that begin with the path of `depth` letters. */
  #visit(from: number, to: number, depth: number, tell: (term: string, cost: number) => void): void {
    const { units, starts } = this.#segment.terms;
    let at = from;
    if (at < to && (starts[at + 1] ?? 0) - (starts[at] ?? 0) === depth) {
      const cost = this.#rows[depth]?.[this.#word.length] ?? 255;
      if (cost > 0 && cost <= this.#mistakes) tell(termAt(this.#segment, at), cost);
      at += 1;
    }
    if (depth + 1 >= this.#rows.length) return;
    while (at < to) {
      const letter = units[(starts[at] ?? 0) + depth] ?? 0;
      const end = this.#endOf(letter, at, to, depth);
      const mayBegin = depth > 0 || (letter > 31 && (this.#mistakes < 2 || letter === this.#word[0]));
      if (mayBegin && this.#step(letter, depth)) this.#visit(at, end, depth + 1, tell);
      at = end;
    }
  }

  /** The first term behind those that go on with this letter: looked for with ever larger steps, then between. */
  #endOf(letter: number, from: number, to: number, depth: number): number {
    const { units, starts } = this.#segment.terms;
    let low = from;
    let step = 1;
    while (low + step < to && (units[(starts[low + step] ?? 0) + depth] ?? 0) === letter) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, to);
    low += 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((units[(starts[middle] ?? 0) + depth] ?? 0) === letter) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Fills the next row. False if nothing can come of it. */
  #step(letter: number, depth: number): boolean {
    const before = this.#rows[depth];
    const row = this.#rows[depth + 1];
    if (!before || !row) return false;
    const earlier = depth > 0 ? this.#rows[depth - 1] : undefined;
    const last = this.#path[depth - 1];
    this.#path[depth] = letter;
    row[0] = depth + 1;
    let least = depth + 1;
    for (let index = 1; index < row.length; index++) {
      const wanted = this.#word[index - 1];
      let cost = Math.min(
        (before[index - 1] ?? 0) + (wanted === letter ? 0 : 1),
        (before[index] ?? 0) + 1,
        (row[index - 1] ?? 0) + 1,
      );
      if (earlier && index > 1 && wanted === last && this.#word[index - 2] === letter)
        cost = Math.min(cost, (earlier[index - 2] ?? 0) + 1);
      row[index] = cost;
      if (cost < least) least = cost;
    }
    // Two letters that change places are one more for a moment.
    return least <= this.#mistakes + (this.#mayTurn(letter, depth) ? 1 : 0);
  }

  /** Whether the next letter could make good for this one by changing places with it. */
  #mayTurn(letter: number, depth: number): boolean {
    const low = Math.max(0, depth - this.#mistakes);
    const high = Math.min(this.#word.length - 1, depth + this.#mistakes + 1);
    for (let index = low; index <= high; index++) if (this.#word[index] === letter) return true;
    return false;
  }
}
