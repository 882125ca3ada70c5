import { useState } from 'react';
import type { Parameter } from '../../../contract/index.ts';
import { Field } from '../../ui/Field.tsx';
import { refusal } from './number-text.ts';

interface NumberFieldProps {
  readonly parameter: Parameter;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** A setting of a model: a whole number within its bounds. What is outside them is not taken. */
export function NumberField({ parameter, value, onValue }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(value);
  const type = (wanted: string): void => {
    setTyped(wanted);
    if (refusal(wanted, parameter) === null) onValue(Number(wanted));
  };
  return (
    <Field
      label={`${parameter.label} (${parameter.unit})`}
      type="number"
      inputMode="numeric"
      min={parameter.min}
      max={parameter.max}
      step={1}
      value={text}
      error={refusal(text, parameter)}
      hint={parameter.explains}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
