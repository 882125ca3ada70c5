import type * as Electron from 'electron';
import { display, post } from './link.ts';
import { loud } from './loud.ts';

/** The machine's clipboard, as far as it holds text. It belongs to the display: it is still there when the app has gone. */
export const clipboard = loud('clipboard', {
  readText: () => display.ask('readClipboard', null),
  writeText: (text) => display.ask('writeClipboard', { text }),
  clear: () => post(display.ask('writeClipboard', { text: '' })),
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>);
