import { useRef, useState, type RefObject } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { useKeyFile, wrongPassphraseWords, type KeyFileDraft } from '../keyfile/key-file.ts';
import { KeyFileRow } from '../keyfile/KeyFileRow.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';

/** What opens the vault now, the passphrase and perhaps a key file, as a form asks for it again. */
export interface CurrentPassphraseDraft {
  readonly value: string;
  /** Whether something was typed. If not, the field says so and takes the focus. */
  isGiven(): boolean;
  /** Whether the error is that the passphrase or its key file is wrong. If so, it is said there, and the focus is there. */
  takes(error: LatchkeyError): boolean;
  /** For `CurrentPassphraseField`. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly wrong: string | null;
  readonly change: (value: string) => void;
  readonly keyFile: KeyFileDraft;
}

export function useCurrentPassphrase(): CurrentPassphraseDraft {
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const keyFile = useKeyFile();
  const refuse = (message: string): void => {
    setWrong(message);
    field.current?.focus();
    field.current?.select();
  };
  return {
    value,
    field,
    wrong,
    keyFile,
    isGiven() {
      if (value === '') refuse('Type the passphrase of this vault.');
      return value !== '';
    },
    takes(error) {
      if (keyFile.takes(error)) return true;
      const isWrong = error.code === 'wrong-passphrase';
      if (isWrong) refuse(wrongPassphraseWords(keyFile));
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
  /** False in a dialog, which gives the focus to its first field itself, and guards it only then. */
  readonly autoFocus?: boolean;
}

/** The field, and the key file that goes with it where one is needed. */
export function CurrentPassphraseField({
  draft,
  label,
  readOnly = false,
  autoFocus = true,
}: CurrentPassphraseFieldProps) {
  const { field, value, wrong, change } = draft;
  return (
    <>
      <PassphraseField
        ref={field}
        label={label}
        value={value}
        onValue={change}
        shown={false}
        error={wrong}
        autoFocus={autoFocus}
        readOnly={readOnly}
      />
      <KeyFileRow draft={draft.keyFile} locked={readOnly} />
    </>
  );
}
