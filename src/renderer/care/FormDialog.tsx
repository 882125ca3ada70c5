import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import dialog from '../ui/Dialog.module.css';
import { keepSettledFocus } from '../ui/settled-focus.ts';

interface FormDialogProps {
  /** What opens it: one button. */
  readonly trigger: ReactNode;
  readonly title: string;
  readonly text: ReactNode;
  /** The form, which starts empty each time. */
  readonly children: (close: () => void) => ReactNode;
}

/** A dialog that explains something and asks for what is needed to do it. */
export function FormDialog({ trigger, title, text, children }: FormDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content className={dialog.panel} onCloseAutoFocus={keepSettledFocus}>
          <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
          <Dialog.Description asChild>
            <div className={dialog.text}>{text}</div>
          </Dialog.Description>
          {children(() => setOpen(false))}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
