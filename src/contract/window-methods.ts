import * as v from 'valibot';
import { AppSettings, CapturesIn, CaptureState, KnownVault, SettingsState } from './settings.ts';

const Nothing = v.void();
const ByRef = v.strictObject({ ref: v.string() });

/** Calls about the windows, the vaults they show, and this computer's settings. */
export const windowMethods = {
  'settings.read': { request: Nothing, response: SettingsState },
  /** What is absent stays as it is. */
  'settings.change': { request: v.partial(AppSettings), response: SettingsState },

  /** Vaults that were open here, the latest first. */
  'vaults.list': { request: Nothing, response: v.array(KnownVault) },
  /** Shows a vault, locked, in this window or one of its own. One that a window shows already is only brought forward. */
  'vaults.show': {
    request: v.strictObject({ ref: v.string(), where: v.picklist(['here', 'new-window']) }),
    response: Nothing,
  },
  /** Takes a vault off the list. Its file stays. */
  'vaults.forget': { request: ByRef, response: Nothing },
  /** Opens one more window, with no vault on its desk. */
  'window.new': { request: Nothing, response: Nothing },
  /** Opens the quick-capture window. */
  'window.capture': { request: Nothing, response: Nothing },

  /** Makes notes of the captures that wait for the unlocked vault, and lets it take some from now on. */
  'inbox.takeIn': { request: Nothing, response: CapturesIn },

  // Quick capture: answered for its own window only.

  'capture.state': { request: Nothing, response: CaptureState },
  /** Makes a note of a text in a vault, or seals it until that vault is unlocked. */
  'capture.save': {
    request: v.strictObject({
      ref: v.string(),
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(100_000)),
    }),
    response: Nothing,
  },
  'capture.close': { request: Nothing, response: Nothing },
  /** The window stays though the app was to quit: what is written in it could not be saved. */
  'capture.stay': { request: Nothing, response: Nothing },
} as const;
