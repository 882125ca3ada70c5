/**
 * Opens one vault or one peer in a thread that has done nothing yet, as the engine's is at each unlock, and tells how long the list
 * took. Times are in milliseconds: ours from the moment at which the passphrase's key is known, the peer's from opening its file.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { ListPart } from '../src/contract/library.ts';
import { deriveKey } from '../src/engine/kdf.ts';
import { warmingUp } from '../src/engine/opening-calls.ts';
import { openStore } from '../src/engine/sqlite-store.ts';
import { defaultKdf, toHex, unlockVault } from '../src/vault/index.ts';
import { cheapKdf, passphrase } from './pair.ts';
import { Peer } from './peer.ts';

export interface ListTimes {
  readonly first: number;
  readonly all: number;
  /** The beginning of the list and its end, to be compared: id and title of each, and the first snippets. */
  readonly ends: readonly string[];
  readonly count: number;
}

interface Row {
  readonly id: string;
  readonly title: string;
  /** Of the first rows. */
  readonly snippet: string | null;
}

async function ours(path: string): Promise<ListTimes> {
  const store = openStore(path);
  let known = 0;
  const credential = {
    kind: 'passphrase',
    passphrase,
    deriveKey: async (secret: Uint8Array, salt: Uint8Array) => {
      // What opening a vault of one's own costs, whatever this one was made with: there is time to get ready meanwhile.
      (await deriveKey(secret, salt, defaultKdf)).fill(0);
      const key = await deriveKey(secret, salt, cheapKdf);
      known = performance.now();
      return key;
    },
  } as const;
  const vault = await unlockVault(store, warmingUp(credential, store));
  const catalogue = vault.catalogue();
  if (!catalogue.isReady) throw new Error('The list is not in the cache');
  const rows: Row[] = [];
  let first = 0;
  for (let from: number | null = null; ;) {
    const part = partOf(catalogue.part(from));
    for (const entry of part.entries) if (entry.state === 'readable') rows.push(entry);
    if (from === null) first = performance.now() - known;
    from = part.next;
    if (from === null) break;
  }
  const all = performance.now() - known;
  vault.lock();
  return { first, all, ...endsOf(rows) };
}

function partOf(work: Generator<void, ListPart>): ListPart {
  const step = work.next();
  if (!step.done) throw new Error('A pack is missing');
  return step.value;
}

function peers(path: string): ListTimes {
  const begun = performance.now();
  const peer = new Peer(path);
  const firsts = peer.listFirst();
  const first = performance.now() - begun;
  const listed = [...firsts, ...peer.list().slice(firsts.length)];
  const all = performance.now() - begun;
  peer.close();
  const rows = listed.map(({ id, title, snippet }) => ({
    id: id instanceof Uint8Array ? toHex(id) : '',
    title: String(title),
    snippet: typeof snippet === 'string' ? snippet : null,
  }));
  return { first, all, ...endsOf(rows) };
}

function endsOf(rows: readonly Row[]): Pick<ListTimes, 'ends' | 'count'> {
  const whole = rows.slice(0, 100).map(({ id, title, snippet }) => `${id} ${title} ${snippet ?? ''}`);
  const ends = [...rows.slice(100, 300), ...rows.slice(-300)].map(({ id, title }) => `${id} ${title}`);
  return { ends: [...whole, ...ends], count: rows.length };
}

const { side, path } = workerData as { readonly side: 'ours' | 'peer'; readonly path: string };
parentPort?.postMessage(side === 'ours' ? await ours(path) : peers(path));
