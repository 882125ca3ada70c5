/** Run by itself: tells its parent how many bytes a process takes that has an index of notes and has searched in it. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { planOf } from '../src/engine/search/plan.ts';
import { parseQuery } from '../src/engine/search/query.ts';
import { IndexUpkeep } from '../src/engine/search/upkeep.ts';
import { open, ready } from './search.ts';

const [, , side = '', path = ''] = process.argv;

/** What is left of it must stay until it was measured. */
const kept = side === 'ours' ? await ours() : peer();
for (let round = 0; round < 2; round++) {
  globalThis.gc?.();
  // Buffers are given back in the background.
  await setTimeout(200);
}
process.send?.(process.memoryUsage().rss, () => {
  kept();
  process.exit(0);
});

async function ours(): Promise<() => void> {
  const vault = await open(path);
  const upkeep = new IndexUpkeep(vault);
  await ready(upkeep);
  // The peer's index has phrases from the start.
  await upkeep.caughtUp(60_000, { withPhrases: true });
  upkeep.index.find(planOf(parseQuery('ba', 0), 'notes'));
  return () => {
    upkeep.drop();
    vault.lock();
  };
}

function peer(): () => void {
  const database = new DatabaseSync(':memory:');
  database.exec(`
    ATTACH '${path}' AS file;
    CREATE VIRTUAL TABLE found USING fts5 (title, body, content = '', tokenize = 'unicode61');
    INSERT INTO found (rowid, title, body) SELECT row, title, body FROM file.body;
    INSERT INTO found (found) VALUES ('optimize');
  `);
  database.prepare("SELECT rowid FROM found WHERE found MATCH 'ba*' ORDER BY rank LIMIT 50").all();
  return () => database.close();
}
