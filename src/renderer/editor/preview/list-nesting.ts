import type { ChangeSpec } from '@codemirror/state';
import type { Command, KeyBinding } from '@codemirror/view';

const item = /^([ \t]*)([-*+][ \t]+|\d{1,9}[.)][ \t]+)/;

/** How far an item must be moved to the right to stand below the words of the one above; null where a line is no item. */
export function stepIn(line: string, above: string): number | null {
  const own = item.exec(line);
  if (own === null) return null;
  const [, indent = ''] = own;
  const [, indentAbove = '', markAbove = ''] = item.exec(above) ?? [];
  // Below a line that is no item, or one that is further in, a step is as wide as the own mark.
  const step = indentAbove.length + markAbove.length - indent.length;
  return markAbove !== '' && step > 0 ? step : (own[2]?.length ?? 2);
}

/** How many of an item’s spaces go when it moves a step to the left; null where a line is no item. */
export function stepOut(line: string): number | null {
  const own = item.exec(line);
  if (own === null) return null;
  const [, indent = '', mark = ''] = own;
  return indent.startsWith('\t') ? 1 : Math.min(indent.length, Math.max(2, Math.min(4, mark.length)));
}

/** Moves the items that the selection touches; leaves Tab alone where there are none. */
function moving(outwards: boolean): Command {
  return (view) => {
    const { state } = view;
    if (state.readOnly) return false;
    const { from, to } = state.selection.main;
    const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
    const above = first > 1 ? state.doc.line(first - 1).text : '';
    const start = state.doc.line(first);
    const step = outwards ? stepOut(start.text) : stepIn(start.text, above);
    if (step === null) return false;
    const changes: ChangeSpec[] = [];
    for (let number = first; number <= last; number += 1) {
      const line = state.doc.line(number);
      const room = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
      if (line.length === 0) continue;
      changes.push(
        outwards
          ? { from: line.from, to: line.from + Math.min(step, room) }
          : { from: line.from, insert: ' '.repeat(step) },
      );
    }
    const set = state.changes(changes);
    view.dispatch({
      changes: set,
      selection: state.selection.map(set, 1),
      userEvent: outwards ? 'delete.dedent' : 'input.indent',
      scrollIntoView: true,
    });
    return true;
  };
}

export const listKeys: readonly KeyBinding[] = [{ key: 'Tab', run: moving(false), shift: moving(true) }];
