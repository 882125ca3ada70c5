import { useRef, useState, type SubmitEvent } from 'react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { drawPositions, wordsOf } from './phrase-words.ts';
import styles from './Recovery.module.css';

interface ConfirmWordsProps {
  readonly phrase: string;
  readonly onConfirmed: () => void;
  readonly onBack: () => void;
  readonly onSkip: () => void;
}

/** Asks for three of the words by number: a sheet that was written wrong is found out today. */
export function ConfirmWords({ phrase, onConfirmed, onBack, onSkip }: ConfirmWordsProps) {
  const [positions] = useState(() => drawPositions(3));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const fields = useRef(new Map<number, HTMLInputElement>());
  const words = phrase.split(' ');

  const check = (event: SubmitEvent): void => {
    event.preventDefault();
    const missed = positions.filter((at) => wordsOf(typed[at] ?? '').join(' ') !== words[at - 1]);
    setWrong(missed);
    const [first] = missed;
    if (first === undefined) onConfirmed();
    else fields.current.get(first)?.focus();
  };

  return (
    <form className={styles.confirm} noValidate onSubmit={check}>
      <p className={styles.lede}>Read these three words from your paper.</p>
      <div className={styles.asked}>
        {positions.map((at, index) => (
          <Field
            key={at}
            ref={(field) => {
              if (field !== null) fields.current.set(at, field);
            }}
            label={`Word ${at}`}
            data-position={at}
            value={typed[at] ?? ''}
            autoFocus={index === 0}
            error={wrong.includes(at) ? `That is not word ${at}.` : null}
            onChange={({ target }) => {
              setTyped((before) => ({ ...before, [at]: target.value }));
              setWrong((before) => before.filter((other) => other !== at));
            }}
          />
        ))}
      </div>
      {wrong.length > 0 && (
        <p className={styles.note}>Look at the words again and correct your paper where it differs.</p>
      )}
      <div className={styles.actions}>
        <Button look="primary" type="submit">
          Check the words
        </Button>
        <Button onClick={onBack}>Show the words again</Button>
      </div>
      <p className={styles.note}>
        You can skip this. Then nobody has checked your copy: a slip of the pen would only show on the day you
        need it.{' '}
        <button type="button" className={styles.link} onClick={onSkip}>
          Skip the check
        </button>
      </p>
    </form>
  );
}
