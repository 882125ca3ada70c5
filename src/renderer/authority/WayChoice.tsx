import { useId } from 'react';
import type { OwnVaultModel } from '../../contract/index.ts';
import styles from './Escrow.module.css';
import { ways } from './ways.ts';

interface WayChoiceProps {
  readonly value: OwnVaultModel;
  readonly onValue: (model: OwnVaultModel) => void;
  readonly disabled: boolean;
}

/** How the key is held: by one, in shares, or by two who must agree. */
export function WayChoice({ value, onValue, disabled }: WayChoiceProps) {
  const group = useId();
  return (
    <fieldset className={styles.step} disabled={disabled}>
      <legend>1. How the key is held</legend>
      <div className={styles.ways}>
        {ways.map(({ model, name, means }) => (
          <label key={model} className={styles.way}>
            <input
              type="radio"
              name={group}
              value={model}
              checked={model === value}
              onChange={() => onValue(model)}
            />
            <span>{name}</span>
            <small>{means}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
