import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import dialog from './Dialog.module.css';
import { keepSettledFocus } from './settled-focus.ts';

interface QuestionDialogProps {
  /** The question, with its `Dialog.Title`. */
  readonly children: ReactNode;
  /** Escape, or a click beside it. */
  readonly onClose: () => void;
}

/** What stands in front of the window while the person is asked something. What it is about is told by its title and its first words. */
export function QuestionDialog({ children, onClose }: QuestionDialogProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={dialog.panel}
          aria-describedby={undefined}
          onCloseAutoFocus={keepSettledFocus}
        >
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
