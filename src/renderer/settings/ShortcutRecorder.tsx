import { useState, type KeyboardEvent } from 'react';
import { isMac } from '../app/platform.ts';
import { Button } from '../ui/Button.tsx';
import { acceleratorOf, keysOfAccelerator } from './accelerator.ts';
import styles from './Settings.module.css';

interface ShortcutRecorderProps {
  readonly label: string;
  /** As Electron writes accelerators; null: none. */
  readonly value: string | null;
  readonly onValue: (accelerator: string | null) => void;
}

/** Takes the next key combination that is pressed. Escape keeps the one before, and Tab goes on as everywhere. */
export function ShortcutRecorder({ label, value, onValue }: ShortcutRecorderProps) {
  const [isRecording, setRecording] = useState(false);
  const take = (event: KeyboardEvent): void => {
    if (!isRecording) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'Tab' && isPlain) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape' && isPlain) {
      setRecording(false);
      return;
    }
    const accelerator = acceleratorOf(event, isMac);
    if (accelerator === null) return;
    setRecording(false);
    onValue(accelerator);
  };
  const keys = value === null ? 'None' : keysOfAccelerator(value, isMac).join(isMac ? '' : '+');
  return (
    <div className={styles.recorder} role="group" aria-label={label}>
      <span className={styles.recorderName}>{label}</span>
      <output className={styles.recorded}>{isRecording ? 'Press the keys…' : keys}</output>
      <Button
        small
        aria-pressed={isRecording}
        // The window's own shortcuts leave these keys alone.
        data-takes-keys={isRecording}
        onClick={() => setRecording(!isRecording)}
        onBlur={() => setRecording(false)}
        onKeyDown={take}
      >
        Record
      </Button>
      {value !== null && (
        <Button small look="quiet" onClick={() => onValue(null)}>
          Remove
        </Button>
      )}
    </div>
  );
}
