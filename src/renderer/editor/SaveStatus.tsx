import { Check, TriangleAlert } from 'lucide-react';
import type { ErrorCode, LatchkeyError, NoteSummary } from '../../contract/index.ts';
import { useApp, useEditor } from '../app/app-context.ts';
import { editedWhen } from '../notes/list-date.ts';
import type { Saving } from '../notes/note-document.ts';
import type { OpenNote } from '../notes/notes-store.ts';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import { useNow } from '../ui/now.ts';
import { lengthWords } from './counting.ts';
import styles from './SaveStatus.module.css';

type Open = Extract<OpenNote, { kind: 'note' }>;

/** Failures after which the text can only go on as a note of its own. */
const orphaning: ReadonlySet<ErrorCode> = new Set([
  'conflict',
  'not-found',
  'record-tampered',
  'rows-missing',
]);

function Progress({ saving }: { readonly saving: Saving }) {
  const slow = useDelayed(saving.state === 'saving', 500);
  if (saving.state === 'saved') {
    return (
      <>
        <Check size={14} aria-hidden="true" />
        Saved
      </>
    );
  }
  return slow ? 'Saving…' : null;
}

function Failure({ error, retrying }: { readonly error: LatchkeyError; readonly retrying: boolean }) {
  return (
    <>
      <TriangleAlert size={16} aria-hidden="true" />
      <span role="alert">
        <strong>Not saved.</strong> {error.message} Your text is kept in this window
        {retrying ? ', and Latchkey goes on trying.' : '.'}
      </span>
    </>
  );
}

function Remedy({ documentKey, error }: { readonly documentKey: string; readonly error: LatchkeyError }) {
  const { notes } = useApp();
  if (error.code === 'too-large') return null;
  return orphaning.has(error.code) ? (
    <Button small onClick={() => void notes.saveAsNewNote(documentKey)}>
      Save as a new note
    </Button>
  ) : (
    <Button small onClick={() => void notes.flush()}>
      Try again
    </Button>
  );
}

/** How long the text is, or what is selected of it. */
function Length({ summary }: { readonly summary: NoteSummary }) {
  const length = useEditor((state) => state.length);
  const selected = useEditor((state) => state.selected);
  // Until the text has been counted here there is what the vault has counted.
  const counted = length ?? { words: summary.wordCount, characters: null };
  const [words = '', ...others] = lengthWords(selected ?? counted);
  return (
    <>
      <span>{selected === null ? words : `${words} selected`}</span>
      {others.map((each, index) => (
        <span key={index} className={styles.more}>
          {each}
        </span>
      ))}
    </>
  );
}

function Facts({ open: { summary } }: { readonly open: Open }) {
  const now = useNow();
  if (summary === null) return <p>Not saved until you write something</p>;
  return (
    <p className={styles.facts}>
      <Length summary={summary} />
      <span>Edited {editedWhen(summary.updatedAt, Math.max(now, summary.updatedAt))}</span>
    </p>
  );
}

/** The line under a note: whether it is on the disk, how long it is, when it was last edited. */
export function SaveStatus({ open }: { readonly open: Open }) {
  const { saving } = open;
  const failed = saving.state === 'failed';
  return (
    <footer className={styles.line} data-failed={failed}>
      {/* Typing must not be talked over: that all is well is there to be read, a failure is announced. */}
      <div role="status" aria-live="off" className={styles.status}>
        {failed ? <Failure error={saving.error} retrying={saving.retrying} /> : <Progress saving={saving} />}
      </div>
      {failed ? <Remedy documentKey={open.key} error={saving.error} /> : <Facts open={open} />}
    </footer>
  );
}
