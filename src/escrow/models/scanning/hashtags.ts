import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../../../vault/index.ts';

/** A number sign, and letters, marks, digits or low lines of any script after it. */
const hashtag = /#[\p{L}\p{M}\p{N}_]+/gu;

/**
 * The hashtags of a text in the form in which lists have them, each once: NFKC (UAX #15) of the whole text first, so that wide
 * and circled letters and number signs count as plain ones; then the case of each tag is folded.
 */
export function hashtagsIn(text: string): readonly string[] {
  const found = text.normalize('NFKC').match(hashtag) ?? [];
  return [...new Set(found.map(foldTag))];
}

/**
 * One tag, folded: NFKC, then small letters, capitals and small letters again, then NFKC. The way through capitals makes `ß`,
 * `ẞ` and `ss` one, as full case folding does; letters that only look alike stay apart.
 */
export function foldTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}

/** An entry of a list that is not blinded: SHA-256 of the folded tag in UTF-8, its number sign included; 64 hex digits. */
export function hashOfTag(tag: string): string {
  return toHex(sha256(utf8(foldTag(tag))));
}

/** Latin letters, and Cyrillic ones that look the same (UTS #39). */
const lookalikes: Readonly<Record<string, string>> = {
  a: '\u0430',
  c: '\u0441',
  e: '\u0435',
  i: '\u0456',
  j: '\u0458',
  o: '\u043e',
  p: '\u0440',
  s: '\u0455',
  x: '\u0445',
  y: '\u0443',
};

/** The tag with its first letter that has a lookalike replaced by it; null if it has none. It looks the same to people. */
export function lookalikeOf(tag: string): string | null {
  const changed = tag.replace(/[aceijopsxy]/, (letter) => lookalikes[letter] ?? letter);
  return changed === tag ? null : changed;
}
