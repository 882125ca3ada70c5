import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import type { NoteSummary, VersionSummary } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { useAsked } from '../inspector/asked.ts';
import { clockTime, dayName } from '../notes/list-date.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import dialog from '../ui/Dialog.module.css';
import { useNow } from '../ui/now.ts';
import { keepSettledFocus } from '../ui/settled-focus.ts';
import { Comparison } from './Comparison.tsx';
import styles from './History.module.css';

interface VersionDialogProps {
  readonly note: NoteSummary;
  /** Newest first. */
  readonly versions: readonly VersionSummary[];
  /** The revision of the one that is shown; null while none is. */
  readonly chosen: number | null;
  readonly onChoose: (revision: number | null) => void;
}

/** One earlier text beside the text as it is now, and the way back to it. */
export function VersionDialog(props: VersionDialogProps) {
  const { versions, chosen, onChoose } = props;
  const version = versions.find(({ revision }) => revision === chosen);
  return (
    <Dialog.Root open={version !== undefined} onOpenChange={(open) => !open && onChoose(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={classes(dialog.panel, styles.dialog)}
          aria-describedby={undefined}
          onCloseAutoFocus={keepSettledFocus}
        >
          {version !== undefined && <Shown {...props} version={version} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Shown({ note, versions, version, onChoose }: VersionDialogProps & { version: VersionSummary }) {
  const now = useNow();
  return (
    <>
      <header className={styles.header}>
        <Dialog.Title className={dialog.title}>
          {dayName(version.savedAt, now)}, {clockTime(version.savedAt)}
        </Dialog.Title>
        <Steps versions={versions} version={version} onChoose={onChoose} />
      </header>
      <Text note={note} version={version} />
      <Restore note={note} version={version} onDone={() => onChoose(null)} />
    </>
  );
}

function Steps({
  versions,
  version,
  onChoose,
}: Pick<VersionDialogProps, 'versions' | 'onChoose'> & { readonly version: VersionSummary }) {
  const index = versions.indexOf(version);
  const [older, newer] = [versions[index + 1], versions[index - 1]];
  return (
    <div className={styles.steps}>
      <IconButton
        label="Older text"
        icon={<ChevronLeft size={16} />}
        disabled={older === undefined}
        onClick={() => older !== undefined && onChoose(older.revision)}
      />
      <IconButton
        label="Newer text"
        icon={<ChevronRight size={16} />}
        disabled={newer === undefined}
        onClick={() => newer !== undefined && onChoose(newer.revision)}
      />
    </div>
  );
}

function Text({ note, version }: { readonly note: NoteSummary; readonly version: VersionSummary }) {
  const { api, notes } = useApp();
  const key = useNotes(({ open }) => (open.kind === 'note' ? open.key : ''));
  const [id, revision] = [note.id, version.revision];
  const ask = useMemo(() => () => api.call('versions.open', { id, revision }), [api, id, revision]);
  const text = useAsked(ask);
  if (text.is === 'failed') return <p role="alert">{text.error.message}</p>;
  // An older answer is of another text.
  if (text.is === 'waiting' || text.value.summary.revision !== revision)
    return <div className={styles.text} aria-busy="true" />;
  const { summary, body } = text.value;
  return (
    <>
      {summary.title !== note.title && (
        <p className={styles.oldTitle}>
          It was called <q dir="auto">{summary.title === '' ? 'Untitled' : summary.title}</q> then.
        </p>
      )}
      <Comparison before={body} after={notes.textOf(key).toString()} />
    </>
  );
}

interface RestoreProps {
  readonly note: NoteSummary;
  readonly version: VersionSummary;
  readonly onDone: () => void;
}

function Restore({ note, version, onDone }: RestoreProps) {
  const { notes, toasts, stage } = useApp();
  const [problem, setProblem] = useState<string | null>(null);
  const restore = (): void => {
    setProblem(null);
    notes.restoreVersion(note.id, version.revision).then(
      () => {
        onDone();
        stage.focus('text', 'pane');
        toasts.show({
          text: 'The earlier text is back. The text it replaced is in the history.',
          action: null,
        });
      },
      (thrown: unknown) => setProblem(shownError(thrown).message),
    );
  };
  return (
    <>
      {problem !== null && <p role="alert">{problem}</p>}
      <div className={dialog.actions}>
        <Dialog.Close asChild>
          <Button>Close</Button>
        </Dialog.Close>
        {note.trashedAt === null && (
          <Button look="primary" onClick={restore}>
            Restore this text
          </Button>
        )}
      </div>
    </>
  );
}
