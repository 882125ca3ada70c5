import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useApp, useFiles, useNotes } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import { QuestionDialog } from '../ui/QuestionDialog.tsx';
import type { FileQuestion } from './files-store.ts';
import { shownName } from './file-kind.ts';
import { mentionedIn } from './mentions.ts';
import { Viewer } from './Viewer.tsx';

interface QuestionProps {
  readonly title: string;
  readonly yes: string;
  readonly look: 'primary' | 'danger';
  readonly children: ReactNode;
  readonly onYes: () => Promise<void>;
}

function Question({ title, yes, look, children, onYes }: QuestionProps) {
  const { files } = useApp();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = (): void => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    onYes().then(
      () => files.ask(null),
      (thrown: unknown) => {
        setBusy(false);
        setProblem(shownError(thrown).message);
      },
    );
  };
  return (
    <>
      <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
      <div className={dialog.text}>{children}</div>
      {problem !== null && <p role="alert">{problem}</p>}
      <div className={dialog.actions}>
        <Dialog.Close asChild>
          <Button>Cancel</Button>
        </Dialog.Close>
        <Button look={look} aria-disabled={isBusy} onClick={act}>
          {yes}
        </Button>
      </div>
    </>
  );
}

function OpenElsewhere({ file }: Pick<FileQuestion, 'file'>) {
  const { files } = useApp();
  return (
    <Question
      title="Open with another program?"
      yes="Open a readable copy"
      look="primary"
      onYes={() => files.openElsewhere(file)}
    >
      <p>
        A copy of “<bdi>{shownName(file.name)}</bdi>” that anybody can read leaves the vault for as long as it
        is unlocked, and the program that your system has for such files opens it.
      </p>
      <p>
        At the next lock Latchkey removes its copy. What the other program keeps of it, Latchkey cannot take
        back: a list of recent files, a preview, a copy of its own. What you change there does not come back
        into the vault.
      </p>
    </Question>
  );
}

function RemoveFile({ file }: Pick<FileQuestion, 'file'>) {
  const { files, notes } = useApp();
  const isMentioned = useNotes(
    ({ open }) => open.kind === 'note' && mentionedIn(notes.textOf(open.key).toString()).has(file.id),
  );
  return (
    <Question title="Remove this file?" yes="Remove" look="danger" onYes={() => files.remove(file)}>
      <p>
        “<bdi>{shownName(file.name)}</bdi>” is erased from the vault’s file and cannot be brought back. Older
        copies of the file may still hold it.
      </p>
      {isMentioned && <p>The text of the note names it. That place will say that the file is not there.</p>}
    </Question>
  );
}

/** What the person is asked about a file. */
function FileQuestionDialog() {
  const { files } = useApp();
  const question = useFiles((state) => state.question);
  if (question === null) return null;
  return (
    <QuestionDialog onClose={() => files.ask(null)}>
      {question.kind === 'remove' ? (
        <RemoveFile file={question.file} />
      ) : (
        <OpenElsewhere file={question.file} />
      )}
    </QuestionDialog>
  );
}

/** What stands in front of the note because of one of its files. */
export function FileDialogs() {
  return (
    <>
      <Viewer />
      <FileQuestionDialog />
    </>
  );
}
