import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/** An editor with nothing around it and nothing known of Markdown, for a page of its own. */
function openPlainEditor(text: string, position: number): void {
  const extensions = [history(), EditorView.lineWrapping, keymap.of([...historyKeymap, ...defaultKeymap])];
  const state = EditorState.create({ doc: text, selection: { anchor: position }, extensions });
  const view = new EditorView({ state, parent: document.body });
  view.dispatch({ effects: EditorView.scrollIntoView(position, { y: 'center' }) });
  view.focus();
}

Object.assign(window, { openPlainEditor });
