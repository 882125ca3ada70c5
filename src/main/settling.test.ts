import { describe, expect, it, vi } from 'vitest';
import { Settling } from './settling.ts';

describe('settling', () => {
  it('waits for the window to answer', async () => {
    const settling = new Settling(() => true);
    let isDone = false;
    const waiting = settling.settle().then(() => (isDone = true));
    await Promise.resolve();
    expect(isDone).toBe(false);
    settling.finish();
    await waiting;
    expect(isDone).toBe(true);
  });

  it('waits for nobody when there is no window', async () => {
    await expect(new Settling(() => false).settle()).resolves.toBeUndefined();
  });

  it('gives a page that hangs a second and a half', async () => {
    vi.useFakeTimers();
    try {
      const waiting = new Settling(() => true).settle();
      await vi.advanceTimersByTimeAsync(1_500);
      await expect(waiting).resolves.toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes an answer that nobody waits for in its stride', () => {
    expect(() => new Settling(() => true).finish()).not.toThrow();
  });
});
