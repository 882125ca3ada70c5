import { AlertDialog } from 'radix-ui';
import type { NoteId } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { fullDay } from '../notes/list-date.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import styles from './TrashBar.module.css';

function DeleteForGood({ id }: { readonly id: NoteId }) {
  const { actions } = useApp();
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>
        <Button small>Delete for good…</Button>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.scrim} />
        <AlertDialog.Content className={dialog.panel}>
          <AlertDialog.Title className={dialog.title}>Delete this note for good?</AlertDialog.Title>
          <AlertDialog.Description className={dialog.text}>
            It is erased from the vault’s file and cannot be brought back. Older copies of the file may still
            hold it.
          </AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="danger" onClick={() => actions.remove(id)}>
                Delete for good
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** Over a note in the trash: it can be read, brought back or deleted. */
export function TrashBar({ id, since }: { readonly id: NoteId; readonly since: number }) {
  const { actions } = useApp();
  return (
    <div className={styles.bar}>
      <p>In the trash since {fullDay(since)}. Restore it to edit it.</p>
      <Button small onClick={() => actions.restore(id)}>
        Restore
      </Button>
      <DeleteForGood id={id} />
    </div>
  );
}
