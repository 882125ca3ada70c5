import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { NoteId } from '../../contract/index.ts';
import { useApp, useScreen } from '../app/app-context.ts';
import { FileIntake } from '../attachments/file-intake.ts';
import { aroundText } from './around-text.ts';
import { noteEditorState, setAccess } from './editor-state.ts';
import { openFind, openReplace } from './find-panel.ts';
import { surroundingsOf } from './preview/app-surroundings.ts';
import { linksChanged } from './preview/blocks.ts';
import type { WritingDesk } from './writing/writing-desk.ts';
import styles from './NoteText.module.css';

interface NoteTextProps {
  readonly documentKey: string;
  /** Null for a note that is not in the vault yet. */
  readonly id: NoteId | null;
  readonly readOnly: boolean;
  /** Where the search panel goes: it must not scroll away with the text. */
  readonly searchPlace: HTMLElement;
}

/** The body of a note, in CodeMirror. One editor lives as long as its document is shown. */
export function NoteText({ documentKey, id, readOnly, searchPlace }: NoteTextProps) {
  const { actions, api, editor, files, layout, left, notes, screen, settings, stage, toasts } = useApp();
  const isRead = useScreen(({ reading }) => reading);
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<EditorView>(null);
  // A note gets its id with its first save, which is no reason for another editor.
  const shownId = useRef(id);

  // CodeMirror owns its part of the document, which React must make and unmake with it.
  useEffect(() => {
    if (host.current === null) return undefined;
    const openAddress = (address: string): void => screen.setState({ link: address });
    const intake = new FileIntake({ api, notes, toasts, documentKey });
    const desk: WritingDesk = {
      say: (text) => toasts.show({ text, action: null }),
      takeFiles: (editing, taken) => intake.take(editing, taken),
      chooseFiles: (editing) => intake.choose(editing),
    };
    const around = surroundingsOf({ api, notes, files, actions, toasts, openAddress });
    const state = noteEditorState({
      text: notes.textOf(documentKey),
      undoable: (doc) => (shownId.current === null ? [] : left.comeBack(shownId.current, doc)),
      access: { isRead: screen.getState().reading, isTrashed: readOnly },
      surroundings: around,
      searchPlace,
      onChange: (body, splices) => notes.edit(documentKey, { body, splices }),
      onBlur: () => void notes.flush(),
      onRefused: (why) => toasts.show({ text: why, action: null }),
      around: aroundText({ editor, layout, settings, desk }),
    });
    const view = new EditorView({ state, parent: host.current });
    shown.current = view;
    const unfollow = notes.store.subscribe(({ catalogue }, before) => {
      if (catalogue !== before.catalogue) view.dispatch({ effects: linksChanged.of(null) });
    });
    // A picture may be there now, or gone.
    const unfollowFiles = files.store.subscribe((state, before) => {
      if (state.files !== before.files || state.reading !== before.reading)
        view.dispatch({ effects: linksChanged.of(null) });
    });
    const leave = stage.enter('text', {
      focus: () => view.focus(),
      find: () => openFind(view),
      replace: () => openReplace(view),
    });
    return () => {
      leave();
      unfollow();
      unfollowFiles();
      shown.current = null;
      if (shownId.current !== null) left.leave(shownId.current, view.state);
      view.destroy();
    };
  }, [
    actions,
    api,
    editor,
    files,
    layout,
    left,
    notes,
    screen,
    settings,
    stage,
    toasts,
    documentKey,
    readOnly,
    searchPlace,
  ]);

  useEffect(() => {
    shownId.current = id;
  }, [id]);

  // An editor outlives the change from writing to reading: with it stay the cursor and what can be undone.
  useEffect(() => {
    if (shown.current !== null) setAccess(shown.current, { isRead, isTrashed: readOnly });
  }, [isRead, readOnly]);

  return <div ref={host} className={styles.text} />;
}
