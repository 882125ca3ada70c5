import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { hostFonts } from './fonts.ts';

/** A Chromium that was found on this machine. */
export interface FoundChromium {
  readonly executable: string;
  /** How it was found, for the one line that a run prints. */
  readonly origin: string;
  /** Whether it can show a window on a screen. */
  readonly headed: boolean;
  /** What its process needs in its environment besides ours. */
  readonly environment: Readonly<Record<string, string>>;
}

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Finds a Chromium: the one that LATCHKEY_CHROMIUM names, an installed browser, or the one npm brought (Linux on x64). */
export async function findChromium(): Promise<FoundChromium> {
  const found = namedChromium() ?? installedBrowser() ?? (await packagedChromium());
  if (found) return found;
  throw new Error(
    'No Chromium was found. Install Chrome, Chromium or Edge, or name one in the environment variable LATCHKEY_CHROMIUM.',
  );
}

/** A browser that can show a window, or null. */
export function findHeadedChromium(): FoundChromium | null {
  return namedChromium() ?? installedBrowser();
}

function namedChromium(): FoundChromium | null {
  const executable = process.env.LATCHKEY_CHROMIUM;
  if (!executable) return null;
  if (!existsSync(executable))
    throw new Error(`LATCHKEY_CHROMIUM names ${executable}, where there is no file.`);
  return { executable, origin: `${executable} (LATCHKEY_CHROMIUM)`, headed: true, environment: {} };
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const files = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return files.flatMap((file) => folders.map((folder) => join(folder, file)));
  }
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function installedBrowser(): FoundChromium | null {
  const executable = usualPlaces().find((path) => existsSync(path));
  return executable === undefined
    ? null
    : { executable, origin: `${executable} (installed)`, headed: true, environment: {} };
}

/** The headless build that the package @sparticuz/chromium carries, inflated once into node_modules/.cache. */
async function packagedChromium(): Promise<FoundChromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const version = packageVersion(entry);
  const folder = join(projectRoot, 'node_modules', '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await inflateInto(folder, entry);
  const executable = join(folder, 'chromium');
  return {
    executable,
    origin: `@sparticuz/chromium ${version}`,
    headed: false,
    environment: { ...libraries(executable, folder), ...(await hostFonts(join(folder, 'fonts'))) },
  };
}

function packageVersion(entry: string): string {
  const require = createRequire(entry);
  const { version } = require('../package.json') as { version: string };
  return version;
}

/**
 * The package inflates into the system's temporary folder, whoever's it is, without regard to another process that
 * does the same. So a process of its own, whose temporary folder is a fresh one of ours, does it, and the finished
 * folder is put in place by one rename: two of us at once both end with a whole one.
 */
async function inflateInto(folder: string, entry: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
    join(dirname(entry), '..', 'bin', name),
  );
  const program = `
    import { inflate } from ${JSON.stringify(pathToFileURL(entry).href)};
    await Promise.all(${JSON.stringify(archives)}.map((archive) => inflate(archive)));
  `;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TMPDIR: fresh, NODE_OPTIONS: '' },
  });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** A server often lacks NSS; the package carries it, with what belongs to it. */
function libraries(executable: string, folder: string): Record<string, string> {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (!stdout.includes('not found')) return {};
  const path = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { LD_LIBRARY_PATH: path };
}

/** V8 cuts off each text in a picture of a heap after 1,024 letters, unless told another number. */
export const wholeTexts = '--heap-snapshot-string-limit=100000000';

/** Starts Chromium with nothing of its security taken off and no way to a network. */
export async function launchChromium(found: FoundChromium, { headless = true } = {}): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: found.executable,
    headless,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: !isRoot,
    args: [
      // A page that asks for a window gets null, as when Electron's handler denies it.
      '--block-new-web-contents',
      // A picture of a heap has whole texts, and not their beginnings.
      `--js-flags=${wholeTexts}`,
      '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--password-store=basic',
      '--use-mock-keychain',
    ],
    // Every request is intercepted before it leaves. What could not be intercepted, a web socket say, ends here: port 9
    // of this machine, where nothing listens.
    proxy: { server: 'http://127.0.0.1:9' },
    env: { ...locale(), ...environment(), ...found.environment },
  });
}

/** Where a machine names no locale, Chromium takes every letter outside ASCII out of the names of files it saves. */
function locale(): Record<string, string> {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return (LC_ALL ?? LC_CTYPE ?? LANG) ? {} : { LANG: 'C.UTF-8' };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
