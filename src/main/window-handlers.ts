import type { CapturesIn } from '../contract/settings.ts';
import type { windowMethods } from '../contract/window-methods.ts';
import type { Handlers } from './calls.ts';
import type { KnownVaults, Shown } from './known-vaults.ts';
import type { SettingsDesk } from './settings-desk.ts';

/** What a window asks of the app around it. */
export interface WindowDoings {
  readonly settings: SettingsDesk;
  readonly known: KnownVaults;
  /** Which vault files the windows show. */
  readonly shown: () => Shown;
  /** Brings the other window forward that shows this vault file; false if none does. */
  readonly bringForward: (path: string) => boolean;
  /** Shows a vault file, locked, in the window that asks. */
  readonly present: (path: string) => Promise<void>;
  /** Opens one more window, with that vault on its desk, or none. */
  readonly openWindow: (path: string | null) => void;
  /** Opens the window of quick capture. */
  readonly openCapture: () => void;
  /** Takes in what was captured for the vault of the window that asks. */
  readonly takeCaptures: () => Promise<CapturesIn>;
}

type WindowMethod = Exclude<keyof typeof windowMethods, `capture.${string}`>;

/** What the calls do that concern windows, the vaults they show, and this computer's settings. */
export function makeWindowHandlers(doings: WindowDoings): Pick<Handlers, WindowMethod> {
  const { settings, known, shown, bringForward, present, openWindow, openCapture, takeCaptures } = doings;
  return {
    'settings.read': () => settings.state,
    'settings.change': (change) => settings.change(change),
    'vaults.list': () => known.list(shown()),
    'vaults.show': async ({ ref, where }) => {
      const path = known.pathOf(ref);
      if (bringForward(path)) return;
      if (where === 'here') await present(path);
      else openWindow(path);
    },
    'vaults.forget': ({ ref }) => known.forget(ref),
    'window.new': () => openWindow(null),
    'window.capture': openCapture,
    'inbox.takeIn': takeCaptures,
  };
}
