/** What is searched of a note. */
export interface SearchedNote {
  readonly title: string;
  readonly tags: readonly string[];
  readonly body: string;
}

/** The words of a query, folded. */
export function wordsOf(query: string): readonly string[] {
  return fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Whether every word occurs somewhere in the note. `words` come from `wordsOf`. */
export function isMatch({ title, tags, body }: SearchedNote, words: readonly string[]): boolean {
  const text = fold([title, ...tags, body].join('\n'));
  return words.every((word) => text.includes(word));
}

/**
 * Letters without case and accents. The marks of Japanese kana stay, because there they make another syllable; vowel
 * signs stay, because they belong to a script of their own.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Script=Inherited}--[\u3099\u309a]]/gv, '')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ');
}
