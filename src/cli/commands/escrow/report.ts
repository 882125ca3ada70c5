import { resolve } from 'node:path';
import { presetNumbers } from '../../../contract/preset-numbers.ts';
import type { ScenarioRun } from '../../../contract/lab.ts';
import type { LabSession } from '../../../engine/lab/lab-session.ts';
import { rights, writeNewFile } from '../../../engine/small-file.ts';
import { scenarios } from '../../../escrow/scenarios/index.ts';
import { utf8 } from '../../../vault/index.ts';
import { watching, type Context, type Outcome } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { assertFree, withLab } from '../../lab-session.ts';
import { paragraph, table } from './layout.ts';
import { surprisesOf, writeEvidence } from './matrix.ts';

export interface ReportOptions {
  readonly out: string;
  readonly evidence?: string;
}

/** Runs the matrix and every scenario, and writes a page about it and the evidence beside it. */
export function report(context: Context, options: ReportOptions): Promise<Outcome> {
  const page = resolve(options.out);
  const evidence = resolve(options.evidence ?? `${page.replace(/\.html?$/, '')}.evidence.json`);
  for (const path of [page, evidence]) assertFree(path);
  return withLab(context, async (lab) => {
    const run = await lab.matrix(watching(context, 'Tried'));
    const played = await playAll(context, lab);
    const { seconds, memoryKiB, passes } = await lab.measureKdf();
    await lab.numbers({ ...presetNumbers, kdfSeconds: seconds, memoryKiB, passes });
    await writeEvidence(lab, evidence);
    writeNewFile(page, utf8(await lab.reportHtml()), rights.shared);
    const surprises = await surprisesOf(lab, run);
    const unlike = played.filter(({ holds }) => !holds).map(unlikeText);
    const otherwise = [...surprises, ...unlike];
    if (otherwise.length > 0) await context.terminal.complain(`${otherwise.join('\n')}\n`);
    return {
      data: {
        report: page,
        evidence,
        evidenceHash: run.evidenceHash,
        surprises: run.surprises,
        scenarios: played.map(({ scenario: { number }, holds }) => ({ number, holds })),
      },
      text: table([
        [page, 'the report'],
        [evidence, 'what it rests on'],
      ]),
      remark: paragraph(
        'The page needs nothing else, and can be printed. A PDF comes from printing it, or from the app. `latchkey escrow verify` replays the evidence.',
      ),
      exitCode: otherwise.length === 0 ? exitCodes.done : exitCodes.partly,
    };
  });
}

async function playAll(context: Context, lab: LabSession): Promise<readonly ScenarioRun[]> {
  const { onProgress } = watching(context, 'Played scenario');
  const played: ScenarioRun[] = [];
  for (const { info } of scenarios) {
    context.signal.throwIfAborted();
    played.push(await lab.scenario({ number: info.number }));
    onProgress({ done: played.length, total: scenarios.length });
  }
  return played;
}

function unlikeText({ scenario: { number, title } }: ScenarioRun): string {
  return `scenario ${number}, ${title}: what was seen is not what its lesson says`;
}
