import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../src/engine/index.ts';
import { cheapKdf, listOf, passphrase, resources, untilFound } from './pair.ts';
import { Peer } from './peer.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';
import { summed, timeOf } from './timing.ts';

const rounds = 3;
/** Files in one folder. */
const perFolder = 1_000;
/** Notes that the peer writes in one transaction. */
const batch = 200;

/** A folder of Markdown files, until every note is on the disk and can be found. */
export async function benchImport({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  const { notes, words } = makeSearchCorpus(noteCount);
  const word = words[100] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const files = join(folder, 'files');
    await writeFiles(files, notes);
    const isLarge = noteCount > 10_000;
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let round = 0; round < (isLarge ? 1 : rounds); round++) {
      const { ours, peer } = await importOnce(files, { noteCount, word });
      times.ours.push(ours);
      times.peer.push(peer);
    }
    const goal = { ratio: isLarge ? 0.5 : 0.7, milliseconds: isLarge ? 30_000 : 3_000 };
    return [{ what: `Import until all can be found, ${noteCount} notes`, goal, ...summed(times) }];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Into a new vault, and into a new peer. */
async function importOnce(
  files: string,
  { noteCount, word }: { readonly noteCount: number; readonly word: string },
): Promise<{ readonly ours: number; readonly peer: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const engine = startEngine({ resources });
  const peer = new Peer(join(folder, 'peer.db'));
  try {
    await engine.create({ path: join(folder, 'notes.latchkey'), passphrase, kdf: cheapKdf });
    let found = 0;
    const ours = await timeOf(async () => {
      await engine.importNotes({ path: files });
      found = (await untilFound(engine, word)).total;
    });
    if ((await listOf(engine)).length !== noteCount) throw new Error('Not every note was imported');
    await engine.lock();
    const theirs = await timeOf(() => importInto(peer, files));
    if (found !== peer.count(word)) throw new Error('The two hold different notes');
    return { ours, peer: theirs };
  } finally {
    await engine.stop();
    peer.close();
    await rm(folder, { recursive: true });
  }
}

async function writeFiles(
  folder: string,
  notes: readonly { readonly title: string; readonly body: string }[],
) {
  for (const [index, { body }] of notes.entries()) {
    const inside = join(folder, String(Math.floor(index / perFolder)));
    if (index % perFolder === 0) await mkdir(inside, { recursive: true });
    await writeFile(join(inside, `Note ${index}.md`), body);
  }
}

async function importInto(peer: Peer, folder: string): Promise<void> {
  let waiting: Parameters<Peer['insert']>[0][number][] = [];
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.md')) continue;
    const body = await readFile(join(folder, file), 'utf8');
    const id = crypto.getRandomValues(new Uint8Array(16));
    waiting.push({ id, title: file, snippet: body.slice(0, 200), body, updatedAt: Date.now() });
    if (waiting.length < batch) continue;
    peer.insert(waiting);
    waiting = [];
  }
  peer.insert(waiting);
}
