import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { NoteId, NoteSummary } from '../src/contract/words.ts';
import { startEngine, type Engine } from '../src/engine/index.ts';
import { fromHex } from '../src/vault/index.ts';
import { listOf, mustBeSound, passphrase, resources, untilFound, withPair, type Pair } from './pair.ts';
import { Peer } from './peer.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';
import { percentile, summed, timeOf } from './timing.ts';

const saveCount = 500;
/** Saves that are not counted. */
const warmUp = 100;
/** Between two saves, in milliseconds: what goes on after one is not to fall on the next. */
const rest = 8;

interface Times {
  readonly ours: number[];
  readonly peer: number[];
  /** The same bytes, at the end of a file, on the disk. */
  readonly floor: number[];
}

/** A note saved so that it is on the disk, through the engine's thread; the peer's in this one. */
export async function benchSave({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  const times = await withPair(noteCount, inTurns);
  return [50, 95].flatMap((percent) => {
    const what = `Durable save through the engine, ${noteCount} notes, p${percent}`;
    const beside = (peer: readonly number[]) => {
      const { quiet } = summed({ ours: times.ours, peer });
      const sides = { ours: percentile(times.ours, percent), peer: percentile(peer, percent) };
      return percent === 50 ? { ...sides, quiet } : sides;
    };
    return [
      { what, ...beside(times.peer), goal: { ratio: 0.5 } },
      {
        what: `${what} (peer: the same bytes and fdatasync)`,
        ...beside(times.floor),
        goal: { ratio: 1.25 },
      },
    ];
  });
}

async function inTurns(pair: Pair): Promise<Times> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const engine = startEngine({ resources });
  const peer = new Peer(pair.peer);
  const file = openSync(join(folder, 'floor'), 'a');
  try {
    await engine.unlock({ path: pair.vault, passphrase });
    // What goes on in the background after an unlock is over then.
    await untilFound(engine, 'background');
    await engine.verify();
    const times = await timeSaves(engine, peer, (bytes) => {
      writeSync(file, bytes);
      fdatasyncSync(file);
    });
    await engine.lock();
    return times;
  } finally {
    await engine.stop();
    peer.close();
    closeSync(file);
    await rm(folder, { recursive: true });
  }
}

async function timeSaves(engine: Engine, peer: Peer, floor: (bytes: Uint8Array) => void): Promise<Times> {
  const notes = new Map<NoteId, NoteSummary>();
  for (const entry of await listOf(engine)) if (entry.state === 'readable') notes.set(entry.id, entry);
  const ids = [...notes.keys()];
  const times: Times = { ours: [], peer: [], floor: [] };
  for (const [index, { title: words }] of makeSearchCorpus(saveCount + warmUp, 2).notes.entries()) {
    const note = notes.get(ids[(index * 7_919) % ids.length] ?? mustBeSound());
    if (!note) throw new Error('There are no notes');
    const { id, revision, title } = note;
    const text = { title, body: withWords(String(peer.bodyOf(fromHex(id))), words) };
    let saved = note;
    const ours = await timeOf(async () => {
      saved = await engine.saveNote({ id, revision, ...text });
    });
    notes.set(id, saved);
    await setTimeout(rest);
    const row = { ...text, id: fromHex(id), snippet: saved.snippet ?? '', updatedAt: saved.updatedAt };
    const theirs = await timeOf(() => peer.save(row));
    await setTimeout(rest);
    // A summary, a text and a state.
    const bytes = new Uint8Array(text.body.length + 1_000);
    const least = await timeOf(() => floor(bytes));
    if (index < warmUp) continue;
    times.ours.push(ours);
    times.peer.push(theirs);
    times.floor.push(least);
    if ((await engine.openNote({ id })).body !== peer.bodyOf(row.id)) throw new Error('The two texts differ');
  }
  return times;
}

/** The text with a few words more in its middle. */
function withWords(text: string, words: string): string {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)} ${words} ${text.slice(middle)}`;
}
