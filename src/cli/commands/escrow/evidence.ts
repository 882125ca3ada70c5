import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { LatchkeyError } from '../../../contract/errors.ts';
import type { EvidenceVerdict } from '../../../contract/lab.ts';
import { withFileErrors } from '../../../engine/file-errors.ts';
import { watching, type Context, type Outcome } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { withLab } from '../../lab-session.ts';

/** In bytes: what is longer was not written by any run that Latchkey makes. */
const maxEvidenceLength = 256 * 1024 * 1024;

/** Does every experiment of an evidence file again, and compares. */
export function verifyEvidence(context: Context, written: string): Promise<Outcome> {
  const path = resolve(written);
  const file = readEvidence(path);
  return withLab(context, async (lab) => {
    const verdict = await lab.verifyEvidence({ file }, watching(context, 'Replayed'));
    return {
      data: { file: basename(path), ...verdict },
      text: verdictText(verdict),
      exitCode: verdict.differing.length === 0 ? exitCodes.done : exitCodes.damaged,
    };
  });
}

function verdictText({ hash, cells, differing }: Omit<EvidenceVerdict, 'file'>): string {
  return [
    `${cells - differing.length} of ${cells} experiments came out as the file says`,
    ...differing.map(
      ({ model, adversary, said, got }) =>
        `differs: ${model} ${adversary}: the file says ${said}, the replay gave ${got}`,
    ),
    `evidence ${hash}`,
  ].join('\n');
}

/** Throws `evidence-damaged` for what cannot be evidence by its length, and what `withFileErrors` makes of the rest. */
function readEvidence(path: string): Uint8Array {
  return withFileErrors(() => {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > maxEvidenceLength) throw notEvidence();
    return readFileSync(path);
  });
}

function notEvidence(): LatchkeyError {
  return new LatchkeyError(
    'evidence-damaged',
    'This is not an evidence file of the escrow lab: it is no file, or far longer than one. Nothing in it was replayed.',
  );
}
