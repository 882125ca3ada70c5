import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { SearchAnswer } from '../src/contract/finding.ts';
import type { ListPart } from '../src/contract/library.ts';
import type { NoteListEntry } from '../src/contract/words.ts';
import { startEngine, type Engine } from '../src/engine/index.ts';
import { createSession } from '../src/engine/session.ts';
import { openStore } from '../src/engine/sqlite-store.ts';
import { fileURLToPath } from 'node:url';
import { fromHex, unlockVault } from '../src/vault/index.ts';
import { deriveKey } from '../src/engine/kdf.ts';
import { Peer } from './peer.ts';
import { makeSearchCorpus } from './search-corpus.ts';

export const passphrase = 'a passphrase for measuring';
/** As cheap as a vault of one's own can be: what the engine does while a key is derived, it does here as well. */
export const cheapKdf = { memoryKiB: 64 * 1024, passes: 1, lanes: 1 };
export const resources = fileURLToPath(new URL('../resources', import.meta.url));

/** Notes in one write. */
const batch = 200;
/** How long is waited for the index, in milliseconds: it is left in the cache when nothing was written for 15 seconds. */
const firstPatience = 20_000;
const mostPatience = 200_000;
/** Milliseconds since 1970 of the oldest change. */
const longAgo = Date.UTC(2020, 0, 1);
const minute = 60_000;

/** A vault and a peer with the same notes in them, both closed. */
export interface Pair {
  readonly vault: string;
  readonly peer: string;
  readonly noteCount: number;
}

/** Runs `measure` with a pair of files in a folder that goes afterwards. */
export async function withPair<T>(noteCount: number, measure: (pair: Pair) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const pair = { vault: join(folder, 'notes.latchkey'), peer: join(folder, 'peer.db'), noteCount };
    await fill(pair);
    return await measure(pair);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill({ vault: path, peer: peerPath, noteCount }: Pair): Promise<void> {
  const session = createSession({ resources, onProblems: mustBeSound });
  await session.create({ path, passphrase, kdf: cheapKdf });
  await session.lock();
  const vault = await unlockVault(openStore(path), { kind: 'passphrase', passphrase, deriveKey });
  const catalogue = vault.catalogue();
  const peer = new Peer(peerPath);
  const { notes } = makeSearchCorpus(noteCount);
  for (let from = 0; from < noteCount; from += batch) {
    const some = notes.slice(from, from + batch).map((note, index) => ({
      ...note,
      updatedAt: longAgo + minute * scattered(from + index, noteCount),
    }));
    const summaries = vault.createMany(some);
    peer.insert(
      summaries.map(({ id, title, snippet, updatedAt }, index) => {
        return { id: fromHex(id), title, snippet: snippet ?? '', updatedAt, body: some[index]?.body ?? '' };
      }),
    );
  }
  const store = catalogue.store();
  while (!store.next().done);
  vault.lock();
  peer.close();
}

/** Each number below `count` once, in an order that is none. `count` must not be a multiple of the prime. */
function scattered(index: number, count: number): number {
  return (index * 7_919) % count;
}

export function mustBeSound(): never {
  throw new Error('The vault is not sound');
}

/** Opens a vault for as long as it takes until its index lies in the cache. Answers how many notes have a word. */
export async function leaveIndex({ vault: path }: Pair, word: string): Promise<number> {
  const engine = startEngine({ resources });
  try {
    for (let patience = firstPatience; patience < mostPatience; patience *= 2) {
      await engine.unlock({ path, passphrase });
      const { total } = await untilFound(engine, word);
      await setTimeout(patience);
      await engine.lock();
      if (hasIndex(path)) return total;
    }
    throw new Error('The index was not left in the cache');
  } finally {
    await engine.stop();
  }
}

function hasIndex(path: string): boolean {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare("SELECT 1 FROM cache WHERE name = 'search'").get() !== undefined;
  } finally {
    database.close();
  }
}

/** The whole list, part by part. */
export async function listOf(engine: Pick<Engine, 'listPart'>): Promise<NoteListEntry[]> {
  const entries: NoteListEntry[] = [];
  for (let from: number | null = null; ;) {
    const part: ListPart = await engine.listPart({ from });
    entries.push(...part.entries);
    from = part.next;
    if (from === null) return entries;
  }
}

/** What a search for one word finds once every note can be found. */
export async function untilFound(engine: Pick<Engine, 'searchNotes'>, word: string): Promise<SearchAnswer> {
  for (;;) {
    const answer = await engine.searchNotes({ query: `"${word}"`, place: 'notes' });
    if (answer.isComplete) return answer;
    await setTimeout(20);
  }
}
