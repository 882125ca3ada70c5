import { diffArrays, diffWordsWithSpace } from 'diff';

/** A run of text that both have, or only one of them. */
export interface Piece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A part of the comparison, whole lines long: each ends in a line break. */
export type Block =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  | { readonly kind: 'changed'; readonly pieces: readonly Piece[] };

/** Milliseconds that comparing lines may take, all comparing of words together, and that of one change. */
const patience = { lines: 250, words: 150, change: 50 } as const;
/** UTF-16 code units of changed lines that are still compared word by word. */
const longestCompared = 20_000;

/** Lines that both have, or what stands in one place of each. */
type Part = { readonly lines: readonly string[] } | { readonly removed: string; readonly added: string };

/**
 * What has to be done to `before` to make it `after`: lines first (E. W. Myers, “An O(ND) Difference Algorithm and Its
 * Variations”, 1986), then words within the lines that differ. Both texts can be put together again from the blocks, with a
 * line break after the last line. Where comparing would take too long, more is called changed than need be, and never less.
 */
export function compareTexts(before: string, after: string): readonly Block[] {
  const parts = partsOf(before, after);
  const wordsUntil = Date.now() + patience.words;
  return parts.map((part): Block => {
    if ('lines' in part) return { kind: 'same', lines: part.lines };
    return { kind: 'changed', pieces: piecesOf(part, wordsUntil - Date.now()) };
  });
}

function partsOf(before: string, after: string): readonly Part[] {
  const changes = diffArrays(linesOf(before), linesOf(after), { timeout: patience.lines });
  if (changes === undefined) return [{ removed: `${before}\n`, added: `${after}\n` }];
  const parts: Part[] = [];
  for (const { value, removed, added } of changes) {
    const last = parts.at(-1);
    if (!removed && !added) parts.push({ lines: value });
    else if (removed) parts.push({ removed: value.join(''), added: '' });
    else if (last !== undefined && 'removed' in last)
      parts.splice(-1, 1, { removed: last.removed, added: value.join('') });
    else parts.push({ removed: '', added: value.join('') });
  }
  return parts;
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => `${line}\n`);
}

function piecesOf(
  { removed, added }: { readonly removed: string; readonly added: string },
  timeLeft: number,
): readonly Piece[] {
  const isWorthIt = removed !== '' && added !== '' && removed.length + added.length <= longestCompared;
  const changes =
    isWorthIt && timeLeft > 0
      ? diffWordsWithSpace(removed, added, { timeout: Math.min(timeLeft, patience.change) })
      : undefined;
  if (changes !== undefined) {
    return changes.map((change) => ({ kind: kindOf(change), text: change.value }));
  }
  const whole: readonly Piece[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ];
  return whole.filter(({ text }) => text !== '');
}

function kindOf(change: { readonly added: boolean; readonly removed: boolean }): Piece['kind'] {
  if (change.added) return 'added';
  return change.removed ? 'removed' : 'same';
}

/** How many words were added and removed. */
export function sizeOf(blocks: readonly Block[]): { readonly added: number; readonly removed: number } {
  const size = { added: 0, removed: 0 };
  for (const block of blocks) {
    if (block.kind === 'same') continue;
    for (const { kind, text } of block.pieces) if (kind !== 'same') size[kind] += wordsIn(text);
  }
  return size;
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0;
}
