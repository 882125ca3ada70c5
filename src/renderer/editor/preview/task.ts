import type { ChangeSpec } from '@codemirror/state';
import type { Command } from '@codemirror/view';

/** What a line begins with: indentation and quotes, then the mark of a list, then the box of a task. */
const lineStart = /^((?:[ \t]*>)*[ \t]*)([-*+][ \t]+|\d{1,9}[.)][ \t]+)?(\[[ xX]\](?=[ \t]|$))?/;

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** How a line changes when its task is ticked or unticked. A line that is no task becomes one. */
export function toggledTask(line: string): Edit {
  const [, before = '', mark = '', box = ''] = lineStart.exec(line) ?? [];
  const from = before.length + mark.length;
  if (mark === '') return { from, to: from, insert: '- [ ] ' };
  if (box === '') return { from, to: from, insert: '[ ] ' };
  return { from: from + 1, to: from + 2, insert: box === '[ ]' ? 'x' : ' ' };
}

/** Most lines that one key press changes. */
const mostLines = 1_000;

/** Ticks or unticks the tasks that the selection touches; lines that are none become tasks. */
export const toggleTasks: Command = (view) => {
  const { state } = view;
  if (state.readOnly) return false;
  const changes: ChangeSpec[] = [];
  const seen = new Set<number>();
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last && seen.size < mostLines; number += 1) {
      const line = state.doc.line(number);
      if (seen.has(number) || (line.length === 0 && from !== to)) continue;
      seen.add(number);
      const edit = toggledTask(line.text);
      changes.push({ from: line.from + edit.from, to: line.from + edit.to, insert: edit.insert });
    }
  }
  const set = state.changes(changes);
  // A cursor at the beginning of the words stays with them.
  view.dispatch(
    state.update({
      changes: set,
      selection: state.selection.map(set, 1),
      userEvent: 'input.task',
      scrollIntoView: true,
    }),
  );
  return true;
};
