import { describe, expect, it, vi } from 'vitest';
import { LatchkeyError, type AppSettings, type SettingsState } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge } from '../bridge/fake-bridge.ts';
import { startSettings } from './settings-store.ts';

const usual: AppSettings = {
  theme: 'system',
  textSize: 16,
  lockAfter: 10,
  clearClipboardAfter: 30,
  hideFromCapture: false,
  spellCheck: false,
  captureShortcut: null,
};
const stateOf = (change: Partial<AppSettings>): SettingsState => ({
  settings: { ...usual, ...change },
  can: { spellCheck: false, hideFromCapture: false },
  shortcutProblem: null,
  version: '1.0.0',
});

async function started(change: (wanted: Partial<AppSettings>) => unknown) {
  const applied: number[] = [];
  const { bridge, emit } = fakeBridge({ 'settings.read': () => stateOf({}), 'settings.change': change });
  const settings = startSettings(createApi(bridge), ({ textSize }) => applied.push(textSize));
  await vi.waitFor(() => expect(settings.store.getState().state).not.toBeNull());
  return { settings, applied, emit };
}

describe('the settings of a window', () => {
  it('follow what another window has changed', async () => {
    const { settings, applied, emit } = await started(() => stateOf({}));
    emit('settings', stateOf({ textSize: 20 }));
    expect(settings.store.getState().state?.settings.textSize).toBe(20);
    expect(applied).toEqual([16, 20]);
  });

  it('show a change before main has answered', async () => {
    const { settings } = await started((wanted) => stateOf(wanted));
    const changing = settings.change({ theme: 'dark' });
    expect(settings.store.getState().state?.settings.theme).toBe('dark');
    await changing;
    expect(settings.store.getState()).toMatchObject({ state: stateOf({ theme: 'dark' }), error: null });
  });

  it('are as before when a change fails, and say why', async () => {
    const { settings, applied } = await started(() => {
      throw new LatchkeyError('invalid-request', 'It was not understood.');
    });
    await settings.change({ textSize: 28 });
    expect(settings.store.getState()).toMatchObject({
      state: stateOf({}),
      error: { message: 'It was not understood.' },
    });
    expect(applied.at(-1)).toBe(16);
  });
});
