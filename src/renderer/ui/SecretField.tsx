import { Eye, EyeOff } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { IconButton } from './Button.tsx';
import { Field, type FieldProps } from './Field.tsx';

export interface SecretFieldProps extends Omit<FieldProps, 'type' | 'end' | 'value' | 'onChange'> {
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

/** A field whose text nobody should read over a shoulder. `secret` is what the button that shows it calls it. */
export function SecretField({
  secret,
  value,
  onValue,
  shown,
  onShow,
  hint,
  onBlur,
  ...rest
}: SecretFieldProps & { readonly secret: 'passphrase' | 'PIN' }) {
  const caps = useCapsLock();
  const toggle = onShow && (
    <IconButton
      label={shown ? `Hide ${secret}` : `Show ${secret}`}
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
