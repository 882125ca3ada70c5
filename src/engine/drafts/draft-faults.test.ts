import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnsavedAtLock } from '../../contract/words.ts';
import { freshPath, makeVault, passphrase, removeFolders, resources } from '../fixtures/vaults.ts';
import { createSession } from '../session.ts';

const runner = fileURLToPath(new URL('fixtures/draft-fault-runner.ts', import.meta.url));
const quickKdf = new URL('../fixtures/quick-kdf.ts', import.meta.url).href;

interface Run<Said> {
  readonly plan: { readonly fault: string; readonly at: number } | null;
  readonly said: Said;
  readonly steps: number;
  readonly texts: readonly string[];
}

/** Folders with a vault; in the second a draft waits for it. */
let plain: string;
let waiting: string;

beforeAll(async () => {
  [plain, waiting] = [dirname(freshPath()), dirname(freshPath())];
  for (const folder of [plain, waiting]) mkdirSync(join(folder, 'whole'));
  const path = join(plain, 'whole', 'notes.latchkey');
  const made = freshPath();
  await makeVault(made, [{ title: 'Tea', body: 'Oolong' }]);
  copyFileSync(made, path);
  cpSync(join(plain, 'whole'), join(waiting, 'whole'), { recursive: true });
  await sealDraft(join(waiting, 'whole'));
});
afterAll(removeFolders);

async function sealDraft(folder: string): Promise<void> {
  const path = join(folder, 'notes.latchkey');
  const session = createSession({ resources, drafts: join(folder, 'drafts'), onProblems: () => undefined });
  await session.unlock({ path, passphrase });
  const [note] = await session.listNotes();
  if (note?.state !== 'readable') throw new Error('There is no note');
  await session.editDraft({ key: 'a', note, length: 5, body: 'typed', title: 'Tea' });
  renameSync(path, `${path}.away`);
  await session.lock();
  renameSync(`${path}.away`, path);
  expect(readdirSync(join(folder, 'drafts'))).toHaveLength(1);
}

describe('a step on the disk that fails', () => {
  it.each(['lock', 'lock-away'])(
    'loses no draft at a lock without saying so (%s)',
    async (act) => {
      const [whole, ...failed] = await runs<{ unsaved: UnsavedAtLock | null } | null>(plain, act);
      expect(whole?.texts).toEqual(['typed']);
      expect(failed.length).toBeGreaterThan(8);
      for (const { plan, said, texts } of failed) {
        const { lost = 0 } = said?.unsaved ?? {};
        expect(texts, JSON.stringify(plan)).toEqual(lost > 0 ? ['Oolong'] : ['typed']);
      }
    },
    60_000,
  );

  it('loses no draft that comes back, and brings it once', async () => {
    const [whole, ...failed] = await runs(waiting, 'back');
    expect(failed.length).toBeGreaterThan(8);
    for (const { plan, texts } of failed) expect(texts, JSON.stringify(plan)).toEqual(['typed']);
    for (let at = 1; at <= (whole?.steps ?? 0); at += 2) {
      expect(await outputOf([waiting, 'back', String(at)])).toMatchObject({ signal: 'SIGKILL' });
      const after = createSession({
        resources,
        drafts: join(waiting, 'run', 'drafts'),
        onProblems: () => undefined,
      });
      await after.unlock({ path: join(waiting, 'run', 'notes.latchkey'), passphrase });
      await after.bringBackDrafts();
      const notes = await after.listNotes();
      const texts = await Promise.all(notes.map(async ({ id }) => (await after.openNote({ id })).body));
      await after.lock();
      expect(texts, `killed before step ${at}`).toEqual(['typed']);
    }
  }, 120_000);
});

async function runs<Said>(folder: string, act: string): Promise<readonly Run<Said>[]> {
  const { output, signal } = await outputOf([folder, act]);
  expect(signal).toBeNull();
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Run<Said>);
}

async function outputOf(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', quickKdf, runner, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, signal: child.signalCode };
}
