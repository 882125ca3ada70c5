import { wordCountOf } from '../../contract/index.ts';

/** How long a text is, for people. */
export interface TextLength {
  readonly words: number;
  /** Unicode code points. */
  readonly characters: number;
}

export const noLength: TextLength = { words: 0, characters: 0 };

export function lengthOf(text: string): TextLength {
  let pairs = 0;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) pairs += 1;
  return { words: wordCountOf(text), characters: text.length - pairs };
}

export function together(a: TextLength, b: TextLength): TextLength {
  return { words: a.words + b.words, characters: a.characters + b.characters };
}

/** Words that a person reads in a minute, on average (Brysbaert 2019: 238 of English prose). */
const wordsInMinute = 238;

/** A length in words, and how long reading takes where that is a minute or more. */
export function lengthWords({
  words: count,
  characters,
}: {
  readonly words: number;
  /** Null where they have not been counted. */
  readonly characters: number | null;
}): readonly string[] {
  const several = (number: number, one: string): string =>
    `${number.toLocaleString('en-GB')} ${number === 1 ? one : `${one}s`}`;
  const minutes = Math.round(count / wordsInMinute);
  return [
    several(count, 'word'),
    ...(characters === null ? [] : [several(characters, 'character')]),
    ...(minutes >= 1 ? [`${minutes.toLocaleString('en-GB')} min read`] : []),
  ];
}
