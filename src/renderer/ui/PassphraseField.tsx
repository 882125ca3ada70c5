import { Eye, EyeOff } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { maxPassphraseLength } from '../../contract/index.ts';
import { IconButton } from './Button.tsx';
import { Field, type FieldProps } from './Field.tsx';

interface PassphraseFieldProps extends Omit<FieldProps, 'type' | 'end' | 'value' | 'onChange'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly shown: boolean;
  /** Absent where another field carries the button. */
  readonly onShow?: (shown: boolean) => void;
}

function useCapsLock() {
  const [on, setOn] = useState(false);
  const watch = (event: KeyboardEvent): void => setOn(event.getModifierState('CapsLock'));
  return { on, handlers: { onKeyDown: watch, onKeyUp: watch, onBlur: () => setOn(false) } };
}

export function PassphraseField({
  value,
  onValue,
  shown,
  onShow,
  hint,
  onBlur,
  ...rest
}: PassphraseFieldProps) {
  const caps = useCapsLock();
  const toggle = onShow && (
    <IconButton
      label={shown ? 'Hide passphrase' : 'Show passphrase'}
      icon={shown ? <EyeOff size={17} /> : <Eye size={17} />}
      onClick={() => onShow(!shown)}
    />
  );
  return (
    <Field
      {...rest}
      {...caps.handlers}
      type={shown ? 'text' : 'password'}
      placeholder=" "
      maxLength={maxPassphraseLength}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      onBlur={(event) => {
        caps.handlers.onBlur();
        onBlur?.(event);
      }}
      end={toggle}
      hint={caps.on ? 'Caps Lock is on.' : hint}
    />
  );
}
