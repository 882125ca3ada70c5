import { StateField, type EditorState, type Extension } from '@codemirror/state';
import { showTooltip, type Tooltip } from '@codemirror/view';
import styles from './Preview.module.css';
import { tableActions } from './table-commands.ts';
import { tableRangeAt } from './table-place.ts';

function menuFor(state: EditorState, before: Tooltip | null): Tooltip | null {
  if (state.readOnly) return null;
  const range = tableRangeAt(state, state.selection.main.head);
  if (range === null) return null;
  if (before?.pos === range.from) return before;
  return {
    pos: range.from,
    above: true,
    strictSide: false,
    create: (view) => {
      const dom = document.createElement('div');
      dom.className = styles.tableMenu ?? '';
      dom.role = 'toolbar';
      dom.ariaLabel = 'Table';
      for (const [name, run] of Object.entries(tableActions)) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = name;
        button.addEventListener('mousedown', (event) => event.preventDefault());
        button.addEventListener('click', () => {
          run(view);
          view.focus();
        });
        dom.append(button);
      }
      return { dom };
    },
  };
}

const menu = StateField.define<Tooltip | null>({
  create: () => null,
  update(before, { docChanged, selection, state }) {
    return docChanged || selection !== undefined ? menuFor(state, before) : before;
  },
  provide: (field) => showTooltip.from(field),
});

/** What can be done to the table at the cursor, over it. */
export const tableMenu: Extension = menu;
