import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnClipboard } from './clipboard.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(seconds: number | null = null) {
  const system = {
    text: '',
    readText: () => Promise.resolve(system.text),
    clear: () => void (system.text = ''),
  };
  return { system, own: new OwnClipboard<string>(system, () => seconds) };
}

describe('what was copied from a vault', () => {
  it('is taken off the clipboard when that vault locks', async () => {
    const { system, own } = started();
    system.text = 'High water at six.';
    await own.copied('first');
    await own.clear('second');
    expect(system.text).toBe('High water at six.');
    await own.clear('first');
    expect(system.text).toBe('');
  });

  it('is not touched once something else is there', async () => {
    const { system, own } = started();
    system.text = 'High water at six.';
    await own.copied('first');
    system.text = 'from elsewhere';
    await own.clear('first');
    expect(system.text).toBe('from elsewhere');
  });

  it('is not the text that was copied elsewhere later, though it is the same vault that locks twice', async () => {
    const { system, own } = started();
    system.text = 'High water at six.';
    await own.copied('first');
    await own.clear('first');
    system.text = 'High water at six.';
    await own.clear('first');
    expect(system.text).toBe('High water at six.');
  });

  it('goes after a while where that is wished, counted from the last time', async () => {
    const { system, own } = started(30);
    system.text = 'one';
    await own.copied('first');
    await vi.advanceTimersByTimeAsync(20_000);
    system.text = 'two';
    await own.copied('first');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(system.text).toBe('two');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(system.text).toBe('');
  });

  it('stays until the lock where nothing else is wished', async () => {
    const { system, own } = started();
    system.text = 'one';
    await own.copied('first');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(system.text).toBe('one');
  });

  it('does not keep anybody waiting where the clipboard does not answer', async () => {
    const own = new OwnClipboard<string>(
      { readText: () => new Promise(() => undefined), clear: () => undefined },
      () => null,
    );
    const copied = own.copied('first');
    await vi.advanceTimersByTimeAsync(1_000);
    await copied;
    await own.settled;
  });

  it('does not matter where the clipboard cannot be read', async () => {
    const own = new OwnClipboard<string>(
      { readText: () => Promise.reject(new Error('no display')), clear: () => undefined },
      () => null,
    );
    await own.copied('first');
    await own.clear('first');
    await own.settled;
  });
});
