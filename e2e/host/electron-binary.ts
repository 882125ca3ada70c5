import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Longest that fetching Electron may take, in milliseconds: it is about 120 MB. */
const patience = 5 * 60_000;

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** The installed Electron's executable, or null if only its npm package is here. Fetches nothing. */
export function findElectron(): string | null {
  const pathFile = join(packageFolder(), 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder(), 'dist');
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/** Fetches Electron's executable as its package does on first use, unless told not to. Null if it cannot be had. */
export function fetchElectron(): string | null {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return null;
  console.log('Fetching Electron, once (about 120 MB)…');
  spawnSync(process.execPath, [join(packageFolder(), 'install.js')], { stdio: 'ignore', timeout: patience });
  return findElectron();
}
