import { useState } from 'react';
import type { Parameter } from '../../../contract/index.ts';
import { Field } from '../../ui/Field.tsx';

interface NumberFieldProps {
  readonly parameter: Parameter;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** Why a text is no value of a parameter, or null if it is one. */
export function refusal(text: string, { min, max }: Pick<Parameter, 'min' | 'max'>): string | null {
  const value = Number(text);
  const isTaken = text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max;
  return isTaken ? null : `Give a whole number from ${min} to ${max}.`;
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
