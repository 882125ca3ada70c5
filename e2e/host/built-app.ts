import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const products = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/reader/latchkey-reader.html',
];
const sources = ['src', 'electron.vite.config.ts', 'package.json'];

/** Time of the newest change in a file, or in a folder and everything under it, in milliseconds since 1970. */
function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether out/ is whole and no source has changed since it was written. */
export function isBuilt(): boolean {
  const files = products.map((product) => join(projectRoot, product));
  if (!files.every((file) => existsSync(file))) return false;
  const oldestProduct = Math.min(...files.map(newest));
  return sources.every((source) => newest(join(projectRoot, source)) <= oldestProduct);
}

/** Builds the app and the offline reader, as `npm run build` does. Throws if that fails; the builder has said why by then. */
export function build(): void {
  const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json');
  runNode(join(dirname(manifest), 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn');
  runNode(join(projectRoot, 'build', 'reader.ts'));
}

function runNode(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' });
  if (status !== 0) throw new Error('Latchkey could not be built. The messages above say why.');
}
