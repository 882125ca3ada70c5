import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import { keepSettledFocus } from '../ui/settled-focus.ts';

interface ConfirmationProps {
  /** What opens it: one button. */
  readonly trigger: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says that goes ahead. */
  readonly yes: string;
  readonly look?: 'primary' | 'danger';
  readonly onYes: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function Confirmation({ trigger, title, children, yes, look = 'danger', onYes }: ConfirmationProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.scrim} />
        <AlertDialog.Content className={dialog.panel} onCloseAutoFocus={keepSettledFocus}>
          <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={dialog.text}>{children}</AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look={look} onClick={onYes}>
                {yes}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
