import { useRef, useState, type RefObject } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { PassphraseField } from '../ui/PassphraseField.tsx';

/** The passphrase that opens the vault now, as a form asks for it again. */
export interface CurrentPassphraseDraft {
  readonly value: string;
  /** Whether something was typed. If not, the field says so and takes the focus. */
  isGiven(): boolean;
  /** Whether the error is that the passphrase is wrong. If so, the field says it and takes the focus. */
  takes(error: LatchkeyError): boolean;
  /** For `CurrentPassphraseField`. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly wrong: string | null;
  readonly change: (value: string) => void;
}

export function useCurrentPassphrase(): CurrentPassphraseDraft {
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const refuse = (message: string): void => {
    setWrong(message);
    field.current?.focus();
    field.current?.select();
  };
  return {
    value,
    field,
    wrong,
    isGiven() {
      if (value === '') refuse('Type the passphrase of this vault.');
      return value !== '';
    },
    takes({ code }) {
      const isWrong = code === 'wrong-passphrase';
      if (isWrong) refuse('That passphrase does not open this vault.');
      return isWrong;
    },
    change(typed) {
      setValue(typed);
      setWrong(null);
    },
  };
}

interface CurrentPassphraseFieldProps {
  readonly draft: CurrentPassphraseDraft;
  readonly label: string;
  readonly readOnly?: boolean;
}

export function CurrentPassphraseField({ draft, label, readOnly = false }: CurrentPassphraseFieldProps) {
  const { field, value, wrong, change } = draft;
  return (
    <PassphraseField
      ref={field}
      label={label}
      value={value}
      onValue={change}
      shown={false}
      error={wrong}
      autoFocus
      readOnly={readOnly}
    />
  );
}
