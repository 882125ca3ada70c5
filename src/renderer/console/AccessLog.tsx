import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import type { ConsoleState } from '../../contract/index.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Console.module.css';
import type { Desk } from './console-store.ts';
import { dayAndTime } from './console-words.ts';

function Witness({ witness }: { readonly witness: ConsoleState['witness'] }) {
  const seen = `${witness.size} ${witness.size === 1 ? 'entry' : 'entries'}`;
  return witness.isConsistent ? (
    <p className={styles.witness}>
      <ShieldCheck size={16} aria-hidden /> A witness outside the office has seen {seen}. The log still
      contains them unchanged.
    </p>
  ) : (
    <p className={styles.witness} data-alarm role="alert">
      <TriangleAlert size={16} aria-hidden /> A witness outside the office saw {seen} that this log does not
      contain any more. Somebody has changed it.
    </p>
  );
}

/** Who opened what, as far as it was written down. */
export function AccessLog({ desk }: { readonly desk: Desk }) {
  const { console, isBusy } = useStore(desk.store);
  if (console === null) return null;
  return (
    <section className={styles.panel} aria-labelledby="log-heading">
      <h2 id="log-heading">The office’s log</h2>
      <p className={styles.hint}>
        Each entry is sealed into a hash tree (a Merkle log), so that a witness who remembers its root, one
        hash for the whole log, notices when the past changes. It cannot show what was never written.
      </p>
      <Witness witness={console.witness} />
      {console.log.length === 0 ? (
        <p className={styles.hint}>The log is empty.</p>
      ) : (
        <ol className={styles.log} aria-label="Log entries">
          {console.log.map(({ at, by, what, index, root }, place) => (
            <li key={`${index ?? place} ${root ?? ''}`}>
              <div>
                <p>
                  <time dateTime={new Date(at).toISOString()}>{dayAndTime(at)}</time> {by}: {what}
                </p>
                {root !== null && <code>root {root.slice(0, 16)}…</code>}
              </div>
              <Button small disabled={isBusy} onClick={() => void desk.removeEntry(index ?? place)}>
                Take out<span className="unseen"> entry {place + 1}</span>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
