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

export type Action = Command | 'show-shortcuts' | 'toggle-reading';

interface Shortcut {
  readonly action: Action;
  readonly does: string;
  /** The key as it is shown. */
  readonly shown: string;
  /** Whether Shift belongs to it; null where a layout may need Shift to write the key. */
  readonly shift: boolean | null;
  /** Whether an event is of that key, whatever the layout makes of Shift. */
  readonly matches: (press: KeyPress) => boolean;
}

const letter =
  (wanted: string) =>
  ({ key }: KeyPress): boolean =>
    key.toLowerCase() === wanted;
const backslash = ({ key, code }: KeyPress): boolean => key === '\\' || key === '|' || code === 'Backslash';

export const shortcuts: readonly Shortcut[] = [
  { action: 'new-note', does: 'New note', shown: 'N', shift: false, matches: letter('n') },
  { action: 'find', does: 'Find in this note', shown: 'F', shift: false, matches: letter('f') },
  {
    action: 'replace',
    does: 'Find and replace in this note',
    shown: 'H',
    shift: false,
    matches: letter('h'),
  },
  { action: 'show-outline', does: 'Outline of this note', shown: 'O', shift: true, matches: letter('o') },
  { action: 'toggle-focus', does: 'Focus mode', shown: 'D', shift: true, matches: letter('d') },
  {
    action: 'new-from-template',
    does: 'New note from a template',
    shown: 'N',
    shift: true,
    matches: letter('n'),
  },
  { action: 'pin-note', does: 'Pin to the top, or not', shown: 'P', shift: true, matches: letter('p') },
  { action: 'favourite-note', does: 'Favourite, or not', shown: 'S', shift: true, matches: letter('s') },
  { action: 'move-note', does: 'Move to a notebook', shown: 'M', shift: true, matches: letter('m') },
  { action: 'tag-note', does: 'Tags of the note', shown: 'T', shift: true, matches: letter('t') },
  { action: 'duplicate-note', does: 'Duplicate', shown: 'D', shift: false, matches: letter('d') },
  {
    action: 'archive-note',
    does: 'Archive, or take out of it',
    shown: 'A',
    shift: true,
    matches: letter('a'),
  },
  {
    action: 'trash-note',
    does: 'Move to trash',
    shown: '⌫',
    shift: true,
    matches: ({ key }) => key === 'Backspace',
  },
  {
    action: 'show-health',
    does: 'Health of the vault',
    shown: 'H',
    shift: true,
    matches: letter('h'),
  },
  {
    action: 'toggle-reading',
    does: 'Read or edit',
    shown: 'E',
    shift: false,
    matches: letter('e'),
  },
  { action: 'show-lab', does: 'Escrow lab', shown: 'E', shift: true, matches: letter('e') },
  { action: 'lock', does: 'Lock the vault', shown: 'L', shift: false, matches: letter('l') },
  {
    action: 'toggle-sidebar',
    does: 'Show or hide the library',
    shown: '\\',
    shift: false,
    matches: backslash,
  },
  { action: 'toggle-list', does: 'Show or hide the list', shown: '\\', shift: true, matches: backslash },
  { action: 'show-settings', does: 'Settings', shown: ',', shift: false, matches: ({ key }) => key === ',' },
  { action: 'new-window', does: 'New window', shown: 'W', shift: true, matches: letter('w') },
  {
    action: 'show-shortcuts',
    does: 'Keyboard shortcuts',
    shown: '/',
    shift: null,
    matches: ({ key }) => key === '/',
  },
];

/** The action a key press asks for, or null. `mac`: the command key stands where others use Ctrl. */
export function actionFor(press: KeyPress, mac: boolean): Action | null {
  const modifier = mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  if (!modifier || press.altKey) return null;
  const found = shortcuts.find(
    ({ shift, matches }) => (shift === null || shift === press.shiftKey) && matches(press),
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
  return [mac ? '⌘' : 'Ctrl', ...(shortcut.shift === true ? [mac ? '⇧' : 'Shift'] : []), shown];
}

/** The keys of an action for `aria-keyshortcuts`. */
export function ariaKeysOf(action: Action, mac: boolean): string | undefined {
  const shortcut = shortcutOf(action);
  if (shortcut === undefined) return undefined;
  const key = shortcut.shown === '⌫' ? 'Backspace' : shortcut.shown;
  return [mac ? 'Meta' : 'Control', ...(shortcut.shift === true ? ['Shift'] : []), key].join('+');
}
