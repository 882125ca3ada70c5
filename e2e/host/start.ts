/**
 * `npm start`: shows the app at work, whatever this machine has. Real Electron where it is or can be had; else the same
 * build in a window of an installed browser; else, with no screen at all, the demo.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, isBuilt, projectRoot } from './built-app.ts';
import { findHeadedChromium } from './chromium.ts';
import { fetchElectron, findElectron } from './electron-binary.ts';
import { preview } from './preview.ts';

/** A program that stops sooner than this, and badly, never showed a window. In milliseconds. */
const tooSoon = 5_000;

function hasScreen(): boolean {
  return process.platform !== 'linux' || [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some(Boolean);
}

/** Runs the app in Electron. Null if Electron could not start here. */
function runElectron(executable: string, args: readonly string[]): number | null {
  const started = performance.now();
  // Chromium refuses to run its sandbox as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { status } = spawnSync(executable, ['.', ...asRoot, ...args], { cwd: projectRoot, stdio: 'inherit' });
  return status !== 0 && performance.now() - started < tooSoon ? null : (status ?? 1);
}

function runDemo(): number {
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'e2e', 'demo', 'demo.ts')], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

async function start(args: readonly string[]): Promise<number> {
  if (!isBuilt()) {
    console.log('Building Latchkey…');
    build();
  }
  if (!hasScreen()) {
    console.log('There is no screen here, so Latchkey runs its demo instead.');
    return runDemo();
  }
  const executable = findElectron() ?? fetchElectron();
  const code = executable === null ? null : runElectron(executable, args);
  if (code !== null) return code;
  const reason =
    executable === null ? 'Electron is not installed and cannot be fetched' : 'Electron cannot start here';
  const browser = findHeadedChromium();
  if (browser === null) {
    console.log(
      `${reason}, and there is no Chrome, Chromium or Edge to show Latchkey in, so it runs its demo instead.`,
    );
    return runDemo();
  }
  console.log(`${reason}, so Latchkey opens as a preview in ${browser.executable}.`);
  return preview(browser, args);
}

process.exitCode = await start(process.argv.slice(2));
