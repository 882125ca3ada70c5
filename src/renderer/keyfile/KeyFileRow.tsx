import { FileKey2, X } from 'lucide-react';
import { useId } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import type { KeyFileDraft } from './key-file.ts';
import styles from './KeyFileRow.module.css';

/** Which key file goes with the passphrase. Absent where none is needed. */
export function KeyFileRow({
  draft,
  locked = false,
}: {
  readonly draft: KeyFileDraft;
  readonly locked?: boolean;
}) {
  const id = useId();
  const { needed, name, error, button } = draft;
  if (!needed) return null;
  return (
    <div
      className={styles.row}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={error === null ? undefined : `${id}-error`}
    >
      <span id={`${id}-label`} className={styles.label}>
        Key file
      </span>
      <div className={styles.box} data-invalid={error !== null}>
        <FileKey2 size={16} aria-hidden="true" />
        <span className={name === null ? styles.none : styles.name} title={name ?? undefined}>
          {name ?? 'None chosen'}
        </span>
        {name !== null && (
          <IconButton
            label="Remove key file"
            icon={<X size={15} />}
            aria-disabled={locked}
            onClick={() => {
              if (locked) return;
              button.current?.focus();
              void draft.forget();
            }}
          />
        )}
        <Button
          ref={button}
          small
          aria-disabled={locked}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onClick={() => !locked && void draft.choose()}
        >
          {name === null ? 'Choose key file…' : 'Choose another…'}
        </Button>
      </div>
      {error !== null && (
        <p role="alert" id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
