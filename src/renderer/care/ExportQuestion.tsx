import { AlertDialog } from 'radix-ui';
import { useApp, useScreen } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';

const questions = {
  all: {
    title: 'Export every note as a plain file?',
    what: 'Every note becomes a Markdown file, with its attached files beside it.',
  },
  salvage: {
    title: 'Save what still opens as plain files?',
    what: 'Every note that opens becomes a Markdown file, with its attached files beside it. You are told which do not open.',
  },
} as const;

/** Warns, before notes leave the vault, that nothing protects them outside it. */
export function ExportQuestion() {
  const { care, screen } = useApp();
  const exporting = useScreen((state) => state.exporting);
  const { title, what } = questions[exporting ?? 'all'];
  return (
    <AlertDialog.Root
      open={exporting !== null}
      onOpenChange={(open) => !open && screen.setState({ exporting: null })}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.scrim} />
        <AlertDialog.Content className={dialog.panel}>
          <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className={dialog.text}>
              <p>{what}</p>
              <p>
                <strong>The files are not encrypted.</strong> Whoever can read the folder can read the notes,
                and deleted files can often be brought back. Choose a place that is encrypted itself.
              </p>
            </div>
          </AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="primary" onClick={() => void care.exportNotes()}>
                Choose a folder…
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
