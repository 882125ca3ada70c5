// Han, Hiragana and Katakana are written without spaces: there each character counts, as word processors do. A pattern without bounds
// runs out of its stack in a word of some million letters.
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]{1,4096}(?:['’.-][\p{L}\p{N}\p{M}]{1,4096}){0,255}/gu;

/** How many words a text has. */
export function wordCountOf(text: string): number {
  let count = 0;
  words.lastIndex = 0;
  while (words.test(text)) count += 1;
  return count;
}
