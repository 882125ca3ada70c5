import { useEffect, useState } from 'react';
import styles from './Viewer.module.css';

interface TextViewProps {
  readonly name: string;
  readonly address: string;
  /** The same function throughout. */
  readonly onBroken: () => void;
}

/** A text as its letters, whatever else it may mean to a program. Bytes that are no UTF-8 are shown as �. */
export function TextView({ name, address, onBroken }: TextViewProps) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const read = async (): Promise<void> => {
      const response = await fetch(address, { signal: gone.signal });
      if (!response.ok) throw new Error('The file is not there.');
      setText(new TextDecoder().decode(await response.arrayBuffer()));
    };
    read().catch(() => {
      if (!gone.signal.aborted) onBroken();
    });
    return () => gone.abort();
  }, [address, onBroken]);
  return (
    <pre
      className={styles.text}
      data-stage
      tabIndex={0}
      role="group"
      aria-label={name}
      aria-busy={text === null}
      dir="auto"
    >
      {text}
    </pre>
  );
}
