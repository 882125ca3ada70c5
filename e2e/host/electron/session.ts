import type * as Electron from 'electron';
import { LoudEmitter } from './emitter.ts';
import { loud } from './loud.ts';
import { protocol } from './protocol.ts';

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type BeforeRequest = (
  details: { url: string; method: string },
  answer: (r: { cancel?: boolean }) => void,
) => void;

/** Chromium's name of a permission, and what Electron's handlers call it. */
const permissions = {
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  'display-capture': 'display-capture',
  'idle-detection': 'idle-detection',
  'storage-access': 'storage-access',
  'window-management': 'window-management',
  camera: 'media',
  geolocation: 'geolocation',
  microphone: 'media',
  midi: 'midi',
  notifications: 'notifications',
} as const;

export class HostWebRequest implements Pick<Electron.WebRequest, never> {
  #beforeRequest: BeforeRequest | null = null;

  onBeforeRequest(
    ...args: readonly [BeforeRequest | null] | readonly [Electron.WebRequestFilter, BeforeRequest | null]
  ): void {
    this.#beforeRequest = args.length === 1 ? args[0] : args[1];
  }

  /** Whether the app lets a request of its page go on. */
  async allows(details: { url: string; method: string }): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (!listener) return true;
    const { promise, resolve } = Promise.withResolvers<{ cancel?: boolean }>();
    listener(details, resolve);
    return (await promise).cancel !== true;
  }
}

type Implemented = Pick<
  Electron.Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
>;

export class HostSession extends LoudEmitter implements Implemented {
  readonly protocol = protocol;
  readonly webRequest = loud('session.webRequest', new HostWebRequest());
  #check: CheckHandler = null;
  #request: RequestHandler = null;
  /** Told when the handlers change, so that windows that are open follow. */
  onHandlers: () => void = () => undefined;

  constructor() {
    super('session', [
      'will-download',
      'select-serial-port',
      'select-hid-device',
      'select-usb-device',
      'preconnect',
    ]);
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
    this.onHandlers();
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
    this.onHandlers();
  }

  /** This host has no devices to give, and its Chromium no spell checker: both are as good as refused. */
  setDevicePermissionHandler(): void {
    return;
  }
  setSpellCheckerEnabled(): void {
    return;
  }

  /** What the handlers say about each permission. Electron grants what no handler refuses, and so does this. */
  async decide(
    contents: Electron.WebContents,
    origin: string,
  ): Promise<{ granted: string[]; denied: string[] }> {
    const verdicts = await Promise.all(
      Object.entries(permissions).map(async ([name, asked]) => ({
        name,
        ok: await this.#grants(asked, contents, origin),
      })),
    );
    return {
      granted: verdicts.filter(({ ok }) => ok).map(({ name }) => name),
      denied: verdicts.filter(({ ok }) => !ok).map(({ name }) => name),
    };
  }

  async #grants(
    permission: (typeof permissions)[keyof typeof permissions],
    contents: Electron.WebContents,
    origin: string,
  ): Promise<boolean> {
    if (permission !== 'display-capture' && this.#check) {
      const details = { isMainFrame: true, requestingUrl: origin };
      if (!this.#check(contents, permission, origin, details)) return false;
    }
    if (!this.#request) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#request(contents, permission, resolve, { isMainFrame: true, requestingUrl: `${origin}/` });
    return promise;
  }
}

export const defaultSession = new HostSession();
export const session = loud('session', { defaultSession: loud('session.defaultSession', defaultSession) });
