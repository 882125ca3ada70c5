import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a folder of the lab is for. */
export type LabFolder = 'lab' | 'adversary';

/** Milliseconds for which a folder that nobody seems to use is left alone. */
const patience = 3_600_000;

/** What such a folder is called: its kind, the process that made it, and six letters. */
const nameOfFolder = /^latchkey-(?:lab|adversary)-(\d{1,10})-[A-Za-z0-9]{6}$/;

/** A new folder that only this account can look into (mode 0700), by its whole path. */
export function makeLabFolder(kind: LabFolder): string {
  return mkdtempSync(join(tmpdir(), `latchkey-${kind}-${process.pid}-`));
}

/**
 * Removes folders of this account that a lab has left which was killed: their process is gone, and they have not changed for an
 * hour. `now`: milliseconds since 1970, UTC. Never throws; what cannot be removed stays for another time.
 */
export function removeLeftFolders(now: number): void {
  for (const name of namesIn(tmpdir())) {
    const process = nameOfFolder.exec(name)?.[1];
    if (process === undefined || isRunning(Number(process))) continue;
    const path = join(tmpdir(), name);
    if (isLeft(path, now)) tryTo(() => rmSync(path, { recursive: true, force: true }));
  }
}

function namesIn(folder: string): readonly string[] {
  return tryTo(() => readdirSync(folder)) ?? [];
}

/** A link in the place of a folder is none, wherever it leads. */
function isLeft(path: string, now: number): boolean {
  const stat = tryTo(() => lstatSync(path));
  if (!stat?.isDirectory() || now - stat.mtimeMs < patience) return false;
  return process.getuid === undefined || stat.uid === process.getuid();
}

/** Also where it is somebody else's: then it may not be asked. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function tryTo<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
