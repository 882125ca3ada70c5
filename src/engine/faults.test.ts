import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vault } from '../vault/index.ts';
import { timeOfBackup } from './backup-name.ts';
import { removeLeftDrafts } from './draft-file.ts';
import { freshPath, makeVault, openVault, removeFolders } from './fixtures/vaults.ts';

const runner = fileURLToPath(new URL('fixtures/fault-runner.ts', import.meta.url));
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

/** What a vault holds, without the note that a run writes at its end. */
interface Contents {
  readonly notes: readonly string[];
  readonly holders: readonly string[];
  readonly hasAfterwards: boolean;
}

let template: string;
let before: Contents;

beforeAll(async () => {
  const path = freshPath();
  template = dirname(path);
  await makeVault(path, [
    { title: 'One', body: 'first' },
    { title: 'Two', body: 'second '.repeat(2000) },
    { title: 'Three', body: '' },
  ]);
  const vault = await openVault(path);
  const [first] = vault.list();
  if (first?.state === 'readable') vault.trash(first);
  before = contentsOf(vault);
  vault.lock();
  copyFileSync(path, join(template, 'template.latchkey'));
});

afterAll(removeFolders);

const actions = [
  ...['create', 'save', 'trash', 'delete', 'passphrase', 'rotate', 'backup', 'restore', 'thin', 'lock'],
];
const counts: string[] = [];

afterAll(() => console.log(`fault points: ${counts.join('; ')}`));

describe('a step on the disk that fails, or is the last before the process dies', () => {
  it.each(actions)(
    'leaves the vault as it was or as it was to be: %s',
    { timeout: 240_000 },
    async (action) => {
      const [whole, ...failed] = await runAll(action);
      if (!whole) throw new Error('Nothing was run');
      expect(whole.code).toBe('done');
      const after = await judge(whole, null);
      for (const run of failed) await judge(run, after);
      const killed = await killAtEach(action, whole.steps.length);
      for (const folder of killed) await judgeFolder(folder, [before, after]);
      counts.push(`${action} ${failed.length} failures, ${killed.length} kills`);
      expect(failed).toHaveLength(2 * whole.steps.length);
      expect(killed).toHaveLength(whole.steps.length);
    },
  );
});

/** Once without a fault, then with every fault that a process survives. */
async function runAll(action: string): Promise<readonly Run[]> {
  const { output, signal } = await start(action);
  expect(signal).toBeNull();
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Run);
}

/** A vault for each kill: the same steps come before it every time. */
async function killAtEach(action: string, steps: number): Promise<readonly string[]> {
  const queue = Array.from({ length: steps }, (_, index) => index + 1);
  const folders: string[] = [];
  const work = async () => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      const lane = join(template, `kill-${at}`);
      const { signal } = await start(action, { lane, at });
      expect(signal).toBe('SIGKILL');
      folders.push(lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return folders;
}

async function start(action: string, kill?: { readonly lane: string; readonly at: number }) {
  const args = kill ? [template, action, 'kills', String(kill.at), kill.lane] : [template, action];
  const child = spawn(process.execPath, [runner, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, signal: child.signalCode };
}

/** What was answered must be so; and whoever was refused must find the vault as it was. */
async function judge(run: Run, after: Contents | null): Promise<Contents> {
  const where = `${run.plan?.fault} at ${run.plan?.at}: ${run.steps[(run.plan?.at ?? 0) - 1]}`;
  expect(['done', 'locked'], where).toContain(run.writing);
  expect(run.reading, where).toBe(run.writing);
  const allowed = after ? [run.code === 'done' ? after : before] : null;
  const found = await judgeFolder(run.folder, allowed, where);
  expect(found.hasAfterwards, where).toBe(run.writing === 'done');
  return found;
}

/** The vault opens whole, with nothing beside it; backups and what was restored are whole too. */
async function judgeFolder(
  folder: string,
  allowed: readonly Contents[] | null,
  where = folder,
): Promise<Contents> {
  const path = join(folder, 'notes.latchkey');
  const backups = join(folder, 'backups');
  removeLeftDrafts(path, ['rotating', 'new']);
  const vault = await openVault(path);
  const found = contentsOf(vault);
  vault.lock();
  await assertWhole(path);
  if (allowed) expect(allowed.map(withoutFlag), where).toContainEqual(withoutFlag(found));
  expect(strangers(readdirSync(folder)), where).toEqual([]);
  for (const name of readdirSync(backups)) {
    // A file that is looked at has an empty log for as long as that takes; a draft waits for the next backup.
    if (name.endsWith('-wal') && sizeOf(join(backups, name)) === 0) continue;
    if (/\.latchkey\.backup-[0-9a-f]{12}-[0-9a-f]{12}(-wal|-journal)?$/.test(name)) continue;
    expect(name === 'kept.latchkey' || timeOfBackup(name) !== null, `${where}: ${name}`).toBe(true);
    await assertWhole(join(backups, name));
  }
  const restored = join(folder, 'restored.latchkey');
  if (existsSync(restored)) await assertWhole(restored);
  return found;
}

/** In bytes; 0 for what is gone, as the log of a file is once that was opened and closed. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A draft of a file that never came to be is left until somebody makes that file. */
function strangers(names: readonly string[]): readonly string[] {
  return names.filter(
    (name) =>
      !['backups', 'notes.latchkey', 'restored.latchkey'].includes(name) &&
      !/^restored\.latchkey\.new-[0-9a-f]{12}(-wal|-journal)?$/.test(name),
  );
}

async function assertWhole(file: string): Promise<void> {
  const vault = await openVault(file);
  const check = vault.verify();
  let step = check.next();
  while (!step.done) step = check.next();
  vault.lock();
  expect(step.value.problems, file).toEqual([]);
}

function contentsOf(vault: Vault): Contents {
  const notes = vault.list().map(({ id }) => {
    const { summary, body } = vault.open(id);
    return JSON.stringify([summary.title, body, summary.trashedAt !== null]);
  });
  const hasAfterwards = notes.some((note) => note.startsWith('["Afterwards"'));
  return {
    notes: notes.filter((note) => !note.startsWith('["Afterwards"')).sort(),
    holders: vault.holders.map(({ type }) => type),
    hasAfterwards,
  };
}

function withoutFlag({ notes, holders }: Contents) {
  return { notes, holders };
}
