import type { Command } from '../../contract/index.ts';

/** What a key event must tell. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export type Action = Command | 'show-shortcuts' | 'toggle-reading' | 'quick-capture';

interface Shortcut {
  readonly action: Action;
  /** The key as it is shown. */
  readonly shown: string;
  /** Whether Shift belongs to it; null where a layout may need Shift to write the key. */
  readonly shift: boolean | null;
  /** With Alt in the place of Ctrl; on a Mac with both, where Alt and an arrow move in text. */
  readonly alt?: true;
  /** Whether an event is of that key, whatever the layout makes of Shift. */
  readonly matches: (press: KeyPress) => boolean;
}

const letter =
  (wanted: string) =>
  ({ key }: KeyPress): boolean =>
    key.toLowerCase() === wanted;
const backslash = ({ key, code }: KeyPress): boolean => key === '\\' || key === '|' || code === 'Backslash';

export const shortcuts: readonly Shortcut[] = [
  { action: 'search-notes', shown: 'F', shift: true, matches: letter('f') },
  // Some look for a note where others open files.
  {
    action: 'go-to-note',
    shown: 'P',
    shift: false,
    matches: (press) => letter('p')(press) || letter('o')(press),
  },
  { action: 'show-palette', shown: 'K', shift: false, matches: letter('k') },
  { action: 'go-back', shown: '←', shift: false, alt: true, matches: ({ key }) => key === 'ArrowLeft' },
  { action: 'go-forward', shown: '→', shift: false, alt: true, matches: ({ key }) => key === 'ArrowRight' },
  { action: 'new-note', shown: 'N', shift: false, matches: letter('n') },
  { action: 'find', shown: 'F', shift: false, matches: letter('f') },
  {
    action: 'replace',
    shown: 'H',
    shift: false,
    matches: letter('h'),
  },
  { action: 'show-outline', shown: 'O', shift: true, matches: letter('o') },
  { action: 'toggle-focus', shown: 'D', shift: true, matches: letter('d') },
  {
    action: 'new-from-template',
    shown: 'N',
    shift: true,
    matches: letter('n'),
  },
  { action: 'pin-note', shown: 'P', shift: true, matches: letter('p') },
  { action: 'favourite-note', shown: 'S', shift: true, matches: letter('s') },
  { action: 'move-note', shown: 'M', shift: true, matches: letter('m') },
  { action: 'tag-note', shown: 'T', shift: true, matches: letter('t') },
  { action: 'duplicate-note', shown: 'D', shift: false, matches: letter('d') },
  {
    action: 'archive-note',
    shown: 'A',
    shift: true,
    matches: letter('a'),
  },
  {
    action: 'trash-note',
    shown: '⌫',
    shift: true,
    matches: ({ key }) => key === 'Backspace',
  },
  {
    action: 'show-health',
    shown: 'H',
    shift: true,
    matches: letter('h'),
  },
  {
    action: 'toggle-reading',
    shown: 'E',
    shift: false,
    matches: letter('e'),
  },
  { action: 'show-lab', shown: 'E', shift: true, matches: letter('e') },
  { action: 'lock', shown: 'L', shift: false, matches: letter('l') },
  {
    action: 'toggle-sidebar',
    shown: '\\',
    shift: false,
    matches: backslash,
  },
  { action: 'toggle-list', shown: '\\', shift: true, matches: backslash },
  { action: 'show-settings', shown: ',', shift: false, matches: ({ key }) => key === ',' },
  { action: 'new-window', shown: 'W', shift: true, matches: letter('w') },
  {
    action: 'show-shortcuts',
    shown: '/',
    shift: null,
    matches: ({ key }) => key === '/',
  },
];

function hasModifiers({ ctrlKey, metaKey, altKey }: KeyPress, alt: boolean, mac: boolean): boolean {
  if (altKey !== alt) return false;
  return mac ? metaKey && !ctrlKey : !metaKey && ctrlKey !== alt;
}

/** The action a key press asks for, or null. `mac`: the command key stands where others use Ctrl. */
export function actionFor(press: KeyPress, mac: boolean): Action | null {
  const found = shortcuts.find(
    ({ shift, alt, matches }) =>
      hasModifiers(press, alt === true, mac) &&
      (shift === null || shift === press.shiftKey) &&
      matches(press),
  );
  return found?.action ?? null;
}

function shortcutOf(action: Action): Shortcut | undefined {
  return shortcuts.find((shortcut) => shortcut.action === action);
}

/** The keys of an action as a person reads them, one string a key. */
export function keysOf(action: Action, mac: boolean): readonly string[] {
  const shortcut = shortcutOf(action);
  if (shortcut === undefined) return [];
  const shown = shortcut.shown === '⌫' && !mac ? 'Backspace' : shortcut.shown;
  const modifiers = shortcut.alt === true ? (mac ? ['⌥', '⌘'] : ['Alt']) : [mac ? '⌘' : 'Ctrl'];
  return [...modifiers, ...(shortcut.shift === true ? [mac ? '⇧' : 'Shift'] : []), shown];
}

/** The keys of an action for `aria-keyshortcuts`. */
export function ariaKeysOf(action: Action, mac: boolean): string | undefined {
  const shortcut = shortcutOf(action);
  if (shortcut === undefined) return undefined;
  const names: Readonly<Record<string, string>> = { '⌫': 'Backspace', '←': 'ArrowLeft', '→': 'ArrowRight' };
  const key = names[shortcut.shown] ?? shortcut.shown;
  const modifiers = shortcut.alt === true ? (mac ? ['Alt', 'Meta'] : ['Alt']) : [mac ? 'Meta' : 'Control'];
  return [...modifiers, ...(shortcut.shift === true ? ['Shift'] : []), key].join('+');
}
