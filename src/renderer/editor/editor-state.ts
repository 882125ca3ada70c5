import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Text } from '@codemirror/state';
import { dropCursor, EditorView, highlightSpecialChars, keymap, panels, placeholder } from '@codemirror/view';
import type { Splice } from '../../contract/index.ts';
import { pageNonce } from '../app/nonce.ts';
import type { NoteText } from '../notes/note-document.ts';
import { roomProblem } from '../notes/room.ts';
import { findPanel } from './find-panel.ts';
import { foundTerms } from './found-terms.ts';
import { markdownWhileQuick } from './markdown-language.ts';
import { markdownLook } from './markdown-look.ts';
import { isReading } from './preview/attention.ts';
import { livePreview } from './preview/live-preview.ts';
import { isFrozen, surroundings, type Surroundings } from './preview/surroundings.ts';
import { splicesOf } from './splices.ts';

interface NoteEditor {
  readonly text: NoteText;
  /** What can be undone in it from before. */
  readonly undoable: (doc: Text) => Extension;
  readonly access: Access;
  readonly surroundings: Surroundings;
  readonly searchPlace: HTMLElement;
  /** Told of the new text, and how it came from the one before. */
  readonly onChange: (text: NoteText, splices: readonly Splice[]) => void;
  readonly onBlur: () => void;
  /** Told why something was not taken in. */
  readonly onRefused: (why: string) => void;
  /** What the parts around the text add to it. */
  readonly around: Extension;
}

/** How a note may be met: to be written in, to be read, or to be looked at in the trash. */
interface Access {
  readonly isRead: boolean;
  readonly isTrashed: boolean;
}

function accessOf({ isRead, isTrashed }: Access): Extension {
  const readOnly = isRead || isTrashed;
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    isReading.of(readOnly),
    isFrozen.of(isTrashed),
    EditorView.contentAttributes.of({
      'aria-label': 'Note text',
      // Main has the last word: where the checker is off, this marks nothing.
      spellcheck: 'true',
      // Text that cannot be edited must still take the focus, to be read and scrolled by keys.
      ...(readOnly ? { tabindex: '0', 'aria-readonly': 'true' } : {}),
    }),
  ];
}

const access = new Compartment();

/** Turns an editor from writing to reading or back. */
export function setAccess(view: EditorView, to: Access): void {
  view.dispatch({ effects: access.reconfigure(accessOf(to)) });
}

/** Refuses a text that is too long for the note before the editor takes it apart. */
function refusing(onRefused: (why: string) => void): Extension {
  const refuse = (transfer: DataTransfer | null, view: EditorView): boolean => {
    const { doc, selection } = view.state;
    const added = transfer?.getData('text/plain').length ?? 0;
    const replaced = selection.ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const problem = roomProblem('note', doc.length - replaced + added);
    if (problem !== null) onRefused(problem);
    return problem !== null;
  };
  return EditorView.domEventHandlers({
    paste: ({ clipboardData }, view) => refuse(clipboardData, view),
    drop: ({ dataTransfer }, view) => refuse(dataTransfer, view),
  });
}

/** Characters without a shape of their own, and those that turn the letters around them round, are shown as a dot. */
const shapeless = /(?!\t)[\p{Cc}\u2028\u2029\u202d\u202e]/gu;

function dot(_code: number, description: string | null): HTMLElement {
  const element = document.createElement('span');
  element.className = 'cm-specialChar';
  element.textContent = '•';
  element.title = description ?? 'Character without a shape';
  element.role = 'img';
  element.ariaLabel = element.title;
  return element;
}

/** An editor for one note. What it reports is CodeMirror's own immutable text: handing it over costs nothing. */
export function noteEditorState({
  text,
  undoable,
  access: firstAccess,
  surroundings: app,
  searchPlace,
  onChange,
  onBlur,
  onRefused,
  around,
}: NoteEditor): EditorState {
  const doc = text instanceof Text ? text : Text.of(text.toString().split(/\r\n?|\n/));
  return EditorState.create({
    doc,
    extensions: [
      EditorView.cspNonce.of(pageNonce()),
      access.of(accessOf(firstAccess)),
      surroundings.of(app),
      undoable(doc),
      history(),
      dropCursor(),
      highlightSpecialChars({ specialChars: shapeless, render: dot }),
      refusing(onRefused),
      around,
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      markdownWhileQuick(doc),
      livePreview,
      markdownLook,
      placeholder('Start writing…'),
      foundTerms,
      panels({ topContainer: searchPlace }),
      search({ top: true, createPanel: findPanel }),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc, splicesOf(update.changes));
      }),
      EditorView.domEventHandlers({ blur: onBlur }),
    ],
  });
}
