import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fuses, readFuses, writeStandInElectron } from './stand-in.ts';

const Manifest = v.looseObject({
  name: v.string(),
  version: v.string(),
  main: v.string(),
  dependencies: v.record(v.string(), v.string()),
});

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));

let folder = '';
let archive = '';
/** Every file in the archive, with / between folders. */
let files: readonly string[] = [];
let fuses: Fuses;

/** Runs the packager as `npm run package` does, on a stand-in for Electron, up to the folder that installers are made of. */
beforeAll(async () => {
  if (!existsSync(join(root, 'out/main/index.js'))) {
    throw new Error('There is no out/main/index.js to package: run `npm run build` first.');
  }
  folder = await mkdtemp(join(tmpdir(), 'latchkey-package-'));
  await writeStandInElectron(join(folder, 'electron'));
  const settings = [
    `-c.electronDist=${join(folder, 'electron')}`,
    `-c.directories.output=${join(folder, 'dist')}`,
  ];
  await promisify(execFile)(
    process.execPath,
    [
      require.resolve('electron-builder/cli.js'),
      ...['--linux', 'dir', '--x64', '--publish', 'never', '--config', 'build/electron-builder.json'],
      ...settings,
    ],
    { cwd: root },
  );
  const app = join(folder, 'dist/linux-unpacked');
  archive = join(app, 'resources/app.asar');
  files = listFiles(archive);
  fuses = readFuses(await readFile(join(app, 'latchkey')));
}, 120_000);

afterAll(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

async function readManifest(): Promise<v.InferOutput<typeof Manifest>> {
  return v.parse(Manifest, JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
}

/** Paths of files, without a leading slash; folders are left out. */
function listFiles(path: string): readonly string[] {
  const entries = listPackage(path, { isPack: false }).map((entry) => entry.replaceAll('\\', '/').slice(1));
  return entries.filter((entry) => !entries.some((other) => other.startsWith(`${entry}/`)));
}

const matching = (pattern: RegExp): readonly string[] => files.filter((file) => pattern.test(file));

describe('the packaged app', () => {
  it('holds the three bundles and every worker', () => {
    const workers = ['engine', 'kdf', 'sealing', 'adversary', 'derivations', 'lab'].map(
      (name) => `${name}-worker`,
    );
    for (const name of ['index', ...workers]) expect(files).toContain(`out/main/${name}.js`);
    expect(files).toContain('out/preload/index.cjs');
    expect(files).toContain('out/renderer/index.html');
    expect(matching(/^out\/renderer\/assets\/.+\.js$/)).not.toEqual([]);
  });

  it('holds the reader that goes into folders of backups and exports', () => {
    expect(files).toContain('out/reader/latchkey-reader.html');
  });

  it('holds the word list, the icon and the licence', () => {
    expect(matching(/^resources\/wordlists\/.+\.txt$/)).not.toEqual([]);
    expect(files).toContain('resources/icon.svg');
    expect(files).toContain('LICENSE');
  });

  it('holds both builds of Argon2 and the licence they come under', () => {
    for (const name of [
      'dist/argon2.js',
      'dist/argon2.wasm',
      'dist/argon2-simd.wasm',
      'LICENSE',
      'package.json',
    ]) {
      expect(files).toContain(`node_modules/argon2-browser/${name}`);
    }
  });

  it('holds no dependency that is only for development', async () => {
    const manifest = await readManifest();
    const packaged = new Set(matching(/^node_modules\//).map(packageOf));
    expect([...packaged].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it('holds no source, test, source map, demo note or development setting', () => {
    expect(
      matching(/\.tsx?$|\.map$|\.test\.|^src\/|^e2e\/|^bench\/|^build\/|^docs\/|resources\/demo/),
    ).toEqual([]);
  });

  it('holds nothing at its top but what it needs', () => {
    const top = new Set(files.map((file) => file.split('/')[0]));
    expect([...top].sort()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json', 'resources']);
  });

  it('names the same entry and version as the project, and no script', async () => {
    const { name, version, main } = await readManifest();
    const packaged: unknown = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
    expect(packaged).toMatchObject({ name, version, main });
    expect(packaged).not.toHaveProperty('scripts');
    expect(packaged).not.toHaveProperty('devDependencies');
  });

  it('keeps every file inside the archive, where its integrity is checked', () => {
    expect(existsSync(`${archive}.unpacked`)).toBe(false);
  });

  it('cannot be run as Node, debugged from the command line, or fed another app', () => {
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

/** `node_modules/@scope/name/file` is of `@scope/name`. */
function packageOf(file: string): string {
  const [, first = '', second = ''] = file.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
