import { createHash } from 'node:crypto';
import { foldWord } from './folding.ts';
import { Kind } from './segment.ts';

/** The longest term that is no word, in UTF-16 code units: of a longer one the beginning and a hash of the whole are kept. */
const maxSpecialLength = 200;

/** A term that is no word. */
export function canonicalTerm(kind: string, text: string): string {
  if (text.length <= maxSpecialLength) return kind + text;
  const hash = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex');
  return `${kind}${text.slice(0, maxSpecialLength)}\u0000${hash.slice(0, 32)}`;
}

/** Tags and notebooks are looked for whatever their case and their accents. */
export function foldName(name: string): string {
  return name
    .split('/')
    .map(
      (part) =>
        part
          .trim()
          .split(/[^\p{L}\p{N}\p{M}]+/u)
          .map(foldWord)
          .filter((word) => word !== '')
          .join(' ') || part.trim(),
    )
    .join('/');
}

export function tagTerm(tag: string): string {
  return canonicalTerm(Kind.tag, foldName(tag));
}

export function notebookTerm(path: string): string {
  return canonicalTerm(Kind.notebook, foldName(path));
}
