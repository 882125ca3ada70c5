import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NoteId, NoteSummary } from '../src/contract/words.ts';
import { startEngine, type Engine } from '../src/engine/index.ts';
import { fromHex } from '../src/vault/index.ts';
import { listOf, mustBeSound, passphrase, resources, untilFound, withPair, type Pair } from './pair.ts';
import { Peer } from './peer.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';
import { percentile, timeOf } from './timing.ts';

const saveCount = 500;
/** Saves that are not counted. */
const warmUp = 100;

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
    const [ours, peer, floor] = [times.ours, times.peer, times.floor].map((side) =>
      percentile(side, percent),
    );
    const what = `Durable save through the engine, ${noteCount} notes, p${percent}`;
    return [
      { what, ours: ours ?? NaN, peer: peer ?? NaN, goal: { ratio: 0.5 } },
      {
        what: `${what} (peer: the same bytes and fdatasync)`,
        ours: ours ?? NaN,
        peer: floor ?? NaN,
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
  for (const [index, text] of makeSearchCorpus(saveCount + warmUp, 2).notes.entries()) {
    const note = notes.get(ids[(index * 7_919) % ids.length] ?? mustBeSound());
    if (!note) throw new Error('There are no notes');
    const { id, revision } = note;
    let saved = note;
    const ours = await timeOf(async () => {
      saved = await engine.saveNote({ id, revision, ...text });
    });
    notes.set(id, saved);
    const row = { ...text, id: fromHex(id), snippet: saved.snippet ?? '', updatedAt: saved.updatedAt };
    const theirs = await timeOf(() => peer.save(row));
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
