import { resolve } from 'node:path';
import { adversaryIds, modelIds, type MatrixRun } from '../../../contract/lab.ts';
import type { LabSession, MatrixPart } from '../../../engine/lab/lab-session.ts';
import { writeNewFile, rights } from '../../../engine/small-file.ts';
import { choiceOf, numberOf } from '../../choices.ts';
import { watching, type Context, type Outcome } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { assertFree, withLab } from '../../lab-session.ts';
import { legend, matrixText, surpriseText } from './matrix-text.ts';

export interface MatrixOptions {
  readonly vaults?: string;
  readonly model?: readonly string[];
  readonly adversary?: readonly string[];
  readonly evidence?: string;
}

/** One owner in five has a weak passphrase, which predictions count on; more than these take more memory than most have. */
const vaultBounds = { least: 5, most: 40 };

/** Tries every adversary against every model, or some of them, and says what each got. */
export function matrix(context: Context, options: MatrixOptions): Promise<Outcome> {
  const part = partOf(options);
  const evidence = options.evidence === undefined ? null : resolve(options.evidence);
  if (evidence !== null) assertFree(evidence);
  return withLab(
    context,
    async (lab) => {
      const run = await lab.matrix(watching(context, 'Tried'));
      if (evidence !== null) await writeEvidence(lab, evidence);
      const surprises = await surprisesOf(lab, run);
      if (surprises.length > 0) await context.terminal.complain(`${surprises.join('\n')}\n`);
      return {
        data: run.matrix,
        text: [
          matrixText(run.matrix),
          '',
          legend(run.matrix),
          '',
          `${run.matrix.cells.length} experiments, ${run.seconds.toFixed(1)} s; evidence ${run.evidenceHash}`,
        ].join('\n'),
        ...(evidence === null
          ? {}
          : { remark: `The evidence is in ${evidence}. \`latchkey escrow verify\` replays it.` }),
        exitCode: surprises.length === 0 ? exitCodes.done : exitCodes.partly,
      };
    },
    part,
  );
}

function partOf({ vaults, model, adversary }: MatrixOptions): MatrixPart {
  const wanted = (model ?? []).map((written) => choiceOf(written, modelIds, '--model'));
  const played = (adversary ?? []).map((written) => choiceOf(written, adversaryIds, '--adversary'));
  return {
    ...(model === undefined ? {} : { models: modelIds.filter((id) => wanted.includes(id)) }),
    ...(adversary === undefined ? {} : { adversaries: adversaryIds.filter((id) => played.includes(id)) }),
    ...(vaults === undefined ? {} : { vaults: numberOf(vaults, vaultBounds, '--vaults') }),
  };
}

/** Writes the evidence of the last run where no file is. */
export async function writeEvidence(lab: LabSession, path: string): Promise<void> {
  writeNewFile(path, await lab.evidence(), rights.shared);
}

/** Cells that came out otherwise than was predicted: one line each. */
export function surprisesOf(lab: LabSession, { surprises }: MatrixRun): Promise<readonly string[]> {
  return Promise.all(surprises.map(async (place) => surpriseText(await lab.cell(place))));
}
