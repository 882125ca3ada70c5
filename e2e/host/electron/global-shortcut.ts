import type * as Electron from 'electron';
import { serve } from './link.ts';
import { loud, notImplemented } from './loud.ts';

/** What the desktop of this machine keeps for itself. */
const ofDesktop: readonly string[] = ['Alt+F4', 'Super+L'];

/** By accelerator, as it was registered. */
const registered = new Map<string, () => void>();

/** Whether a string ends in one key, after modifiers that Electron knows. */
const wellFormed =
  /^(?:(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*[^+]+$/;

export const globalShortcut = loud('globalShortcut', {
  register(accelerator, callback) {
    if (!wellFormed.test(accelerator)) throw notImplemented(`the accelerator ${accelerator}`);
    if (ofDesktop.includes(accelerator) || registered.has(accelerator)) return false;
    registered.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator) => void registered.delete(accelerator),
  unregisterAll: () => registered.clear(),
  isRegistered: (accelerator) => registered.has(accelerator),
} satisfies Pick<Electron.GlobalShortcut, 'register' | 'unregister' | 'unregisterAll' | 'isRegistered'>);

serve({
  globalShortcut({ accelerator }) {
    registered.get(accelerator)?.();
    return registered.has(accelerator);
  },
});
