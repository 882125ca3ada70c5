import { useCallback } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './EmptyList.module.css';

function Words() {
  const kind = useNotes((state) => state.place.kind);
  if (kind === 'trash') {
    return (
      <>
        <h3>The trash is empty</h3>
        <p>Notes you move here stay until you delete them for good.</p>
      </>
    );
  }
  return (
    <>
      <h3>No notes yet</h3>
      <p>
        <Keys action="new-note" /> starts one.
      </p>
    </>
  );
}

function Failure({ error }: { readonly error: LatchkeyError }) {
  const { notes } = useApp();
  return (
    <div role="alert">
      <h3>The notes could not be listed</h3>
      <p>{error.message}</p>
      <Button small onClick={() => void notes.load()}>
        Try again
      </Button>
    </div>
  );
}

/** What stands in place of a list without notes. It takes the focus as the list does, and hands it on to it. */
export function EmptyList() {
  const { stage } = useApp();
  const list = useNotes((state) => state.list);
  const stand = useCallback((element: HTMLDivElement) => stage.enter('list', element), [stage]);
  return (
    <div ref={stand} className={styles.empty} tabIndex={-1}>
      {list === 'ready' && <Words />}
      {(list === 'empty' || list === 'loading') && <Waiting>Reading the notes…</Waiting>}
      {typeof list === 'object' && <Failure error={list} />}
    </div>
  );
}
