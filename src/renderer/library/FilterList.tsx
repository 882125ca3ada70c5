import { Check, Minus } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './FilterList.module.css';

export interface FilterOption {
  readonly key: string;
  readonly label: string;
  /** Something of less weight behind the label. */
  readonly detail?: string;
  readonly mark?: ReactNode;
  /** In a list of which several can be chosen: whether this one is, or is for some of what is asked about. */
  readonly isOn?: boolean | 'some';
}

interface FilterListProps {
  readonly label: string;
  readonly placeholder: string;
  readonly options: readonly FilterOption[];
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  readonly onChoose: (key: string) => void;
  /** What is said where nothing fits. */
  readonly nothing: string;
}

/** Options that are in the document at once: who does not see theirs types a letter more. */
const mostShown = 100;

function Box({ isOn }: { readonly isOn: boolean | 'some' }) {
  return (
    <span className={styles.box} data-on={isOn !== false} aria-hidden="true">
      {isOn === true && <Check size={12} strokeWidth={3} />}
      {isOn === 'some' && <Minus size={12} strokeWidth={3} />}
    </span>
  );
}

/**
 * A field with a list under it that it narrows down. The arrows move in the list, Enter chooses; with Ctrl or ⌘ it sends the form
 * around them.
 */
export function FilterList(props: FilterListProps) {
  const { label, placeholder, options, wanted, onWanted, onChoose, nothing } = props;
  const id = useId();
  const [row, setRow] = useState(0);
  const shown = options.slice(0, mostShown);
  const active = Math.min(row, shown.length - 1);
  const idOf = (index: number): string => `${id}-${index}`;
  const go = (index: number): void => {
    setRow(index);
    document.getElementById(idOf(index))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // While a word is composed, its keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const option = shown[active];
    if (event.key === 'ArrowDown') go(Math.min(shown.length - 1, active + 1));
    else if (event.key === 'ArrowUp') go(Math.max(0, active - 1));
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      event.currentTarget.form?.requestSubmit();
    else if (event.key === 'Enter' && option !== undefined) onChoose(option.key);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.chooser}>
      <input
        className={styles.field}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : idOf(active)}
        placeholder={placeholder}
        autoComplete="off"
        autoFocus
        spellCheck={false}
        dir="auto"
        value={wanted}
        onChange={(event) => {
          onWanted(event.target.value);
          setRow(0);
        }}
        onKeyDown={onKeyDown}
      />
      {shown.length === 0 ? (
        <p id={id} className={styles.nothing}>
          {nothing}
        </p>
      ) : (
        <ul
          id={id}
          role="listbox"
          aria-label={label}
          aria-multiselectable={shown.some(({ isOn }) => isOn !== undefined)}
          className={styles.list}
        >
          {shown.map(({ key, label, detail, mark, isOn }, index) => (
            <li
              key={key}
              id={idOf(index)}
              role="option"
              aria-selected={isOn === undefined ? index === active : isOn === true}
              aria-checked={isOn === 'some' ? 'mixed' : undefined}
              data-active={index === active}
              onPointerMove={() => setRow(index)}
              onClick={() => onChoose(key)}
            >
              {isOn !== undefined && <Box isOn={isOn} />}
              {mark}
              <span className={styles.label} dir="auto">
                {label}
              </span>
              {detail !== undefined && <span className={styles.detail}>{detail}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.more} role="status">
        {options.length > shown.length &&
          `${(options.length - shown.length).toLocaleString('en-GB')} more: type to narrow them down.`}
      </p>
    </div>
  );
}
