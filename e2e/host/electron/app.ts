import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { HostEvent, LoudEmitter } from './emitter.ts';
import { InstanceLock } from './instance-lock.ts';
import { display, machine, post, serve } from './link.ts';
import { loud, notImplemented } from './loud.ts';
import { openWindows } from './windows.ts';

const emitted = [
  'ready',
  'will-finish-launching',
  'before-quit',
  'will-quit',
  'quit',
  'window-all-closed',
  'activate',
  'second-instance',
  'browser-window-created',
  'web-contents-created',
  'browser-window-focus',
  'render-process-gone',
  'child-process-gone',
  // Nothing on this host makes these happen; an app may still be ready for them.
  'open-file',
  'open-url',
  'login',
  'certificate-error',
  'select-client-certificate',
] as const;

function packageFacts(): { name: string; version: string } {
  const text = readFileSync(join(machine.appPath, 'package.json'), 'utf8');
  const facts = JSON.parse(text) as { name: string; productName?: string; version: string };
  return { name: facts.productName ?? facts.name, version: facts.version };
}

type Implemented = Pick<
  Electron.App,
  | 'quit'
  | 'exit'
  | 'isReady'
  | 'whenReady'
  | 'focus'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'getName'
  | 'setName'
  | 'name'
  | 'isPackaged'
  | 'getLocale'
  | 'getPreferredSystemLanguages'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setAboutPanelOptions'
> & { readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'> };

class HostApp extends LoudEmitter implements Implemented {
  readonly #facts = packageFacts();
  readonly #paths = new Map<string, string>([
    ['userData', machine.userData],
    ['sessionData', machine.userData],
    ['logs', join(machine.userData, 'logs')],
    ['documents', machine.documents],
    ['home', homedir()],
    ['temp', tmpdir()],
    ['exe', process.execPath],
  ]);
  readonly #lock = new InstanceLock((argv, cwd, data) => {
    this.emit('second-instance', new HostEvent(), argv, cwd, data);
  });
  readonly #readiness = Promise.withResolvers<undefined>();
  #ready = false;
  #quitting = false;
  readonly isPackaged = false;
  name = this.#facts.name;

  constructor() {
    super('app', emitted);
    this.setMaxListeners(0);
  }

  /** The display is there: what waits for `ready` may begin. */
  becomeReady(): void {
    this.#ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', new HostEvent(), {});
    this.#readiness.resolve(undefined);
  }

  isReady = () => this.#ready;
  whenReady = (): Promise<void> => this.#readiness.promise;
  getAppPath = () => machine.appPath;
  getVersion = () => this.#facts.version;
  getName = () => this.name;
  setName = (name: string) => {
    this.name = name;
  };
  getLocale = () => 'en-GB';
  getPreferredSystemLanguages = () => ['en-GB'];

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The Chromium host knows no path for '${name}'.`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** Every renderer of this host is sandboxed; there is nothing to switch on. */
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock = (data?: Record<string, unknown>) =>
    this.#lock.request(this.getPath('userData'), data);
  hasSingleInstanceLock = () => this.#lock.held;
  releaseSingleInstanceLock = () => this.#lock.release();

  /** Chromium runs already, and has no network either: a switch that takes it away is true here. */
  readonly commandLine = {
    appendSwitch(name: string, value?: string): void {
      if (this.known[name] !== value) throw notImplemented(`app.commandLine.appendSwitch('${name}')`);
    },
    known: { 'host-resolver-rules': 'MAP * ~NOTFOUND' } as Readonly<Record<string, string>>,
  };

  /** Windows' taskbar and macOS's About panel do not exist here, and nobody can look at them. */
  setAppUserModelId(): void {
    return;
  }
  setAboutPanelOptions(): void {
    return;
  }
  focus(): void {
    return;
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = this.allows('before-quit');
    if (!this.#quitting) return;
    for (const window of [...openWindows.values()]) window.close();
    if (openWindows.size > 0) this.#quitting = false;
    else this.#finish();
  }

  exit(code = 0): void {
    for (const window of [...openWindows.values()]) window.destroy({ quietly: true });
    this.#leave(code);
  }

  /** Called when a window has gone. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  #finish(): void {
    if (this.allows('will-quit')) this.#leave(0);
    else this.#quitting = false;
  }

  #leave(code: number): void {
    this.emit('quit', new HostEvent(), code);
    this.#lock.release();
    process.exit(code);
  }
}

export const hostApp = new HostApp();
export const app = loud('app', hostApp);

serve({
  ready: () => hostApp.becomeReady(),
  quit: () => hostApp.quit(),
  activate: () => hostApp.emit('activate', new HostEvent(), openWindows.size > 0),
});
post(display.ask('hello', null));
