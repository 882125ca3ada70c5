import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { keymap, type Command } from '@codemirror/view';
import { toggleMark, type InlineMark } from './inline-marks.ts';
import { link } from './insertions.ts';
import { toggleLines, type LineKind } from './line-kinds.ts';

/** A command for what may change the text. Nothing happens in one that is only read. */
export function command(change: (state: EditorState) => TransactionSpec | null): Command {
  return (view) => {
    if (view.state.readOnly) return false;
    const spec = change(view.state);
    if (spec !== null) view.dispatch(spec);
    return true;
  };
}

const mark = (kind: InlineMark): Command => command((state) => toggleMark(state, kind));
const lines = (kind: LineKind): Command => command((state) => toggleLines(state, kind));

/** Keys for laying out text, which work while the text has the focus. */
export const writingShortcuts = [
  { does: 'Bold', key: 'Mod-b', run: mark('bold') },
  { does: 'Italic', key: 'Mod-i', run: mark('italic') },
  { does: 'Strike out', key: 'Mod-Shift-x', run: mark('strike') },
  { does: 'Code', key: 'Mod-Shift-c', run: mark('code') },
  { does: 'Link', key: 'Mod-Shift-k', run: command(link) },
  { does: 'Numbered list', key: 'Mod-Shift-7', run: lines('numbers') },
  { does: 'Bulleted list', key: 'Mod-Shift-8', run: lines('bullets') },
  { does: 'Task', key: 'Mod-Shift-9', run: lines('tasks') },
] as const;

export type WritingKey = (typeof writingShortcuts)[number]['does'];

/** The keys of one of them, one string a key. */
export function writingKeysOf(does: WritingKey, mac: boolean): readonly string[] {
  const { key = '' } = writingShortcuts.find((one) => one.does === does) ?? {};
  const names = mac ? { Mod: '⌘', Shift: '⇧' } : { Mod: 'Ctrl', Shift: 'Shift' };
  return key
    .split('-')
    .map((part) => (part === 'Mod' || part === 'Shift' ? names[part] : part.toUpperCase()));
}

/** The keys of one of them for `aria-keyshortcuts`. */
export function writingAriaKeysOf(does: WritingKey, mac: boolean): string {
  const { key = '' } = writingShortcuts.find((one) => one.does === does) ?? {};
  return key
    .split('-')
    .map((part) =>
      part === 'Mod' ? (mac ? 'Meta' : 'Control') : part.length === 1 ? part.toUpperCase() : part,
    )
    .join('+');
}

export const writingKeys: Extension = keymap.of(
  writingShortcuts.map(({ key, run }) => ({ key, run, preventDefault: true })),
);
