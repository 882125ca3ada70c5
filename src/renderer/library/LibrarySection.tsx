import { ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useDropTarget } from './dropping.ts';
import styles from './LibrarySection.module.css';
import type { Target } from './organiser.ts';

interface LibrarySectionProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

interface HeadProps extends Omit<LibrarySectionProps, 'children'> {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Head({ title, id, isOpen, actions, onToggle, ...drop }: HeadProps) {
  return (
    <header className={styles.head} {...drop}>
      <h2>
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <span>{title}</span>
          <ChevronRight size={12} aria-hidden="true" />
        </button>
      </h2>
      {actions}
    </header>
  );
}

function DroppableHead({ target, ...head }: HeadProps & { readonly target: Target }) {
  return <Head {...head} {...useDropTarget(target)} />;
}

/** A part of the library under a title, which folds it away. */
export function LibrarySection({
  title,
  actions,
  target,
  children,
}: LibrarySectionProps & { readonly target?: Target }) {
  const id = useId();
  const [isOpen, setOpen] = useState(true);
  const head = { title, actions, id, isOpen, onToggle: () => setOpen(!isOpen) };
  return (
    <section className={styles.section} aria-label={title}>
      {target === undefined ? <Head {...head} /> : <DroppableHead {...head} target={target} />}
      <div id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}
