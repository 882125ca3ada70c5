import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NoteSummary } from '../src/contract/words.ts';
import { startEngine, type Engine } from '../src/engine/index.ts';
import { deriveKey } from '../src/engine/kdf.ts';
import { openStore } from '../src/engine/sqlite-store.ts';
import { unlockVault } from '../src/vault/index.ts';
import { makeCorpus } from './corpus.ts';
import type { Result } from './results.ts';
import { percentile, timeOf } from './timing.ts';

const noteCount = 1000;
const saveCount = 500;
const listRounds = 9;
const passphrase = 'a passphrase for measuring';
const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

/** A vault of 1,000 notes: from the key to the list, and a save that is on the disk. No peer stands beside these yet. */
export async function benchVault(): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const path = join(folder, 'bench.latchkey');
  const engine = startEngine({ resources: fileURLToPath(new URL('../resources', import.meta.url)) });
  try {
    await engine.create({ path, passphrase, kdf });
    const notes: NoteSummary[] = [];
    for (const note of makeCorpus(noteCount)) notes.push(await engine.createNote(note));
    const saves = await timeSaves(engine, notes);
    await engine.stop();
    return [await timeToList(path), ...saves];
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true });
  }
}

async function timeToList(path: string): Promise<Result> {
  const times: number[] = [];
  for (let round = 0; round < listRounds; round++) {
    let keyKnown = 0;
    const store = openStore(path);
    const vault = await unlockVault(store, {
      kind: 'passphrase',
      passphrase,
      deriveKey: async (...input) => {
        const key = await deriveKey(...input);
        keyKnown = performance.now();
        return key;
      },
    });
    if (vault.list().length !== noteCount) throw new Error('The list is not whole');
    times.push(performance.now() - keyKnown);
    vault.lock();
  }
  return result(`Key known to the full list, ${noteCount} notes`, percentile(times, 50));
}

async function timeSaves(engine: Engine, notes: readonly NoteSummary[]): Promise<readonly Result[]> {
  const texts = makeCorpus(saveCount, 2);
  const times: number[] = [];
  for (const [index, text] of texts.entries()) {
    const note = notes[(index * 7) % notes.length];
    if (!note) throw new Error('There are no notes');
    const { id, revision } = note;
    times.push(await timeOf(() => engine.saveNote({ id, revision, ...text })));
  }
  return [50, 95].map((percent) =>
    result(`Durable save through the engine, ${noteCount} notes, p${percent}`, percentile(times, percent)),
  );
}

function result(what: string, ours: number): Result {
  return { what, ours, peer: null, goal: null };
}
