/**
 * A process that opens one vault or one peer, reads the whole list and looks for a word, and tells how much memory it has then, in
 * bytes. `node --expose-gc memory-child.ts ours|peer PATH WORD`.
 */
import { createSession } from '../src/engine/session.ts';
import { listOf, mustBeSound, passphrase, resources, untilFound } from './pair.ts';
import { Peer } from './peer.ts';

const [side, path = '', word = ''] = process.argv.slice(2);

async function ours(): Promise<number> {
  const session = createSession({ resources, onProblems: mustBeSound, preparesSearch: true });
  await session.unlock({ path, passphrase });
  let listed = (await listOf(session)).length;
  const { total } = await untilFound(session, word);
  listed = total === 0 ? 0 : listed;
  return report(listed);
}

function peers(): number {
  const peer = new Peer(path);
  const listed = peer.list().length;
  return report(peer.count(word) === 0 ? 0 : listed);
}

function report(listed: number): number {
  if (listed === 0) throw new Error('Nothing was found');
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

console.log(side === 'ours' ? await ours() : peers());
process.exit();
