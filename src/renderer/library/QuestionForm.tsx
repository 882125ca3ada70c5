import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';

interface QuestionFormProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says that goes ahead. */
  readonly yes: string;
  readonly look?: 'primary' | 'danger';
  readonly isOff?: boolean;
  /** Answers whether the dialog is done. */
  readonly onYes: () => boolean;
}

/** A question with its two answers. Enter is the one that goes ahead, but for what cannot be taken back. */
export function QuestionForm({
  title,
  children,
  yes,
  look = 'primary',
  isOff = false,
  onYes,
}: QuestionFormProps) {
  const { organiser } = useApp();
  return (
    <form
      className={dialog.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (onYes()) organiser.ask(null);
      }}
    >
      <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
      {children}
      <div className={dialog.actions}>
        <Button autoFocus={look === 'danger'} onClick={() => organiser.ask(null)}>
          Cancel
        </Button>
        <Button type="submit" look={look} disabled={isOff}>
          {yes}
        </Button>
      </div>
    </form>
  );
}

/** The sentences of a question. */
export function Explained({ children }: { readonly children: ReactNode }) {
  return (
    <Dialog.Description asChild>
      <div className={dialog.text}>{children}</div>
    </Dialog.Description>
  );
}
