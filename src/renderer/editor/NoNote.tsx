import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LatchkeyError, NoteId } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import styles from './NoNote.module.css';

/** Somebody who types already, in the field of a search for instance, types on. */
function focusUnlessTyping(button: HTMLElement | null): void {
  if (!document.activeElement?.matches('input, textarea, [contenteditable="true"]')) button?.focus();
}

/** The pane while no note is chosen. */
export function NothingOpen() {
  const { actions } = useApp();
  const none = useNotes(({ list, catalogue }) => list === 'ready' && catalogue.size === 0);
  const hasRows = useNotes(({ rows }) => rows.length > 0);
  // What is to be said is known once the list is read, and the chosen note.
  const waits = useNotes(
    ({ list, rows, opening }) => opening || (rows.length === 0 && (list === 'empty' || list === 'loading')),
  );
  if (none) {
    return (
      <div className={styles.nothing}>
        <h2>A fresh start</h2>
        <p className={styles.hint}>Everything you write here is encrypted before it reaches the disk.</p>
        <Button look="primary" ref={focusUnlessTyping} onClick={() => actions.run('new-note')}>
          Write the first note
        </Button>
      </div>
    );
  }
  if (waits) return <div className={styles.nothing} />;
  return (
    <div className={styles.nothing}>
      <p>No note is open</p>
      <p className={styles.hint}>
        {hasRows ? 'Choose one from the list, or start one with' : 'Start one with'}{' '}
        <Keys action="new-note" />
      </p>
    </div>
  );
}

function Explanation({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <article className={styles.explanation}>
      <TriangleAlert size={28} aria-hidden="true" />
      <h2>{title}</h2>
      {children}
    </article>
  );
}

/** A note whose record in the file is not what Latchkey wrote. */
export function DamagedNote({ error }: { readonly error: LatchkeyError }) {
  const { actions } = useApp();
  return (
    <Explanation title="Damaged note">
      <p>
        <strong>This note failed its integrity check.</strong> What lies in the file is not what Latchkey
        wrote there: the disk may have damaged it, or somebody changed it. Latchkey does not show text it
        cannot vouch for.
      </p>
      <p>
        <strong>The other notes are unaffected.</strong> Each is sealed and checked by itself.
      </p>
      <p>
        <strong>What to do.</strong> Where a backup or an earlier text of this note is left, a repair puts it
        back. Nothing is deleted meanwhile.
      </p>
      {error.code !== 'record-tampered' && <p className={styles.detail}>{error.message}</p>}
      <Button small onClick={() => actions.run('check-vault')}>
        Check the vault
      </Button>
    </Explanation>
  );
}

/** A note that could not be read just now. */
export function UnreadableNote({ id, error }: { readonly id: NoteId; readonly error: LatchkeyError }) {
  const { notes } = useApp();
  return (
    <Explanation title="This note could not be opened">
      <p>{error.message}</p>
      <Button small onClick={() => void notes.select(id)}>
        Try again
      </Button>
    </Explanation>
  );
}
