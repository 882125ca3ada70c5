import { useCallback, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { NoteId } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { roomProblem } from '../notes/room.ts';
import { TitleFollowing } from './title-following.ts';
import styles from './TitleField.module.css';

interface TitleFieldProps {
  readonly documentKey: string;
  /** Null until the note is in the vault. */
  readonly id: NoteId | null;
  readonly title: string;
  /** A new note is begun at its title. */
  readonly isNew: boolean;
  readonly readOnly: boolean;
}

/** The title as one paragraph: it wraps, and it takes no line breaks. */
export function TitleField({ documentKey, id, title, isNew, readOnly }: TitleFieldProps) {
  const { api, notes, session, stage, toasts } = useApp();
  const [following] = useState(() => new TitleFollowing({ api, notes, toasts }));
  const latest = useRef(title);
  useEffect(() => {
    latest.current = title;
  }, [title]);
  // A field that leaves the screen with the focus in it is not told that it loses it.
  useEffect(() => {
    return () => void following.end(latest.current);
  }, [following]);
  // Nor is one that a lock takes away: after it, links could not be written any more.
  useEffect(() => {
    return session.beforeLock(() => following.end(latest.current));
  }, [session, following]);
  const stand = useCallback((element: HTMLTextAreaElement) => stage.enter('title', element), [stage]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const atEnd =
      event.key === 'ArrowDown' && selectionStart === value.length && selectionEnd === value.length;
    if ((event.key !== 'Enter' && !atEnd) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    stage.focus('text');
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const added = event.clipboardData.getData('text/plain').length;
    const problem = roomProblem('title', value.length - (selectionEnd - selectionStart) + added);
    if (problem === null) return;
    event.preventDefault();
    toasts.show({ text: problem, action: null });
  };
  return (
    <textarea
      ref={stand}
      className={styles.title}
      aria-label="Title"
      placeholder="Untitled"
      rows={1}
      dir="auto"
      spellCheck={false}
      autoComplete="off"
      autoFocus={isNew}
      readOnly={readOnly}
      value={title}
      onChange={(event) => notes.edit(documentKey, { title: event.target.value.replaceAll(/[\r\n]+/g, ' ') })}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onFocus={() => following.begin(id, title)}
      onBlur={() => void following.end(title)}
    />
  );
}
