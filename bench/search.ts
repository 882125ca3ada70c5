import { fork } from 'node:child_process';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { KeptIndex } from '../src/engine/search/kept-index.ts';
import { NoteSearch } from '../src/engine/search/note-search.ts';
import { planOf } from '../src/engine/search/plan.ts';
import { parseQuery } from '../src/engine/search/query.ts';
import type { NoteIndex } from '../src/engine/search/note-index.ts';
import { IndexUpkeep } from '../src/engine/search/upkeep.ts';
import { openStore } from '../src/engine/sqlite-store.ts';
import { deriveKey } from '../src/engine/kdf.ts';
import { randomFrom } from '../src/engine/fixtures/random.ts';
import { unlockVault, type Vault } from '../src/vault/index.ts';
import { passphrase, withPair, type Pair } from './pair.ts';
import { Peer } from './peer.ts';
import type { Goal, Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';
import { percentile, timeOf } from './timing.ts';

const queryCount = 200;
/** Not counted: the first ones warm up. */
const warmUp = 40;
/** How often each question is asked. */
const rounds = 5;
/** The same of a large vault, where the peer takes long. */
const roundsOfLarge = 3;

/** The same question to both. */
interface Question {
  readonly ours: string;
  readonly peer: string;
}

/** Searching, beside SQLite's full-text index on the same notes, whose counts must be the same. */
export async function benchSearch({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  return withPair(noteCount, async (pair) => {
    const isLarge = noteCount > 10_000;
    const built = await build(pair);
    const sealed = sealedSize(pair.vault);
    const vault = await open(pair.vault);
    const { upkeep, ready: readyAfter, phrases } = await timeReading(vault);
    const peer = new Peer(pair.peer);
    peer.database.exec('PRAGMA cache_size = -1000000');
    const name = (what: string) => `${what}, ${noteCount} notes`;
    const rebuilt = await timesOf(() => {
      peer.database.exec("INSERT INTO found (found) VALUES ('rebuild')");
    });
    const results: Result[] = [
      { what: name('Index built from the notes'), ours: built.wall, peer: rebuilt.wall, goal: null },
      { what: name('Index built from the notes, CPU'), ours: built.cpu, peer: rebuilt.cpu, goal: null },
      { what: name('Index sealed'), ours: sealed / 1e6, peer: indexSize(peer), goal: null, unit: 'MB' },
      {
        what: name('Key known to search-ready, CPU'),
        ours: readyAfter.cpu,
        peer: null,
        goal: { milliseconds: isLarge ? 500 : 100 },
      },
      { what: name('Key known to search-ready'), ours: readyAfter.wall, peer: null, goal: null },
      { what: name('Key known to phrases, CPU'), ours: phrases.cpu, peer: null, goal: null },
      ...(await timeQueries(upkeep.index, peer, noteCount)),
      ...(await timeRows(vault, peer, noteCount)),
    ];
    upkeep.drop();
    vault.lock();
    peer.close();
    const [ours, theirs] = [await memoryOf('ours', pair.vault), await memoryOf('peer', pair.peer)];
    return [
      ...results,
      {
        what: name('Memory with the index'),
        ours,
        peer: theirs,
        goal: { ratio: isLarge ? 0.5 : 1 },
        unit: 'MB',
      },
    ];
  });
}

export function open(path: string): Promise<Vault> {
  return unlockVault(openStore(path), { kind: 'passphrase', passphrase, deriveKey });
}

/** Waits for the whole index. */
export async function ready(upkeep: IndexUpkeep): Promise<void> {
  while (!upkeep.isComplete) await upkeep.caughtUp(1_000);
}

/** What some work takes, in milliseconds: by the clock, and of this thread. */
interface Times {
  readonly wall: number;
  readonly cpu: number;
}

async function timesOf(work: () => unknown): Promise<Times> {
  const before = process.threadCpuUsage();
  const wall = await timeOf(work);
  const { user, system } = process.threadCpuUsage();
  return { wall, cpu: (user + system - before.user - before.system) / 1_000 };
}

/** Reads the index three times, and gives the last one with what the quickest took. */
async function timeReading(vault: Vault) {
  let [readyAfter, phrases] = [forever, forever];
  for (let round = 1; ; round++) {
    const upkeep = new IndexUpkeep(vault);
    const first = await timesOf(() => ready(upkeep));
    const rest = await timesOf(() => upkeep.caughtUp(60_000, { withPhrases: true }));
    readyAfter = lesser(readyAfter, first);
    phrases = lesser(phrases, { wall: first.wall + rest.wall, cpu: first.cpu + rest.cpu });
    if (round === 3) return { upkeep, ready: readyAfter, phrases };
    upkeep.drop();
  }
}

const forever: Times = { wall: Infinity, cpu: Infinity };

function lesser(one: Times, other: Times): Times {
  return { wall: Math.min(one.wall, other.wall), cpu: Math.min(one.cpu, other.cpu) };
}

/** Builds the index of a vault and leaves it there: how long the first takes. */
async function build({ vault: path }: Pair): Promise<Times> {
  const vault = await open(path);
  const upkeep = new IndexUpkeep(vault);
  const time = await timesOf(() => ready(upkeep));
  const writing = new KeptIndex(vault.shelf('search')).write(upkeep.index.segments, () => true);
  for (let step = writing.next(); ; step = writing.next()) {
    if (!step.done) continue;
    if (!step.value) throw new Error('The index could not be left in the vault');
    break;
  }
  upkeep.drop();
  vault.lock();
  return time;
}

function sealedSize(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const sum = database
    .prepare("SELECT sum(length(sealed)) AS size FROM cache WHERE name LIKE 'search%'")
    .get();
  database.close();
  return Number(sum?.size);
}

function indexSize(peer: Peer): number {
  return Number(peer.database.prepare('SELECT sum(length(block)) AS size FROM found_data').get()?.size) / 1e6;
}

/** What people type: words as frequent as in the notes, beginnings of them, phrases, and mistakes. */
function questionsOf(
  noteCount: number,
): Readonly<Record<'word' | 'two' | 'prefix' | 'phrase' | 'typo', Question[]>> {
  const { notes, words } = makeSearchCorpus(noteCount);
  const random = randomFrom(11);
  const word = () => words[Math.floor(words.length ** random())] ?? 'ba';
  const rare = () => words[Math.floor(200 + random() * 20_000)] ?? 'ba';
  const many = (make: () => Question) => Array.from({ length: queryCount }, make);
  const same = (text: string) => ({ ours: text, peer: text });
  return {
    word: many(() => same(`"${word()}"`)),
    two: many(() => same(`"${word()}" "${word()}"`)),
    prefix: many(() => {
      const start = word().slice(0, 3);
      return { ours: start, peer: `${start}*` };
    }),
    phrase: many(() => {
      const text = (notes[Math.floor(random() * notes.length)]?.body ?? '').split(/\s+/).slice(1, -1);
      const at = Math.floor(random() * (text.length - 1));
      return same(`"${text[at] ?? 'ba'} ${text[at + 1] ?? 'ba'}"`);
    }),
    typo: many(() => {
      const right = rare().padEnd(5, 'qxz');
      return same(`${right.slice(0, 2)}q${right.slice(3)}`);
    }),
  };
}

async function timeQueries(index: NoteIndex, peer: Peer, noteCount: number): Promise<readonly Result[]> {
  const count = peer.database.prepare('SELECT count(*) AS hits FROM found WHERE found MATCH ?');
  const best = peer.database.prepare('SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT 50');
  const questions = questionsOf(noteCount);
  const results: Result[] = [];
  for (const [kind, list] of Object.entries(questions)) {
    if (kind !== 'typo') for (const question of list) mustAgree(index, count, question);
    const asked: Asked[] = [];
    for (const [number, question] of list.entries()) {
      const times = await askInTurns(
        noteCount,
        () => find(index, question.ours),
        () => best.all(question.peer),
      );
      if (number >= warmUp) asked.push(times);
    }
    for (const percent of [50, 95]) {
      results.push({
        what: `Search, ${names[kind] ?? kind}, ${noteCount} notes, p${percent}`,
        ...percentilesOf(asked, percent),
        goal: goalOf(kind, percent, noteCount > 10_000),
      });
    }
  }
  return results;
}

/** What one question takes each time it is asked, in milliseconds. */
interface Asked {
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/**
 * Each of the two several times in a row, since one that follows the other finds the processor's cache full of the other's data: the
 * first time costs both more than those after it.
 */
async function askInTurns(noteCount: number, ours: () => unknown, peer: () => unknown): Promise<Asked> {
  const times = { ours: [] as number[], peer: [] as number[] };
  const most = noteCount > 10_000 ? roundsOfLarge : rounds;
  for (let round = 0; round < most; round++) times.ours.push(await timeOf(ours));
  for (let round = 0; round < most; round++) times.peer.push(await timeOf(peer));
  return times;
}

/** Over the questions, of each its median; `quiet`: its least. */
function percentilesOf(asked: readonly Asked[], percent: number): Pick<Result, 'ours' | 'peer' | 'quiet'> {
  const over = (of: number) => ({
    ours: percentile(
      asked.map(({ ours }) => percentile(ours, of)),
      percent,
    ),
    peer: percentile(
      asked.map(({ peer }) => percentile(peer, of)),
      percent,
    ),
  });
  return { ...over(50), quiet: over(0) };
}

const names: Readonly<Record<string, string>> = {
  word: 'one word',
  two: 'two words',
  prefix: 'a beginning',
  phrase: 'a phrase',
  typo: 'a mistake',
};

function goalOf(kind: string, percent: number, isLarge: boolean): Goal | null {
  if (kind === 'phrase') return null;
  if (kind === 'typo') return percent === 95 ? { milliseconds: isLarge ? 10 : 3 } : null;
  if (isLarge) return { milliseconds: percent === 50 ? 0.6 : 1.5, ratio: 0.16 };
  return { milliseconds: percent === 50 ? 0.15 : 0.3 };
}

function find(index: NoteIndex, query: string) {
  return index.find(planOf(parseQuery(query, 0), 'notes'));
}

function mustAgree(index: NoteIndex, count: StatementSync, { ours, peer }: Question): void {
  const { total } = find(index, ours);
  const hits = count.get(peer)?.hits;
  if (total !== hits) throw new Error(`${ours}: ${total} notes here, and ${String(hits)} there`);
}

/** A whole answer: with the first twenty rows and their snippets. */
async function timeRows(vault: Vault, peer: Peer, noteCount: number): Promise<readonly Result[]> {
  const search = new NoteSearch(vault, Date.now);
  while (!(await search.search({ query: 'x', place: 'notes' })).isComplete);
  const rows = peer.database.prepare(
    "SELECT rowid, snippet(found, 1, '[', ']', '…', 24) FROM found WHERE found MATCH ? ORDER BY rank LIMIT 20",
  );
  const asked: Asked[] = [];
  for (const [number, { ours, peer: theirs }] of questionsOf(noteCount).two.entries()) {
    const times = await askInTurns(
      noteCount,
      () => search.search({ query: ours, place: 'notes' }),
      () => rows.all(theirs),
    );
    if (number >= warmUp) asked.push(times);
  }
  search.drop();
  return [
    {
      what: `Search with 20 snippets, ${noteCount} notes, p95`,
      ...percentilesOf(asked, 95),
      goal: { milliseconds: 2.5 },
    },
  ];
}

/** What a process takes that has the index and has searched in it, in 10^6 bytes. The peer has its index in memory, too. */
function memoryOf(side: 'ours' | 'peer', path: string): Promise<number> {
  const child = fork(new URL('./search-memory.ts', import.meta.url), [side, path], {
    execArgv: ['--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (bytes) => resolve(Number(bytes) / 1e6));
    child.once('exit', (code) => reject(new Error(`Measuring the memory ended with ${String(code)}`)));
  });
}
