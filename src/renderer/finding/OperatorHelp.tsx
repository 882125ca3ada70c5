import { CircleQuestionMark } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { IconButton } from '../ui/Button.tsx';
import { operators } from './operators.ts';
import styles from './Search.module.css';

/** What a search understands, each to be put into the field. */
export function OperatorHelp({ onChoose }: { readonly onChoose: (insert: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label="What can be searched for" icon={<CircleQuestionMark size={15} />} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.help}
          aria-label="What can be searched for"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          // The focus goes to the field with what was chosen, and otherwise back to the button.
          onCloseAutoFocus={(event) => {
            if (chosen.current === null) return;
            event.preventDefault();
            onChoose(chosen.current);
            chosen.current = null;
          }}
        >
          <p>
            All the words must be in a note. Capitals and accents do not matter, beginnings of words are
            enough, and a slip of the finger is forgiven.
          </p>
          <ul>
            {operators.map(({ insert, example, finds }) => (
              <li key={insert}>
                <button
                  type="button"
                  onClick={() => {
                    chosen.current = insert;
                    setOpen(false);
                  }}
                >
                  <code>{example}</code>
                  <span>{finds}</span>
                </button>
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
