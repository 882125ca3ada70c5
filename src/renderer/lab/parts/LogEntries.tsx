import type { LogEntry } from '../../../contract/index.ts';
import styles from './Parts.module.css';

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

interface LogEntriesProps {
  readonly entries: readonly LogEntry[];
  /** What is said of a log without entries; null: nothing is shown then. */
  readonly empty?: string | null;
}

/** What was written into an access log. */
export function LogEntries({ entries, empty = null }: LogEntriesProps) {
  if (entries.length === 0) return empty === null ? null : <p className={styles.none}>{empty}</p>;
  return (
    <ul className={styles.log} aria-label="Written into the log">
      {entries.map(({ at, by, what, index, root }, position) => (
        <li key={`${position} ${at}`}>
          <p>
            {index !== null && <span className={styles.number}>{index}</span>}
            <strong>{by}</strong> {what}
          </p>
          <p className={styles.stamp}>
            <time dateTime={new Date(at).toISOString()}>{when.format(at)} UTC</time>
            {root !== null && (
              <span>
                Root <code>{root}</code>
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
