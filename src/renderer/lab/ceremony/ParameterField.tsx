import { useState } from 'react';
import type { Parameter } from '../../../contract/index.ts';
import { Field } from '../../ui/Field.tsx';
import { Choice } from '../../ui/Choice.tsx';
import styles from './Ceremony.module.css';
import { refusal } from './number-text.ts';

interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** A setting of a model: one of a few named values, or a whole number within its bounds. */
export function ParameterField(props: ParameterFieldProps) {
  return props.parameter.names.length > 0 ? <NamedField {...props} /> : <NumberField {...props} />;
}

function NamedField({ parameter: { label, min, names, explains }, value, onValue }: ParameterFieldProps) {
  const options = names.map((name, at) => ({ value: String(min + at), name }));
  return (
    <div className={styles.named}>
      <Choice
        label={label}
        value={String(value)}
        options={options}
        onValue={(chosen) => onValue(Number(chosen))}
      />
      <p>{explains}</p>
    </div>
  );
}

/** What is outside its bounds is not taken. */
function NumberField({ parameter, value, onValue }: ParameterFieldProps) {
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
