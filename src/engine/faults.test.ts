import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChunkCutter } from '../vault/chunks.ts';
import { systemRandom } from '../vault/random.ts';
import type { Vault } from '../vault/index.ts';
import { actions, keepLeftRotation, names } from './fixtures/fault-actions.ts';
import {
  contentsOf,
  exportedIn,
  fingerprintOf,
  judgeFolder,
  type Contents,
  type Found,
} from './fixtures/fault-judge.ts';
import { pointsFor, pointsOf } from './fixtures/faults.ts';
import type { SlowOutcome } from './fixtures/slow-disk.ts';
import { freshPath, makeVault, openVault, removeFolders, startSession } from './fixtures/vaults.ts';

const runner = fileURLToPath(new URL('fixtures/fault-runner.ts', import.meta.url));
const slowDisk = fileURLToPath(new URL('fixtures/slow-disk.ts', import.meta.url));
const quickKdf = new URL('fixtures/quick-kdf.ts', import.meta.url).href;
const lanes = 2;

/** What the runner says of one run. */
interface Run {
  readonly folder: string;
  readonly plan: { readonly fault: string; readonly at: number } | null;
  readonly steps: readonly string[];
  /** `done`, or the code of an error: what was tried, and reading and writing after it. */
  readonly code: string;
  readonly reading: string;
  readonly writing: string;
}

/** What is compiled for one process need not be compiled for the next. */
const compiled = dirname(freshPath());
let template: string;
/** It takes half a minute, and most of that is waiting: it goes on beside everything else. */
let slowDiskSays: Promise<string>;

beforeAll(async () => {
  slowDiskSays = outputOf([slowDisk]).then(({ output }) => output);
  const path = freshPath();
  template = dirname(path);
  await makeVault(path, [
    { title: 'One', body: 'first' },
    { title: 'Two', body: 'second '.repeat(2000) },
    { title: 'Three', body: '' },
  ]);
  const vault = await openVault(path);
  const two = named(vault, 'Two');
  attach(vault, vault.save({ ...two, body: 'newest '.repeat(2000), keepVersion: true }), 150_000);
  const one = named(vault, 'One');
  vault.change([one.id], { trashed: true });
  attach(vault, one, 1_000);
  vault.lock();
  copyFileSync(path, join(template, names.template));
  await startSession().session.makeAuthority({ folder: template, model: 'M1', name: 'Harbour Office' });
  // Three batches of chunks.
  writeFileSync(join(template, names.attached), Buffer.alloc(8_500_000, 'latchkey'));
  const plain = join(template, names.plain);
  mkdirSync(join(plain, 'files'), { recursive: true });
  writeFileSync(join(plain, 'files', 'a.bin'), Buffer.alloc(70_000, 'a'));
  writeFileSync(
    join(plain, 'First.md'),
    '---\ntitle: First\nattachments: [files/a.bin]\n---\n\nOne of two.\n',
  );
  writeFileSync(join(plain, 'Second.md'), 'Two of two.\n');
}, 60_000);

afterAll(removeFolders);

const counts: string[] = [];
let total = 0;

afterAll(() => console.log(`fault points: ${total} runs; ${counts.join('; ')}`));

describe('a step on the disk that fails, or is the last before the process dies', () => {
  it.each(Object.keys(actions))(
    'leaves the vault as it was or as it was to be: %s',
    { timeout: 240_000 },
    async (action) => {
      if (action === 'carry a rotation on') await cutRotation();
      const [whole, ...others] = await runAll(action);
      if (!whole) throw new Error('Nothing was run');
      expect(whole.code).toBe('done');
      const [watched, failed] = [others.at(-1), others.slice(0, -1)];
      expect(watched?.steps).toEqual(whole.steps);
      const before = (await contentsOf(await untouched(action))).contents;
      const after = (await judge(whole, null)).contents;
      const exported = exportedIn(whole.folder);
      const isImport = action === 'import';
      for (const run of failed) {
        const allowed =
          run.code === 'done' ? donePossibly(action, after) : isImport ? partsOf(before, after) : [before];
        await judge(run, allowed);
        // A disk that stays broken does not let go of what was begun, either.
        if (run.plan?.fault !== 'fails') continue;
        for (const [name, written] of exportedIn(run.folder)) expect(written, name).toBe(exported.get(name));
      }
      const points = pointsOf(whole.steps);
      const copies = points.map((at) => join(template, `copy-${at}`));
      const killed = worthKilling(points);
      const folders = differing([...copies, ...(await killAtEach(action, killed))]);
      const cutOff: string[] = [];
      for (const folder of folders) {
        const found = await judgeFolder(folder);
        expectSound(found, folder);
        expect(isImport ? partsOf(before, after) : [before, after], folder).toContainEqual(found.contents);
        if (isImport || found.hasRotationLeft) cutOff.push(folder);
      }
      await finish(action, cutOff, after);
      expect(failed).toHaveLength(points.length + pointsFor('stays-broken', points).length);
      total += failed.length + copies.length + killed.length;
      counts.push(
        `${action} ${whole.steps.length} steps, ${failed.length} failures, ${copies.length} ends, ${killed.length} kills`,
      );
      const done = [...others.map(({ folder }) => folder), ...copies, ...killed.map(killFolder)];
      for (const folder of done) rmSync(folder, { recursive: true });
    },
  );
});

describe('a network drive that does not answer in the middle of a save', () => {
  it('holds up nothing but the vault, saves after 30 s, and does not keep a lock waiting for longer than 20', async () => {
    const { outcomes, longest } = JSON.parse(await slowDiskSays) as {
      outcomes: SlowOutcome[];
      longest: number;
    };
    const [patient, locked, short] = outcomes;
    console.log(
      `slow disk: saved after ${patient?.savedAfter} ms, the main thread held up for ${Math.round(longest)} ms at most`,
    );
    const whole = { problems: 0, body: 'Sencha' };
    expect(patient).toMatchObject({ save: 'done', failures: 0, ...whole });
    expect(patient?.savedAfter).toBeGreaterThan(29_900);
    // Whoever locks must not wait for ever: the worker is ended, and its keys with it. Then the save was not made.
    expect(locked).toMatchObject({
      save: 'internal',
      isLocked: false,
      failures: 1,
      problems: 0,
      body: 'Oolong',
    });
    expect(locked?.lockedAfter).toBeLessThan(28_000);
    // A lock that may still wait lets the save come first.
    expect(short).toMatchObject({ save: 'done', isLocked: true, failures: 0, ...whole });
    expect(longest).toBeLessThan(3_000);
  }, 90_000);
});

/** Once without a fault, then with every fault that a process survives, then once to keep what each step finds on the disk. */
async function runAll(action: string): Promise<readonly Run[]> {
  const { output, signal } = await start([action]);
  expect(signal).toBeNull();
  return runsIn(output);
}

function runsIn(output: string): readonly Run[] {
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Run);
}

/**
 * A process that is killed leaves what it has written, and the copy that was made before the same step is just that. So every
 * step is judged by its copy, and two processes really die, to show that it is: in the middle and at the end. All of them, if asked for.
 */
function worthKilling(points: readonly number[]): readonly number[] {
  if (process.env.SLOW !== undefined) return points;
  return [...new Set([points[points.length >> 1], points.at(-1)])].filter((at) => at !== undefined);
}

const killFolder = (at: number): string => join(template, `kill-${at}`);

/** One of each that hold the same bytes: within a transaction, most steps write nothing yet. */
function differing(folders: readonly string[]): readonly string[] {
  return [...new Map(folders.map((folder) => [fingerprintOf(folder), folder])).values()];
}

/** What lies in a folder, without what is drawn by lot or read off a clock. */
function outlineOf(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => name.replaceAll(/-[0-9a-f]{12}|\d+/g, '#')).sort();
}

/** A vault for each kill: the same steps come before it every time. */
async function killAtEach(action: string, points: readonly number[]): Promise<readonly string[]> {
  const queue = [...points];
  const folders: string[] = [];
  const work = async () => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      const folder = killFolder(at);
      const { signal } = await start([action, 'kills', String(at), folder]);
      expect(signal).toBe('SIGKILL');
      expect(outlineOf(folder), folder).toEqual(outlineOf(join(template, `copy-${at}`)));
      folders.push(folder);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return folders;
}

/** What a kill has cut off is done again, and then it is done, with nothing left of the first time. */
async function finish(action: string, folders: readonly string[], after: Contents): Promise<void> {
  if (folders.length === 0) return;
  const { output } = await start([action, 'again', ...folders]);
  const codes = runsIn(output).map(({ folder, code }) => [folder, code]);
  expect(codes).toEqual(folders.map((folder) => [folder, 'done']));
  for (const folder of folders) {
    const found = await judgeFolder(folder);
    expectSound(found, folder);
    expect(found.contents, folder).toEqual(after);
    expect(found.hasRotationLeft, folder).toBe(false);
  }
}

/** Leaves a change of key half done for the action that carries it on. */
async function cutRotation(): Promise<void> {
  const folder = join(template, 'cut');
  const [whole] = runsIn((await start(['rotate', 'counts'])).output);
  const { signal } = await start(['rotate', 'kills', String((whole?.steps.length ?? 0) - 12), folder]);
  expect(signal).toBe('SIGKILL');
  expect(keepLeftRotation(join(folder, names.vault), template)).toBe(true);
}

/** The vault as an action finds it: killed before its first step. */
async function untouched(action: string): Promise<string> {
  const folder = join(template, 'untouched');
  await start([action, 'kills', '1', folder]);
  return join(folder, names.vault);
}

function start([action = '', ...rest]: readonly string[]) {
  return outputOf(['--import', quickKdf, runner, template, action, ...rest]);
}

async function outputOf(args: readonly string[]) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, signal: child.signalCode };
}

/** What was answered must be so; and whoever was refused must find the vault as it was. */
async function judge(run: Run, allowed: readonly Contents[] | null): Promise<Found> {
  const where = `${run.plan?.fault} at ${run.plan?.at}: ${run.steps[(run.plan?.at ?? 0) - 1]} (${run.code})`;
  expect(['done', 'locked'], where).toContain(run.writing);
  expect(run.reading, where).toBe(run.writing);
  const found = await judgeFolder(run.folder);
  expectSound(found, where);
  if (allowed) expect(allowed, where).toContainEqual(found.contents);
  expect(found.hasAfterwards, where).toBe(run.writing === 'done');
  return found;
}

function expectSound({ strangers, broken }: Found, where: string): void {
  expect(strangers, where).toEqual([]);
  expect(broken, where).toEqual([]);
}

/** An import writes more than once: some of its notes may be there already, and some of them without their files yet. */
function partsOf(before: Contents, after: Contents): readonly Contents[] {
  const added = after.notes.filter((note) => !before.notes.includes(note));
  const withoutFiles = (note: string) => {
    const fields = JSON.parse(note) as unknown[];
    return JSON.stringify([...fields.slice(0, 4), []]);
  };
  const bare = [...new Set(added.map(withoutFiles))];
  const together = (notes: readonly string[]): Contents => ({
    ...before,
    notes: [...before.notes, ...notes].sort(),
  });
  return [before, after, together(bare)];
}

/** A repair passes over a backup that cannot be read, and makes do with what the vault itself has kept. */
function donePossibly(action: string, after: Contents): readonly Contents[] {
  if (action !== 'repair') return [after];
  const newest = 'newest '.repeat(2000);
  const kept = 'second '.repeat(2000);
  const notes = after.notes.map((note) =>
    note.replace(`["Two",${JSON.stringify(newest)}`, `["Two",${JSON.stringify(kept)}`),
  );
  return [after, { ...after, notes }];
}

function named(vault: Vault, title: string) {
  for (const entry of vault.list()) if (entry.state === 'readable' && entry.title === title) return entry;
  throw new Error(`There is no note called ${title}`);
}

function attach(vault: Vault, note: ReturnType<typeof named>, size: number): void {
  const writer = vault.beginAttachment();
  const cutter = new ChunkCutter(writer.sealer, systemRandom);
  writer.put([...cutter.push(new Uint8Array(size).fill(size & 0xff)), ...cutter.end()]);
  writer.finish(note, { name: 'file.bin', size, chunks: cutter.chunks });
}
