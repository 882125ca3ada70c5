import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine, type Engine } from '../src/engine/index.ts';
import { makeCorpus } from './corpus.ts';
import type { Result } from './results.ts';
import { percentile, timeOf } from './timing.ts';

const noteCount = 10_000;
const rounds = 3;
const passphrase = 'a passphrase for measuring';
const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

/** What is done to an open vault of 10,000 notes, in a folder for backups. */
type Work = (engine: Engine, folder: string) => Promise<unknown>;

/** Opens every record. */
export function benchVerify(): Promise<readonly Result[]> {
  return benchWork('Opening every record', 3000, async (engine) => {
    const { checked, problems } = await engine.verify();
    if (checked !== 2 * noteCount || problems.length > 0) throw new Error('The vault is not whole');
  });
}

/** Seals every record under a new key, opens each of them, and changes the file. */
export function benchRotate(): Promise<readonly Result[]> {
  return benchWork('Changing the key', 5000, (engine) => engine.rotate({ passphrase, recovery: true }));
}

/** Copies the vault and opens every record of the copy. */
export function benchBackup(): Promise<readonly Result[]> {
  return benchWork('A backup, opened', 2000, (engine, folder) => engine.backup({ folder }));
}

async function benchWork(what: string, milliseconds: number, work: Work): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const engine = startEngine({ resources: fileURLToPath(new URL('../resources', import.meta.url)) });
  try {
    await engine.create({ path: join(folder, 'bench.latchkey'), passphrase, kdf });
    await Promise.all(makeCorpus(noteCount).map((note) => engine.createNote(note)));
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await timeOf(() => work(engine, folder)));
    const ours = percentile(times, 50);
    return [{ what: `${what}, ${noteCount} notes`, ours, peer: null, goal: { milliseconds } }];
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true });
  }
}
