import { LatchkeyError } from '../contract/errors.ts';
import type { windowMethods } from '../contract/window-methods.ts';
import type { Handlers } from './calls.ts';

/** What a window asks of the app around it. */
export interface WindowDoings {
  /** Brings the other window forward that shows this vault file; false if none does. */
  readonly bringForward: (path: string) => boolean;
  /** Opens one more window, with no vault on its desk. */
  readonly openWindow: () => void;
}

type WindowMethod = Exclude<keyof typeof windowMethods, `capture.${string}`>;

/** What the calls do that concern windows, the vaults they show, and this computer's settings. */
export function makeWindowHandlers(doings: WindowDoings): Pick<Handlers, WindowMethod> {
  return {
    'settings.read': missing,
    'settings.change': missing,
    'vaults.list': missing,
    'vaults.show': missing,
    'vaults.forget': missing,
    'window.new': () => doings.openWindow(),
    'window.capture': missing,
  };
}

function missing(): never {
  throw new LatchkeyError('invalid-request', 'This is not built yet.');
}
