import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';

/** Largest evidence file that is read, in bytes. */
const maxEvidenceLength = 256 * 1024 * 1024;

/**
 * Reads an evidence file, if it is a file that can be one by its length: a pipe or a device is not waited for. Throws
 * `evidence-damaged` or `permission-denied`.
 */
export async function readEvidence(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(cannotBeRead);
  if (!found.isFile() || found.size > maxEvidenceLength) throw notEvidence();
  return Uint8Array.from(await readFile(path).catch(cannotBeRead));
}

/**
 * Writes a report to the path of a `.html` or `.pdf` file that the person has chosen, and its evidence, if there is any, beside it.
 * The person has agreed to replace a report that is there, and so its evidence, but not the evidence of another report: then
 * nothing is written. Throws `already-exists` or `permission-denied`.
 */
export async function writeReport(
  path: string,
  report: string | Uint8Array,
  evidence: Uint8Array | null,
): Promise<void> {
  const beside = path.replace(/\.(html|pdf)$/, '.evidence.json');
  if (evidence && !existsSync(path) && (await isAnother(beside, evidence))) throw anothersEvidence(beside);
  await writeLabFile(path, report);
  if (evidence) await writeLabFile(beside, evidence);
}

/** Whether something else than these bytes is at a path. */
async function isAnother(path: string, bytes: Uint8Array): Promise<boolean> {
  if (!existsSync(path)) return false;
  const found = await readEvidence(path).catch(() => null);
  return found === null || Buffer.compare(found, bytes) !== 0;
}

/** Writes a file where the person has chosen to, in the place of what is there. Throws `permission-denied`. */
export async function writeLabFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch {
    throw new LatchkeyError(
      'permission-denied',
      `Nothing could be written to ${basename(path)}. Choose a folder that this account may write to, with enough room.`,
    );
  }
}

function cannotBeRead(): never {
  throw new LatchkeyError(
    'permission-denied',
    'This file cannot be read. Choose another, or change its permissions.',
  );
}

function notEvidence(): LatchkeyError {
  return new LatchkeyError(
    'evidence-damaged',
    'This is no file, or one far longer than any evidence file. Choose another.',
  );
}

function anothersEvidence(path: string): LatchkeyError {
  return new LatchkeyError(
    'already-exists',
    `${basename(path)} is there already, and belongs to another report. Choose another name for this one. Nothing was written.`,
  );
}
