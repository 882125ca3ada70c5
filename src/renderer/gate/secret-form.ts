import { useRef, useState, type RefObject, type SubmitEvent } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { shownError } from '../bridge/api.ts';
import { useDelayed } from '../ui/delayed.ts';

interface SecretFormOptions {
  /** What is said when nothing was typed. */
  readonly whenEmpty: string;
  readonly attempt: (secret: string) => Promise<unknown>;
  /** The words for a refusal; null where another part of the form tells of it. */
  readonly explain: (problem: LatchkeyError) => string | null;
}

interface SecretForm {
  /** For the field. */
  readonly field: {
    readonly ref: RefObject<HTMLInputElement | null>;
    readonly value: string;
    readonly onValue: (value: string) => void;
    readonly shown: boolean;
    readonly onShow: (shown: boolean) => void;
    readonly error: string | null;
  };
  readonly busy: boolean;
  /** Whether it has lasted long enough to say so. */
  readonly slow: boolean;
  readonly submit: (event: SubmitEvent) => void;
}

/** One secret that is typed and tried. After a refusal the field has the focus, and what was typed is selected. */
export function useSecretForm({ whenEmpty, attempt, explain }: SecretFormOptions): SecretForm {
  const [value, onValue] = useState('');
  const [shown, onShow] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);
  const ref = useRef<HTMLInputElement>(null);

  const refuse = (thrown: unknown): void => {
    const words = explain(shownError(thrown));
    if (words === null) return;
    setError(words);
    ref.current?.focus();
    ref.current?.select();
  };

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    ref.current?.focus();
    if (value === '') {
      setError(whenEmpty);
      return;
    }
    setError(null);
    setBusy(true);
    void attempt(value)
      .catch(refuse)
      .finally(() => setBusy(false));
  };

  return { field: { ref, value, onValue, shown, onShow, error }, busy, slow, submit };
}
