import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Vault } from '../vault/index.ts';
import { randomFrom } from './fixtures/random.ts';
import { freshPath, makeVault, openVault, removeFolders } from './fixtures/vaults.ts';

afterEach(removeFolders);

/** Each is a process of its own: many when asked. */
const rounds = process.env.SLOW === undefined ? 60 : 200;
const lanes = 2;
/** How many answered saves the longest life of a child has, and how long after the last of them it ends at most, in milliseconds. */
const mostSaves = 10;
const longestWait = 4;
const saver = fileURLToPath(new URL('fixtures/saver.ts', import.meta.url));
const quickKdf = new URL('fixtures/quick-kdf.ts', import.meta.url).href;

/** A note as a child said it is, or was about to be. */
interface Claim {
  /** `new` while the note has none. */
  readonly id: string;
  readonly revision: number;
  readonly digest: string;
}

interface Testimony {
  readonly saved: readonly Claim[];
  /** What was under way when the child died. */
  readonly pending: Claim | null;
}

describe('a program killed while it saves', () => {
  it(`loses nothing it was told is saved, ${rounds} times`, { timeout: 180_000 }, async () => {
    const seed = randomInt(2 ** 31);
    console.log(`kill test: seed ${seed}`);
    const tallies = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => runLane(seed + lane * rounds)),
    );
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(tallies.map(({ saves }) => saves))).toBeGreaterThan(rounds);
    expect(sum(tallies.map(({ interrupted }) => interrupted))).toBeGreaterThan(rounds / 4);
  });
});

/** Kills one child after another on one vault. Returns how many saves were answered, and how many cut short. */
async function runLane(seed: number) {
  const random = randomFrom(seed);
  const path = freshPath();
  await makeVault(path);
  let known: ReadonlyMap<string, Claim> = new Map();
  let saves = 0;
  let interrupted = 0;
  for (let round = 0; round < rounds / lanes; round++) {
    const testimony = await runUntilKilled(path, seed + round, random);
    const vault = await openVault(path);
    const found = notesIn(vault);
    verify(known, testimony, found);
    expect(problemsIn(vault)).toEqual([]);
    vault.lock();
    known = found;
    saves += testimony.saved.length;
    if (testimony.pending) interrupted++;
  }
  return { saves, interrupted };
}

/** Killed so long after so many saves, both by lot: a life in milliseconds alone would see none of them on a busy machine. */
async function runUntilKilled(path: string, seed: number, random: () => number): Promise<Testimony> {
  const [saves, wait] = [Math.floor(random() * mostSaves), random() * longestWait];
  const child = spawn(process.execPath, ['--import', quickKdf, saver, path, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(path), 'compiled') },
  });
  const lines: string[] = [];
  let answered = 0;
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => {
    lines.push(line);
    if (line.startsWith('saved')) answered += 1;
    else if (line !== 'ready') return;
    if (answered === saves) setTimeout(() => child.kill('SIGKILL'), wait);
  });
  await Promise.all([once(child, 'exit'), once(reader, 'close')]);
  expect(child.signalCode).toBe('SIGKILL');
  return testimonyOf(lines);
}

function testimonyOf(lines: readonly string[]): Testimony {
  const claims = lines.map((line) => {
    const [verb, ...fields] = line.split(' ');
    const [id = '', revision = '1', digest = ''] = fields[0] === 'new' ? ['new', '1', fields[1]] : fields;
    return { verb, claim: { id, revision: Number(revision), digest } };
  });
  const saved = claims.filter(({ verb }) => verb === 'saved').map(({ claim }) => claim);
  const last = claims.at(-1);
  return { saved, pending: last?.verb === 'trying' ? last.claim : null };
}

/** Every note is what was last answered, or what was under way; and nothing else is there. */
function verify(
  known: ReadonlyMap<string, Claim>,
  { saved, pending }: Testimony,
  found: ReadonlyMap<string, Claim>,
) {
  const expected = new Map([...known, ...saved.map((claim) => [claim.id, claim] as const)]);
  for (const [id, claim] of expected) {
    const note = found.get(id);
    const isPending = pending?.id === id && note?.digest === pending.digest;
    expect(note).toEqual(isPending ? pending : claim);
  }
  const extra = [...found.values()].filter(({ id }) => !expected.has(id));
  expect(extra.length).toBeLessThanOrEqual(pending?.id === 'new' ? 1 : 0);
  for (const note of extra) expect(note.digest).toBe(pending?.digest);
}

function notesIn(vault: Vault): ReadonlyMap<string, Claim> {
  const notes = vault.list().map(({ id }) => {
    const { summary, body } = vault.open(id);
    const digest = createHash('sha256')
      .update(JSON.stringify([summary.title, body]))
      .digest('hex');
    return [id, { id, revision: summary.revision, digest }] as const;
  });
  return new Map(notes);
}

function problemsIn(vault: Vault) {
  const check = vault.check();
  let step = check.next();
  while (!step.done) step = check.next();
  return step.value;
}
