import { openSearchPanel } from '@codemirror/search';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useApp } from '../app/app-context.ts';
import { aroundText } from './around-text.ts';
import { noteEditorState } from './editor-state.ts';
import styles from './NoteText.module.css';

interface NoteTextProps {
  readonly documentKey: string;
  readonly readOnly: boolean;
  /** Where the search panel goes: it must not scroll away with the text. */
  readonly searchPlace: HTMLElement;
}

/** The body of a note, in CodeMirror. One editor lives as long as its document is shown. */
export function NoteText({ documentKey, readOnly, searchPlace }: NoteTextProps) {
  const { editor, notes, stage, toasts } = useApp();
  const host = useRef<HTMLDivElement>(null);

  // CodeMirror owns its part of the document, which React must make and unmake with it.
  useEffect(() => {
    if (host.current === null) return undefined;
    const state = noteEditorState({
      text: notes.textOf(documentKey),
      readOnly,
      searchPlace,
      onChange: (body, splices) => notes.edit(documentKey, { body, splices }),
      onBlur: () => void notes.flush(),
      onRefused: (why) => toasts.show({ text: why, action: null }),
      around: aroundText({ editor, readOnly }),
    });
    const view = new EditorView({ state, parent: host.current });
    const leave = stage.enter('text', { focus: () => view.focus(), find: () => void openSearchPanel(view) });
    return () => {
      leave();
      view.destroy();
    };
  }, [editor, notes, stage, toasts, documentKey, readOnly, searchPlace]);

  return <div ref={host} className={styles.text} />;
}
