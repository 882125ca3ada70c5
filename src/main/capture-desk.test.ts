import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CaptureDesk, type CaptureSurroundings } from './capture-desk.ts';

const shown = vi.hoisted(() => ({ windows: [] as unknown[], told: [] as unknown[] }));
vi.mock('./window.ts', () => ({
  openWindow: () => shown.windows.at(-1),
  publish: (_window: unknown, event: string, payload: unknown) => shown.told.push([event, payload]),
  isFrom: () => true,
}));

/** A window as far as the desk knows one. */
class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  isClosed = false;

  close(): void {
    const prevented = new Set<string>();
    this.emit('close', { preventDefault: () => prevented.add('close') });
    this.isClosed = prevented.size === 0;
    if (this.isClosed) this.emit('closed');
  }

  isMinimized = () => false;
  show = () => undefined;
  focus = () => undefined;
}

const surroundings = {
  preferences: { recents: [], captureVault: null },
  known: {},
  places: {},
  startEngine: () => ({ stop: () => Promise.resolve(), waitingCaptures: () => Promise.resolve([]) }),
  unlockedAt: () => null,
};

/** A desk whose window is open. */
function opened() {
  const window = new FakeWindow();
  shown.windows.push(window);
  const desk = new CaptureDesk(surroundings as unknown as CaptureSurroundings);
  desk.open();
  const call = async (method: 'capture.state' | 'capture.stay' | 'capture.close'): Promise<unknown> =>
    desk.handlers[method](undefined);
  return { window, desk, call };
}

beforeEach(() => {
  vi.useFakeTimers();
  shown.told.splice(0);
});
afterEach(() => {
  vi.useRealTimers();
});

const asked = ['capture.closing', { isQuitting: false }];

describe('the window of quick capture', () => {
  it('asks its page before it closes, and closes when the page says so', async () => {
    const { window, call } = opened();
    await call('capture.state');
    window.close();
    expect([window.isClosed, shown.told]).toEqual([false, [asked]]);
    await call('capture.close');
    expect(window.isClosed).toBe(true);
  });

  it('closes while its page cannot answer, and asks it again once it can', async () => {
    const { window, call } = opened();
    await call('capture.state');
    window.emit('unresponsive');
    window.emit('responsive');
    window.close();
    expect([window.isClosed, shown.told]).toEqual([false, [asked]]);
    window.emit('unresponsive');
    window.close();
    expect(window.isClosed).toBe(true);
  });

  it('closes at once when its page has not come up, or has crashed', async () => {
    const { window } = opened();
    window.close();
    expect(window.isClosed).toBe(true);
    const { window: other, call } = opened();
    await call('capture.state');
    other.webContents.emit('render-process-gone');
    expect(other.isClosed).toBe(true);
  });

  it('does not hold up an app that quits for a page that hangs, and asks again when it is asked again', async () => {
    const { desk, call } = opened();
    await call('capture.state');
    const first = desk.settle();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await first).toBe(true);
    const second = desk.settle();
    await call('capture.stay');
    expect(await second).toBe(false);
  });
});
