import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import styles from './Field.module.css';
import { classes } from './classes.ts';

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  /** Why the value was not taken, or null. */
  readonly error?: string | null;
  readonly hint?: ReactNode;
  /** Something inside the field's end, such as a button. */
  readonly end?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

export function Field({ label, error = null, hint, end, className, ...input }: FieldProps) {
  const id = useId();
  const [errorId, hintId] = [`${id}-error`, `${id}-hint`];
  const described = classes(error !== null && errorId, hint !== undefined && hintId);
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box} data-invalid={error !== null}>
        <input
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="none"
          spellCheck={false}
          {...input}
          id={id}
          aria-invalid={error !== null}
          aria-describedby={described === '' ? undefined : described}
        />
        {end}
      </div>
      {error !== null && (
        <p role="alert" id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}
