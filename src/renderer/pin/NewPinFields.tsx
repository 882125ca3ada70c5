import { useRef, useState, type RefObject } from 'react';
import { pinProblem, pinRepeatProblem } from './pin-draft.ts';
import { PinField } from './PinField.tsx';

interface Problems {
  readonly pin: string | null;
  readonly repeat: string | null;
}

export interface NewPinDraft {
  readonly pin: string;
  readonly repeat: string;
  readonly problems: Problems;
  readonly pinField: RefObject<HTMLInputElement | null>;
  readonly repeatField: RefObject<HTMLInputElement | null>;
  type(change: { readonly pin?: string; readonly repeat?: string }): void;
  /** The PIN if it will do; otherwise null, and the field that will not has the focus. */
  finish(): string | null;
}

const noProblems: Problems = { pin: null, repeat: null };

export function useNewPin(): NewPinDraft {
  const [pin, setPin] = useState('');
  const [repeat, setRepeat] = useState('');
  const [problems, setProblems] = useState(noProblems);
  const pinField = useRef<HTMLInputElement>(null);
  const repeatField = useRef<HTMLInputElement>(null);
  return {
    pin,
    repeat,
    problems,
    pinField,
    repeatField,
    type(change) {
      if (change.pin !== undefined) setPin(change.pin);
      if (change.repeat !== undefined) setRepeat(change.repeat);
      setProblems(noProblems);
    },
    finish() {
      const bad = pinProblem(pin);
      const different = bad === null ? pinRepeatProblem(pin, repeat) : null;
      setProblems({ pin: bad, repeat: different });
      if (bad !== null) pinField.current?.focus();
      else if (different !== null) repeatField.current?.focus();
      return bad === null && different === null ? pin : null;
    },
  };
}

/** A new PIN, typed twice. */
export function NewPinFields({ draft }: { readonly draft: NewPinDraft }) {
  const [shown, setShown] = useState(false);
  const { pin, repeat, problems, pinField, repeatField } = draft;
  return (
    <>
      <PinField
        ref={pinField}
        label="New PIN"
        value={pin}
        onValue={(value) => draft.type({ pin: value })}
        shown={shown}
        onShow={setShown}
        error={problems.pin}
        hint="At least 6 digits, letters or signs."
      />
      <PinField
        ref={repeatField}
        label="Repeat new PIN"
        value={repeat}
        onValue={(value) => draft.type({ repeat: value })}
        shown={shown}
        error={problems.repeat}
      />
    </>
  );
}
