import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../contract/errors.ts';
import { makeVault } from '../../vault/testing/vaults.ts';
import { termAt, termCountOf } from './segment.ts';
import { IndexUpkeep } from './upkeep.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Waits until nothing is being done. */
async function rested(upkeep: IndexUpkeep): Promise<void> {
  await upkeep.caughtUp(1_000);
  await setImmediate();
}

describe('the upkeep of an index', () => {
  it('begins anew some time after the disk has failed it, with what was written meanwhile', async () => {
    const { vault } = await makeVault();
    const { id } = vault.create({ title: 'Tea', body: 'x' });
    const reading = vi.spyOn(vault, 'possibleNotes').mockImplementation(() => {
      throw new LatchkeyError('disk-full', 'The disk does not answer.');
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const upkeep = new IndexUpkeep(vault);
    await rested(upkeep);
    const other = vault.create({ title: 'Pots', body: 'x' });
    await rested(upkeep);
    expect(upkeep.isComplete).toBe(false);
    // It waits longer each time.
    vi.advanceTimersByTime(15_000);
    await rested(upkeep);
    expect(reading).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(15_000);
    await rested(upkeep);
    expect(reading).toHaveBeenCalledTimes(2);
    reading.mockRestore();
    vi.advanceTimersByTime(15_000);
    await rested(upkeep);
    await rested(upkeep);
    expect(upkeep.isComplete).toBe(true);
    expect([upkeep.index.has(id), upkeep.index.has(other.id)]).toEqual([true, true]);
    upkeep.close();
    vi.advanceTimersByTime(1_000_000);
    vault.lock();
  });

  it('leaves no word of a note on the shelf that was deleted for good just before it was to be written', async () => {
    const { vault } = await makeVault();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const upkeep = new IndexUpkeep(vault);
    const { id } = vault.create({ title: 'Tea', body: 'oolong' });
    await rested(upkeep);
    vault.change([id], { trashed: true });
    await rested(upkeep);
    // The writing is begun, and has its first turn only after this.
    vi.advanceTimersByTime(15_000);
    vault.remove([id]);
    for (let time = 0; time < 3; time++) {
      await rested(upkeep);
      vi.advanceTimersByTime(15_000);
    }
    await rested(upkeep);
    const words = upkeep.index.segments.flatMap((segment) =>
      Array.from({ length: termCountOf(segment) }, (_, at) => termAt(segment, at)),
    );
    expect(words).not.toContain('oolong');
    expect(vault.shelf('search').isEmpty).toBe(false);
    upkeep.close();
    vault.lock();
  });
});
