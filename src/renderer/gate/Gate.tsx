import type { ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import styles from './Gate.module.css';

interface GateProps {
  readonly title: string;
  /** A line under the title. */
  readonly lede?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The frame of every screen in front of a vault. */
export function Gate({ title, lede, wide = false, children }: GateProps) {
  return (
    <main className={styles.gate}>
      <div className={wide ? styles.wide : styles.column}>
        <header className={styles.header}>
          {!wide && <Mark size={52} />}
          <h1 dir="auto">{title}</h1>
          {lede !== undefined && <p className={styles.lede}>{lede}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}
