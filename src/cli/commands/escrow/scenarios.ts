import { scenarios } from '../../../escrow/scenarios/index.ts';
import { numberOf } from '../../choices.ts';
import type { Context, Outcome } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { withLab } from '../../lab-session.ts';
import { listOf, playedText } from './scenario-text.ts';

/** Lists the scenarios, or plays one from its set-up to its lesson. */
export function scenario(context: Context, written: string | undefined): Promise<Outcome> {
  const all = scenarios.map(({ info }) => info);
  if (written === undefined) return Promise.resolve({ data: all, text: listOf(all) });
  const number = numberOf(written, { least: 1, most: all.length }, 'A scenario');
  return withLab(context, async (lab) => {
    const run = await lab.scenario({ number });
    return { data: run, text: playedText(run), exitCode: run.holds ? exitCodes.done : exitCodes.partly };
  });
}
