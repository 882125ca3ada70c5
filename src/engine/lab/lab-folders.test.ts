import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeLabFolder, removeLeftFolders } from './lab-folders.ts';

const now = Date.now();
const longAgo = new Date(now - 2 * 3_600_000);
let temporary: string;
/** A process that has ended. */
const { pid: gone } = spawnSync(process.execPath, ['--version']);

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

/** A folder of the lab that was last changed then. */
function left(name: string, when = longAgo): string {
  const path = join(temporary, name);
  mkdirSync(path);
  writeFileSync(join(path, '1.latchkey'), 'a demo vault');
  utimesSync(path, when, when);
  return path;
}

describe('the folders of the lab', () => {
  it('are for this account alone', () => {
    const path = makeLabFolder('adversary');
    expect(path.startsWith(temporary)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('go at the next start where the lab was killed', () => {
    const paths = [left(`latchkey-lab-${gone}-abcDEF`), left(`latchkey-adversary-${gone}-123456`)];
    removeLeftFolders(now);
    expect(paths.filter(existsSync)).toEqual([]);
  });

  it('stay while they may be in use, and so does whatever is called otherwise', () => {
    const mine = makeLabFolder('lab');
    utimesSync(mine, longAgo, longAgo);
    const paths = [
      mine,
      left(`latchkey-lab-${gone}-abcDEF`, new Date(now)),
      left('latchkey-lab-notes'),
      left(`latchkey-lab-${gone}-abcDEF-more`),
    ];
    removeLeftFolders(now);
    expect(paths.map(existsSync)).toEqual([true, true, true, true]);
  });

  it.skipIf(process.platform === 'win32')('are not looked for behind a link', () => {
    const elsewhere = left('elsewhere');
    symlinkSync(elsewhere, join(temporary, `latchkey-lab-${gone}-abcDEF`));
    removeLeftFolders(now + 10 * 3_600_000);
    expect(existsSync(join(elsewhere, '1.latchkey'))).toBe(true);
  });
});
