import { LatchkeyError } from '../contract/errors.ts';
import type { windowMethods } from '../contract/window-methods.ts';
import type { Handlers } from './calls.ts';

/** What the calls do that concern windows, the vaults they show, and this computer's settings. */
export function makeWindowHandlers(): Pick<Handlers, keyof typeof windowMethods> {
  return {
    'settings.read': missing,
    'settings.change': missing,
    'vaults.list': missing,
    'vaults.show': missing,
    'vaults.forget': missing,
    'window.new': missing,
    'window.capture': missing,
    'capture.state': missing,
    'capture.save': missing,
    'capture.close': missing,
  };
}

function missing(): never {
  throw new LatchkeyError('invalid-request', 'This is not built yet.');
}
