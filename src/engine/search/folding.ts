/** The longest term that is kept, in UTF-16 code units of its folded form: what is longer is cut there. */
export const maxTermLength = 64;

/** Marks above and below letters where the letter is the same word without them, and what is not seen at all. */
const dropped =
  /[[[[\p{Mn}\p{Me}]&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]]--[\u3099\u309a]]\p{Default_Ignorable_Code_Point}\u0640]/gv;
const separate = /[^\p{L}\p{N}\p{M}]/gu;
const voicedKana = /[\u3040-\u30ff][\u3099\u309a]/gu;
const plain = /^[0-9a-z]*$/;

/**
 * A word as it is compared: without the marks of its letters, without case, wide and narrow forms alike (Unicode NFKD), ß as ss.
 * Folding it again changes nothing. Hangul comes out as its letters, so that a syllable that is still being typed is a prefix.
 */
export function foldWord(word: string): string {
  if (plain.test(word)) return word;
  return word
    .normalize('NFKD')
    .replace(dropped, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(separate, '')
    .replace(voicedKana, (pair) => pair.normalize('NFC'));
}
