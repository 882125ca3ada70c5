import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import styles from './Choice.module.css';

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** False where what is around it says the same to the eye. */
  readonly isLabelSeen?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly onValue: (value: T) => void;
  /** The id of what explains it further. */
  readonly describedBy?: string;
}

/** One of several, in a field that unfolds. */
export function Choice<T extends string>({
  label,
  isLabelSeen = true,
  value,
  options,
  onValue,
  describedBy,
}: ChoiceProps<T>) {
  const id = useId();
  const choose = (wanted: string): void => {
    const chosen = options.find((option) => option.value === wanted);
    if (chosen !== undefined) onValue(chosen.value);
  };
  return (
    <div className={styles.choice}>
      <label htmlFor={id} className={isLabelSeen ? undefined : 'unseen'}>
        {label}
      </label>
      <div className={styles.box}>
        <select
          id={id}
          value={value}
          aria-describedby={describedBy}
          onChange={(event) => choose(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
        <ChevronDown size={15} aria-hidden="true" />
      </div>
    </div>
  );
}
