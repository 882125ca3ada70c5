import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** A list with nothing around it: rows of one line in a box that scrolls, and beside it an editor that shows the row clicked. */
function openPlainList(count: number, textOf: (number: number) => string): void {
  const list = document.createElement('div');
  list.id = 'list';
  list.style.cssText = 'position:fixed;inset:0 70% 0 0;overflow-y:scroll';
  const rows = Array.from({ length: count }, (_, number) => {
    const row = document.createElement('div');
    row.style.cssText = 'height:86px;contain:strict;content-visibility:auto';
    row.textContent = `Note ${number}`;
    return row;
  });
  list.append(...rows);
  const side = document.createElement('div');
  side.style.cssText = 'position:fixed;inset:0 0 0 30%';
  document.body.append(list, side);
  const view = new EditorView({ parent: side, extensions: [EditorView.lineWrapping] });
  list.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const number = [...list.children].indexOf(target);
    view.setState(EditorState.create({ doc: textOf(number), extensions: [EditorView.lineWrapping] }));
  });
}

Object.assign(window, { openPlainList });
