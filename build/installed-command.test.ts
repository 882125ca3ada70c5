import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npm } from './command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const Packed = v.pipe(
  v.array(v.looseObject({ filename: v.string(), files: v.array(v.looseObject({ path: v.string() })) })),
  v.length(1),
);

/** Everything that may be in the package; `index.js` is the app's entry, which npm packs whatever it is told. */
const expected = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^docs\/(?:cli|errors|escrow|format|threat-model)\.md$/,
  /^out\/main\/(?:cli|index|(?:engine|kdf|sealing|adversary|derivations|lab)-worker|chunk-[\w-]+)\.js$/,
  /^out\/reader\/latchkey-reader\.html$/,
  /^resources\/wordlists\/[\w.-]+$/,
  /^node_modules\/argon2-browser\/(?:package\.json|LICENSE|README\.md|dist\/[\w.-]+|lib\/[\w.-]+)$/,
];

let folder = '';
/** Every file in the package, with / between folders. */
let files: readonly string[] = [];

/** Packs the project as it is built, and installs that with no network and an empty cache. */
beforeAll(async () => {
  for (const name of ['out/main/cli.js', 'out/reader/latchkey-reader.html']) {
    if (!existsSync(join(root, name)))
      throw new Error(`There is no ${name} to pack: run \`npm run build\` first.`);
  }
  folder = await mkdtemp(join(tmpdir(), 'latchkey-installed-'));
  const packed = await run(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const [{ filename, files: entries } = { filename: '', files: [] }] = v.parse(Packed, JSON.parse(packed));
  files = entries.map(({ path }) => path);
  await run([
    ...['install', '--global', '--offline', '--prefix', join(folder, 'prefix')],
    ...['--cache', join(folder, 'cache'), join(folder, filename)],
  ]);
}, 60_000);

afterAll(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

/** Runs npm in the project's folder, and returns what it printed. */
async function run(parameters: readonly string[]): Promise<string> {
  const { exitedWell, output } = await npm(parameters, { live: false });
  if (!exitedWell) throw new Error(`npm ${parameters.join(' ')}: ${output}`);
  return output;
}

/** Runs the installed command from another folder, on the Node that runs this, and returns what it answers. */
async function latchkey(...parameters: readonly string[]): Promise<unknown> {
  const isWindows = process.platform === 'win32';
  const command = isWindows ? 'prefix\\latchkey.cmd' : 'prefix/bin/latchkey';
  const { stdout } = await promisify(execFile)(join(folder, command), [...parameters, '--json'], {
    cwd: folder,
    shell: isWindows,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
  });
  return JSON.parse(stdout);
}

describe('the package', () => {
  it('holds the program, its workers, the reader and the word list', () => {
    const workers = ['engine', 'kdf', 'sealing', 'adversary', 'derivations', 'lab'].map(
      (name) => `${name}-worker`,
    );
    const needed = ['cli', ...workers].map((name) => `out/main/${name}.js`);
    expect(files).toEqual(expect.arrayContaining([...needed, 'out/reader/latchkey-reader.html']));
    expect(files.filter((file) => file.startsWith('resources/wordlists/'))).not.toEqual([]);
    expect(files).toContain('node_modules/argon2-browser/dist/argon2-simd.wasm');
  });

  it('holds nothing else: no source, no test, no source map, no page of the app', () => {
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
  });
});

describe('the installed command', () => {
  it('makes a vault, adds a note with a file, shows, verifies and backs up', async () => {
    await writeFile(join(folder, 'secret.txt'), 'six slow herons over the weir\n');
    await writeFile(join(folder, 'tea.md'), 'At four.\n');
    const secret = ['--passphrase-file', 'secret.txt'];
    await latchkey('create', 'notes.latchkey', '--kdf-memory', '8', '--kdf-passes', '1', ...secret);
    const added = await latchkey('add', 'notes.latchkey', '--title', 'Tea', '--file', 'tea.md', ...secret);
    const { id } = v.parse(v.object({ id: v.string() }), added);
    await latchkey('attach', 'notes.latchkey', id, 'tea.md', ...secret);
    expect(await latchkey('show', 'notes.latchkey', id, ...secret)).toMatchObject({
      title: 'Tea',
      body: 'At four.\n',
    });
    expect(await latchkey('verify', 'notes.latchkey', ...secret)).toMatchObject({ ok: true, problems: [] });
    await latchkey('backup', 'notes.latchkey', 'backups', ...secret);
    expect(await readdir(join(folder, 'backups'))).toContain('latchkey-reader.html');
  }, 30_000);

  it('tries an adversary on demo vaults, and replays the evidence', async () => {
    const few = ['--vaults', '5', '--model', 'M1', '--adversary', 'A2', '--adversary', 'A4'];
    const matrix = await latchkey('escrow', 'matrix', ...few, '--evidence', 'evidence.json');
    expect(matrix).toMatchObject({ cells: [{ outcome: 'cost' }, { outcome: 'all', recovered: 5 }] });
    expect(await latchkey('escrow', 'verify', 'evidence.json')).toMatchObject({ cells: 2, differing: [] });
  }, 60_000);
});
