import type { NoteSummary } from '../contract/words.ts';
import { wipe } from './bytes.ts';
import { maxPartLength } from './cache.ts';
import { packSummaries } from './summary-pack.ts';

/** Notes in a pack: few in the first, which is waited for. */
const firstPack = 128;
const otherPacks = 1_024;

/** Packs that are written at once: about 400 KB. */
const packsAtOnce = 4;

/**
 * A whole list as packs, a few at a time, which are zeroed after use. Only the first has snippets: they would be three quarters of
 * all the others.
 */
export function batchesOf(notes: readonly NoteSummary[]): Generator<readonly Uint8Array[], void> {
  return inBatches(packsOf(notes));
}

function* packsOf(notes: readonly NoteSummary[]): Generator<Uint8Array, void> {
  for (let from = 0; from < notes.length;) {
    const to = from + (from === 0 ? firstPack : otherPacks);
    const some = notes.slice(from, to);
    yield* fitting(from === 0 ? some : some.map(bare));
    from = to;
  }
}

function bare(note: NoteSummary): NoteSummary {
  return { ...note, snippet: null };
}

/** Titles and tags may be long. */
function* fitting(notes: readonly NoteSummary[]): Generator<Uint8Array, void> {
  const pack = packSummaries(notes);
  if (pack.length <= maxPartLength) {
    yield pack;
    return;
  }
  const half = Math.ceil(notes.length / 2);
  yield* fitting(notes.slice(0, half));
  yield* fitting(notes.slice(half));
}

function* inBatches(packs: Iterable<Uint8Array>): Generator<readonly Uint8Array[], void> {
  let some: Uint8Array[] = [];
  for (const pack of packs) {
    if (some.push(pack) < packsAtOnce) continue;
    yield some;
    wipe(...some);
    some = [];
  }
  if (some.length > 0) yield some;
  wipe(...some);
}
