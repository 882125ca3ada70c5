import { useId } from 'react';
import { useStore } from 'zustand';
import { boundsOf } from './bounds.ts';
import type { Numbers } from './numbers-store.ts';
import styles from './Numbers.module.css';
import { lastPosition, positionOf, sliders, valueAt, type SliderField } from './sliders.ts';

interface SliderProps {
  readonly numbers: Numbers;
  readonly field: SliderField;
}

/** One number to move. Arrow keys take a step, Page Up and Page Down a tenth of the way, Home and End go to the ends. */
export function Slider({ numbers, field }: SliderProps) {
  const id = useId();
  const value = useStore(numbers.store, ({ input }) => input[field]);
  const { label, explains, shown } = sliders[field];
  const { min, max } = boundsOf(field);
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{shown(value)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={lastPosition(field)}
        step={1}
        value={positionOf(field, value)}
        aria-valuetext={shown(value)}
        aria-describedby={`${id}-bounds ${id}-explains`}
        onChange={({ target }) => numbers.set(field, valueAt(field, target.valueAsNumber))}
      />
      <p id={`${id}-bounds`} className={styles.ends}>
        <span>{shown(min)}</span>
        <span className="unseen"> to </span>
        <span>{shown(max)}</span>
      </p>
      <p id={`${id}-explains`} className={styles.explains}>
        {explains}
      </p>
    </div>
  );
}

/** Sliders that belong together. */
export function Sliders({
  numbers,
  fields,
  label,
}: {
  readonly numbers: Numbers;
  readonly fields: readonly SliderField[];
  readonly label: string;
}) {
  return (
    <div className={styles.sliders} role="group" aria-label={label}>
      {fields.map((field) => (
        <Slider key={field} numbers={numbers} field={field} />
      ))}
    </div>
  );
}
