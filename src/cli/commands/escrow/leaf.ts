import { setImmediate } from 'node:timers/promises';
import { forgeLeaf, meanOf, newReceiver, receiverCheck } from '../../../escrow/crypto/leaf.ts';
import { numberOf } from '../../choices.ts';
import { watching, type Context, type Outcome } from '../../context.ts';
import { paragraph, table } from './layout.ts';

export interface LeafOptions {
  readonly width?: string;
  readonly runs?: string;
}

/** What Clipper had, and as many runs as make a mean worth looking at. */
const presets = { width: '16', runs: '30' } as const;

/** Blocks that are tried before Ctrl-C is listened for: a tenth of a second or so. */
const slice = 20_000;

/** Forges LEAFs at random, each for a receiver of its own, and counts the tries. */
export async function leaf(context: Context, options: LeafOptions): Promise<Outcome> {
  const width = numberOf(options.width ?? presets.width, { least: 8, most: 24 }, '--width');
  const runs = numberOf(options.runs ?? presets.runs, { least: 1, most: 1000 }, '--runs');
  const { onProgress } = watching(context, 'Forged');
  const start = performance.now();
  const tries: number[] = [];
  while (tries.length < runs) {
    tries.push(await forge(width, context.signal));
    onProgress({ done: tries.length, total: runs });
  }
  const seconds = (performance.now() - start) / 1000;
  const [mean, expected] = [meanOf(tries), 2 ** width];
  const standardError = expected / Math.sqrt(runs);
  return {
    data: { width, runs, tries, mean, expected, standardError, seconds },
    text: table([
      ['checksum', `${width} bits`],
      ['forged', `${runs}`],
      ['mean tries', inWords(mean)],
      ['expected', `${inWords(expected)}, give or take ${inWords(standardError)} (one standard error)`],
      ['time', `${seconds.toFixed(2)} s, ${(seconds / runs).toFixed(3)} s for each`],
    ]),
    remark: paragraph(
      'A LEAF is the field that Clipper (1993) sent with every message, so that an agency could find the key. A forged one passes the receiver’s check, and what the agency finds in it is noise.',
    ),
  };
}

/** How many random blocks it took until a receiver took one for genuine. */
async function forge(width: number, signal: AbortSignal): Promise<number> {
  const accepts = receiverCheck(newReceiver(), width);
  for (let before = 0; ; before += slice) {
    await setImmediate();
    signal.throwIfAborted();
    const forgery = forgeLeaf(accepts, { budget: slice });
    if (forgery) return before + forgery.tries;
  }
}

function inWords(count: number): string {
  return Math.round(count).toLocaleString('en-GB');
}
