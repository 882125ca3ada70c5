import { beforeEach, describe, expect, it } from 'vitest';
import type { Work } from '../contract/care.ts';
import { WorkQueue } from './work-queue.ts';

let shown: (Work | null)[];
let queue: WorkQueue;
const wanted = () => undefined;

beforeEach(() => {
  shown = [];
  queue = new WorkQueue({ showWork: (work) => shown.push(work), showProgress: () => undefined });
});

describe('long work', () => {
  it('is done one piece at a time, in the order it was asked for, whatever fails', async () => {
    const first = queue.run('check', wanted, () => Promise.reject(new Error('no')));
    const second = queue.run('backup', wanted, () => Promise.resolve('done'));
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe('done');
    expect(shown).toEqual(['check', null, 'backup', null]);
  });

  it('is not begun once nobody wants it', async () => {
    let isOpen = true;
    const assertOpen = () => {
      if (!isOpen) throw new Error('locked');
    };
    const first = queue.run('check', assertOpen, async () => {
      isOpen = false;
      await Promise.reject(new Error('the file is closed'));
    });
    const second = queue.run('backup', assertOpen, () => Promise.resolve('done'));
    await expect(first).rejects.toThrow('locked');
    await expect(second).rejects.toThrow('locked');
    expect(shown).toEqual(['check', null]);
  });

  it('that is stopped gets the reason, and the next piece begins unstopped', async () => {
    const first = queue.run('export', wanted, async ({ signal }) => {
      queue.stop(new Error('enough'));
      signal.throwIfAborted();
      await Promise.resolve();
    });
    await expect(first).rejects.toThrow('enough');
    queue.stop(new Error('nobody hears this'));
    expect(await queue.run('check', wanted, ({ signal }) => Promise.resolve(signal.aborted))).toBe(false);
  });
});
