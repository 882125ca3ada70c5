import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Text } from '@codemirror/state';
import { dropCursor, EditorView, keymap, panels, placeholder } from '@codemirror/view';
import { pageNonce } from '../app/nonce.ts';
import type { NoteText } from '../notes/note-document.ts';
import { findPanel } from './find-panel.ts';
import { markdownLook } from './markdown-look.ts';

interface NoteEditor {
  readonly text: NoteText;
  readonly readOnly: boolean;
  readonly searchPlace: HTMLElement;
  readonly onChange: (text: NoteText) => void;
  readonly onBlur: () => void;
}

function reading(readOnly: boolean): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    EditorView.contentAttributes.of({
      'aria-label': 'Note text',
      spellcheck: 'false',
      // Text that cannot be edited must still take the focus, to be read and scrolled by keys.
      ...(readOnly ? { tabindex: '0', 'aria-readonly': 'true' } : {}),
    }),
  ];
}

/** An editor for one note. What it reports is CodeMirror's own immutable text: handing it over costs nothing. */
export function noteEditorState({ text, readOnly, searchPlace, onChange, onBlur }: NoteEditor): EditorState {
  return EditorState.create({
    doc: text instanceof Text ? text : text.toString(),
    extensions: [
      EditorView.cspNonce.of(pageNonce()),
      reading(readOnly),
      history(),
      dropCursor(),
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      markdown({ base: markdownLanguage, completeHTMLTags: false }),
      markdownLook,
      placeholder('Start writing…'),
      panels({ topContainer: searchPlace }),
      search({ top: true, createPanel: findPanel }),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc);
      }),
      EditorView.domEventHandlers({ blur: onBlur }),
    ],
  });
}
