import { sha256 } from '@noble/hashes/sha2.js';
import type { EvidenceVerdict } from '../../contract/lab.ts';
import { toHex, type Progress } from '../../vault/index.ts';
import {
  damaged,
  maxBundleLength,
  maxVaultLength,
  maxVaultsLength,
  readEvidence,
  writeEvidence,
} from './evidence-file.ts';
import type { Evidence, EvidenceCell } from './evidence-file.ts';
import type { CellRecord, Experiment } from './experiment.ts';
import { cancelled } from './experiment.ts';
import { judge, notApplicable, type Judgement, type Verdict } from './outcome.ts';
import { UnderWay } from './under-way.ts';
import type { Bundle, Findings, Perform, Stop } from './workbench.ts';

/** How vault files are made smaller for a text file: raw DEFLATE (RFC 1951) and base64. */
export interface Packing {
  readonly pack: (bytes: Uint8Array) => string;
  /** Throws for anything that `pack` does not make, or that is longer than `mostLength` bytes unpacked: before it takes the memory. */
  readonly unpack: (packed: string, mostLength: number) => Uint8Array;
}

/** Everything of an experiment that others need to do it again, and its hash. */
export function makeEvidence(
  { records, files, at }: Experiment,
  versions: Evidence['versions'],
  { pack }: Packing,
): { readonly bytes: Uint8Array; readonly hash: string } {
  const packed = Array.from(files, ([hash, bytes]) => [hash, pack(bytes)] as const);
  return writeEvidence({
    madeAt: at,
    versions,
    cells: records.map(cellOf),
    files: Object.fromEntries(packed),
  });
}

function cellOf({ detail, trial }: CellRecord): EvidenceCell {
  const { model, adversary, outcome, recovered, total } = detail.cell;
  return { model, adversary, outcome, recovered, total, trial: trial && trialOf(trial) };
}

function trialOf({ target, usedLater, vaults, bundle, findings }: NonNullable<CellRecord['trial']>) {
  const { recovered, metadata, tries } = findings;
  const { files, keystores, vaultKeys, words, reports, beacons, told, ...others } = bundle;
  return {
    target,
    usedLater: [...usedLater],
    vaults: vaults.map(({ name, sentence }) => ({ name, sentence })),
    bundle: {
      files: [...files],
      keystores: [...keystores],
      vaultKeys: [...vaultKeys],
      words: [...words],
      reports: [...reports],
      beacons: [...beacons],
      told: [...told],
      ...others,
    },
    found: { recovered: [...recovered], metadata: [...metadata], tries },
  };
}

/** How evidence is replayed. */
export interface ReplayOptions {
  readonly perform: Perform;
  readonly packing: Packing;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends it: the call rejects with `cancelled`. */
  readonly signal?: Stop | undefined;
}

/** Cells that are replayed at once, or wait for it. */
const mostWaiting = 4;

/**
 * Gives every bundle of an evidence file to an adversary once more, and compares what comes back with what the file says. Throws
 * `evidence-damaged` if a byte of the file is not as it was written.
 */
export async function verifyEvidence(
  bytes: Uint8Array,
  { perform, packing, onProgress, signal }: ReplayOptions,
): Promise<Omit<EvidenceVerdict, 'file'>> {
  const { evidence, hash } = readEvidence(bytes);
  const files = unpackedFiles(evidence, packing);
  const { cells } = evidence;
  const replays = new UnderWay<EvidenceVerdict['differing'][number] | null>(mostWaiting);
  let done = 0;
  const replay = async (cell: EvidenceCell) => {
    const difference = await differenceOf(cell, files, perform);
    onProgress?.({ done: ++done, total: cells.length });
    return difference;
  };
  try {
    for (const cell of cells) {
      if (signal?.aborted) throw cancelled();
      await replays.add(replay(cell));
    }
    const differing = (await replays.end()).flatMap((difference) => difference ?? []);
    return { hash, cells: cells.length, differing };
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  }
}

function unpackedFiles({ files }: Evidence, { unpack }: Packing): ReadonlyMap<string, Uint8Array> {
  const unpacked = new Map<string, Uint8Array>();
  let length = 0;
  for (const [hash, packed] of Object.entries(files)) {
    const bytes = unpackedFile(packed, unpack);
    length += bytes.length;
    if (length > maxVaultsLength || toHex(sha256(bytes)) !== hash) throw damaged();
    unpacked.set(hash, bytes);
  }
  return unpacked;
}

function unpackedFile(packed: string, unpack: Packing['unpack']): Uint8Array {
  try {
    return unpack(packed, maxVaultLength);
  } catch {
    throw damaged();
  }
}

/** Null where the replay gave what the file says. */
async function differenceOf(
  cell: EvidenceCell,
  files: ReadonlyMap<string, Uint8Array>,
  perform: Perform,
): Promise<EvidenceVerdict['differing'][number] | null> {
  const { model, adversary, outcome: said, trial } = cell;
  const replayed = trial ? await replay(trial, files, perform) : { verdict: notApplicable, isSame: true };
  const { outcome: got, recovered } = replayed.verdict;
  if (replayed.isSame && got === said && recovered === cell.recovered) return null;
  return { model, adversary, said, got };
}

type Trial = NonNullable<EvidenceCell['trial']>;

async function replay(
  { target, usedLater, vaults, bundle, found }: Trial,
  files: ReadonlyMap<string, Uint8Array>,
  perform: Perform,
): Promise<{ readonly verdict: Verdict; readonly isSame: boolean }> {
  const findings = await perform(bundleFrom(bundle, files));
  return {
    verdict: verdictOn({ vaults, target, usedLater, findings }),
    isSame: isSame(found, findings),
  };
}

/** Throws `evidence-damaged` for what no experiment comes to. */
function verdictOn(judgement: Judgement): Verdict {
  try {
    return judge(judgement);
  } catch {
    throw damaged();
  }
}

function bundleFrom(bundle: Trial['bundle'], files: ReadonlyMap<string, Uint8Array>): Bundle {
  let length = 0;
  const given = bundle.files.map(({ name, sha256: hash }) => {
    const bytes = files.get(hash);
    length += bytes?.length ?? 0;
    if (!bytes || length > maxBundleLength) throw damaged();
    return { name, bytes };
  });
  return { ...bundle, files: given };
}

function isSame(found: Trial['found'], { recovered, metadata, tries }: Findings): boolean {
  return JSON.stringify(found) === JSON.stringify({ recovered, metadata, tries });
}
