import type { ReactNode } from 'react';
import type { Rotated } from '../../contract/index.ts';
import { BackupRow } from './Backups.tsx';
import styles from './Care.module.css';

interface AftermathProps {
  readonly rotated: Rotated;
  /** What was done, in a sentence or two. */
  readonly done: ReactNode;
  /** Heading of the backups from before, and what they mean. */
  readonly title: string;
  readonly meaning: string;
  /** About the copies that Latchkey does not know of. */
  readonly elsewhere: string;
}

/** What a new vault key leaves for the owner to do. */
export function Aftermath({ rotated, done, title, meaning, elsewhere }: AftermathProps) {
  const { olderBackups, dropped } = rotated;
  return (
    <>
      <p role="status">{done}</p>
      {dropped.length > 0 && (
        <p>No longer able to open it: {dropped.map(({ label }) => label).join(', ')}.</p>
      )}
      {olderBackups.length > 0 ? (
        <>
          <h3>{title}</h3>
          <p>{meaning}</p>
          <ul className={styles.list} aria-label={title}>
            {olderBackups.map((backup) => (
              <BackupRow key={backup.name} backup={backup} earlier={false} />
            ))}
          </ul>
        </>
      ) : (
        <p>Latchkey knows of no backup from before.</p>
      )}
      <p>{elsewhere}</p>
    </>
  );
}
