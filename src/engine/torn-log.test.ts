import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Vault } from '../vault/index.ts';
import { freshPath, makeVault, openVault, removeFolders } from './fixtures/vaults.ts';

afterAll(removeFolders);

/** What a disk writes at once, whatever else it promises, in bytes. */
const sector = 512;
let points = 0;

afterAll(() => console.log(`torn log: ${points} points`));

describe('a log of which only a part reached the disk', () => {
  it.each([
    [
      'a save',
      (vault: Vault) => void vault.save({ ...firstOf(vault), title: 'Saved', body: 'x'.repeat(30_000) }),
    ],
    [
      'a deletion',
      (vault: Vault) => {
        const { id } = firstOf(vault);
        vault.change([id], { trashed: true });
        vault.remove([id]);
      },
    ],
    ['a change of holders', (vault: Vault) => vault.changeSlots({ remove: [] })],
  ])(
    'holds the state before or after %s, whole, wherever it ends',
    { timeout: 120_000 },
    async (_, change) => {
      const path = freshPath();
      await makeVault(path, [
        { title: 'One', body: 'first' },
        { title: 'Two', body: 'second' },
      ]);
      const vault = await openVault(path);
      vault.create({ title: 'Three', body: 'third' });
      const states = [stateOf(vault)];
      const [file, start] = [readFileSync(path), readFileSync(`${path}-wal`).length];
      change(vault);
      const log = readFileSync(`${path}-wal`);
      // The moments between two transactions of one change count as well.
      const last = stateOf(vault);
      vault.lock();
      // Each way of tearing by itself: a log that ends in zeros is whole where only its zeros are lost.
      for (const tear of [cutAt, zeroedFrom, garbledFrom]) {
        const seen: string[] = [];
        for (let end = start; end <= log.length; end += sector) {
          points += 1;
          seen.push(await stateOfCopy(file, tear(log, end)));
        }
        seen.push(await stateOfCopy(file, log));
        const counters = seen.map((state) => Number(/^\[(\d+)/.exec(state)?.[1]));
        expect(new Set(counters).size).toBeLessThanOrEqual(3);
        expect(seen[0]).toBe(states[0]);
        expect(seen.at(-1)).toBe(last);
        expect(counters).toEqual(counters.toSorted((a, b) => a - b));
      }
    },
  );
});

/** Opens it as the next start would; throws unless every record opens and none is missing. */
async function stateOfCopy(file: Uint8Array, log: Uint8Array): Promise<string> {
  const copy = freshPath();
  writeFileSync(copy, file);
  writeFileSync(`${copy}-wal`, log);
  const vault = await openVault(copy);
  const check = vault.verify();
  let step = check.next();
  while (!step.done) step = check.next();
  expect(step.value.problems).toEqual([]);
  const state = stateOf(vault);
  vault.lock();
  rmSync(copy);
  return state;
}

function stateOf(vault: Vault): string {
  const notes = vault.list().map(({ id }) => vault.open(id));
  return JSON.stringify([vault.writeCounter, notes]);
}

function firstOf(vault: Vault) {
  const [first] = vault.list();
  if (first?.state !== 'readable') throw new Error('There is no note');
  return first;
}

function cutAt(log: Buffer, end: number): Buffer {
  return log.subarray(0, end);
}

/** What a file system shows that has made room and not written yet. */
function zeroedFrom(log: Buffer, end: number): Buffer {
  return Buffer.concat([log.subarray(0, end), Buffer.alloc(log.length - end)]);
}

/** What lay on the disk before. */
function garbledFrom(log: Buffer, end: number): Buffer {
  return Buffer.concat([log.subarray(0, end), Buffer.alloc(log.length - end, 0xa5)]);
}
