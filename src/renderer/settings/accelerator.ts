import type { KeyPress } from '../app/keymap.ts';

/** Keys that Electron's accelerators call otherwise than `KeyboardEvent.code` does. */
const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
};

/** A letter is the one that the layout writes; of other keys the place counts, because Shift and Alt change what they write. */
function keyOf({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const plain = /^(?:Key([A-Z])|Digit([0-9])|(F(?:[1-9]|1[0-9]|2[0-4])))$/.exec(code);
  return plain === null ? (named[code] ?? null) : (plain[1] ?? plain[2] ?? plain[3] ?? null);
}

/**
 * A key press as Electron writes accelerators, such as `Control+Shift+Space`. Null for one that would take a key away
 * from writing everywhere: without Ctrl, Alt or the command key, or on a modifier alone.
 */
export function acceleratorOf(press: KeyPress, mac: boolean): string | null {
  const key = keyOf(press);
  if (key === null || !(press.ctrlKey || press.altKey || press.metaKey)) return null;
  return [
    ...(press.ctrlKey ? ['Control'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.metaKey ? [mac ? 'Command' : 'Super'] : []),
    key,
  ].join('+');
}

const onMac: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Command: '⌘' };
const elsewhere: Readonly<Record<string, string>> = { Control: 'Ctrl' };

/** The keys of an accelerator as a person reads them, one string a key. */
export function keysOfAccelerator(accelerator: string, mac: boolean): readonly string[] {
  return accelerator.split('+').map((part) => (mac ? onMac : elsewhere)[part] ?? part);
}
