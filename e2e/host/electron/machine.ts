import type * as Electron from 'electron';
import { HostEvent, LoudEmitter } from './emitter.ts';
import { display, machine, post, serve } from './link.ts';
import { loud } from './loud.ts';

const powerEvents = [
  'suspend',
  'resume',
  'lock-screen',
  'unlock-screen',
  'shutdown',
  'on-ac',
  'on-battery',
  'user-did-become-active',
  'user-did-resign-active',
] as const;

class HostPowerMonitor
  extends LoudEmitter
  implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>
{
  /** When the person last touched the machine, by this process's clock. Never, until the display says otherwise. */
  #idleSince: number | null = null;

  constructor() {
    super('powerMonitor', powerEvents);
  }

  becomeIdle(seconds: number): void {
    this.#idleSince = seconds === 0 ? null : performance.now() - seconds * 1000;
  }

  getSystemIdleTime(): number {
    return this.#idleSince === null ? 0 : Math.floor((performance.now() - this.#idleSince) / 1000);
  }

  getSystemIdleState(threshold: number): 'active' | 'idle' {
    return this.getSystemIdleTime() >= threshold ? 'idle' : 'active';
  }
}

const hostPowerMonitor = new HostPowerMonitor();
export const powerMonitor = loud('powerMonitor', hostPowerMonitor);

class HostNativeTheme
  extends LoudEmitter
  implements Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource' | 'shouldUseHighContrastColors'>
{
  readonly shouldUseHighContrastColors = false;
  #systemIsDark = machine.dark;
  #source: Electron.NativeTheme['themeSource'] = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#systemIsDark : this.#source === 'dark';
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#source = source;
    post(display.ask('setTheme', { source }));
    this.emit('updated', new HostEvent());
  }

  systemTurned(dark: boolean): void {
    this.#systemIsDark = dark;
    this.emit('updated', new HostEvent());
  }
}

const hostNativeTheme = new HostNativeTheme();
export const nativeTheme = loud('nativeTheme', hostNativeTheme);

const primary = {
  id: 1,
  bounds: machine.screen,
  workArea: machine.screen,
  workAreaSize: { width: machine.screen.width, height: machine.screen.height },
  size: { width: machine.screen.width, height: machine.screen.height },
  scaleFactor: 1,
} satisfies Partial<Electron.Display>;

export const screen = loud('screen', {
  getPrimaryDisplay: () => loud('Display', { ...primary }),
  getAllDisplays: () => [loud('Display', { ...primary })],
  getDisplayMatching: () => loud('Display', { ...primary }),
  getDisplayNearestPoint: () => loud('Display', { ...primary }),
});

export const shell = loud('shell', {
  /** Recorded by the display, never opened. */
  async openExternal(url) {
    await display.ask('openExternal', { url });
  },
  /** Recorded by the display, never opened. Every file has a program here. */
  async openPath(path) {
    await display.ask('openExternal', { url: path });
    return '';
  },
  showItemInFolder(path) {
    post(display.ask('showItemInFolder', { path }));
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>);

serve({
  power: ({ event }) => hostPowerMonitor.emit(event, new HostEvent()),
  idle: ({ seconds }) => hostPowerMonitor.becomeIdle(seconds),
  dark: ({ dark }) => hostNativeTheme.systemTurned(dark),
});
