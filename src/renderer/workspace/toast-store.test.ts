import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToasts } from './toast-store.ts';

const moved = { text: 'Moved to trash', action: null };

describe('toasts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('leave by themselves after eight seconds', () => {
    const toasts = createToasts();
    toasts.show(moved);
    vi.advanceTimersByTime(7_999);
    expect(toasts.store.getState().toast).toBe(moved);
    vi.advanceTimersByTime(1);
    expect(toasts.store.getState().toast).toBeNull();
  });

  it('stay while they are held', () => {
    const toasts = createToasts();
    toasts.show(moved);
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.store.getState().toast).toBe(moved);
  });

  it('give a newer one their place and its full time', () => {
    const toasts = createToasts();
    toasts.show(moved);
    vi.advanceTimersByTime(7_000);
    toasts.show({ text: 'Deleted', action: null });
    vi.advanceTimersByTime(7_000);
    expect(toasts.store.getState().toast?.text).toBe('Deleted');
  });
});
