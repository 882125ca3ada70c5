import { Popover } from 'radix-ui';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useLab } from '../../app/app-context.ts';
import { meaningOf } from './gloss-words.ts';
import styles from './Parts.module.css';

interface GlossProps {
  /** As the guide or a model lists it, in any case. */
  readonly term: string;
  /** The word as it stands in the sentence; absent: the term itself. */
  readonly children?: ReactNode;
}

/**
 * A word of the field with its plain meaning: shown while it has the focus or the pointer, and kept by a click until
 * Escape or a click elsewhere. A word that nobody has explained stays a plain word.
 */
export function Gloss({ term, children = term }: GlossProps) {
  const guide = useLab((state) => state.guide);
  const meaning = guide === null ? null : meaningOf(term, guide);
  return meaning === null ? children : <Remark about={meaning.term} says={meaning.meaning} word={children} />;
}

interface RemarkProps {
  readonly about: string;
  readonly says: string;
  readonly word: ReactNode;
  readonly className?: string | undefined;
}

/** A word, and what is said about it when somebody asks. */
export function Remark({ about, says, word, className = styles.gloss }: RemarkProps) {
  const [shown, setShown] = useState<'no' | 'glimpse' | 'kept'>('no');
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const glimpse = (): void => setShown((now) => (now === 'no' ? 'glimpse' : now));
  const endGlimpse = (): void => setShown((now) => (now === 'glimpse' ? 'no' : now));
  return (
    <Popover.Root open={shown !== 'no'} onOpenChange={(open) => !open && setShown('no')}>
      <Popover.Anchor asChild>
        <button
          ref={button}
          type="button"
          className={className}
          aria-describedby={shown === 'no' ? undefined : id}
          onPointerEnter={glimpse}
          onPointerLeave={endGlimpse}
          onFocus={glimpse}
          onBlur={() => setShown('no')}
          onClick={() => setShown((now) => (now === 'kept' ? 'no' : 'kept'))}
        >
          {word}
        </button>
      </Popover.Anchor>
      {/* Inside the lab, so that presenter mode enlarges it too. */}
      <Popover.Portal container={document.querySelector<HTMLElement>('[data-lab]')}>
        <Popover.Content
          id={id}
          role="tooltip"
          className={styles.remark}
          side="top"
          sideOffset={6}
          collisionPadding={12}
          // The focus stays on the word.
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && button.current?.contains(event.target))
              event.preventDefault();
          }}
        >
          <strong>{about}</strong>
          <span>{says}</span>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
