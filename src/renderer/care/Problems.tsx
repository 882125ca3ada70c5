import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData, Health } from '../../contract/index.ts';
import { useApp, useCare, useNotes } from '../app/app-context.ts';
import { homeOf } from '../notes/place.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { Confirmation } from './Confirmation.tsx';
import { ExportResult } from './ExportResult.tsx';
import { isOlderCopy, isRepairable, wordsFor } from './problem-words.ts';
import { WorkBar } from './WorkBar.tsx';
import { WorkEnd } from './WorkEnd.tsx';

function Problem({ problem }: { readonly problem: ErrorData }) {
  const { api, notes, screen } = useApp();
  const { title, remedy, note } = wordsFor(
    problem,
    useNotes((state) => state.catalogue),
  );
  return (
    <li className={styles.problem}>
      <h3>
        <TriangleAlert size={15} aria-hidden="true" />
        <span dir="auto">{title}</span>
      </h3>
      <p>{problem.message}</p>
      {remedy !== null && (
        <p>
          <strong>What to do.</strong> {remedy}
        </p>
      )}
      {isOlderCopy(problem) && (
        <Button small onClick={() => void api.call('vault.acceptOlder').catch(() => undefined)}>
          Go on with this copy
        </Button>
      )}
      {note !== null && (
        <Button
          small
          onClick={() => {
            screen.setState({ vaultPage: null });
            notes.show({ kind: homeOf(note) });
            void notes.select(note.id);
          }}
        >
          Show the note
        </Button>
      )}
    </li>
  );
}

function RepairButton({ hasBackups, isIdle }: { readonly hasBackups: boolean; readonly isIdle: boolean }) {
  const { care } = useApp();
  return (
    <Confirmation
      trigger={
        <Button look="primary" aria-disabled={!isIdle}>
          Repair…
        </Button>
      }
      title="Repair this vault?"
      yes="Repair"
      look="primary"
      onYes={() => isIdle && void care.repair()}
    >
      Latchkey writes the vault anew from every record that opens. What does not open is put back{' '}
      {hasBackups
        ? 'from your backups, or from an earlier text of the same note'
        : 'from an earlier text of the same note'}
      ; what cannot be put back is left out, and you are told what that is.{' '}
      {!hasBackups && 'Latchkey knows of no backup that might have it. '}
      The file as it is now is kept beside the repaired one.
    </Confirmation>
  );
}

/** Every way out of the damage. None of them changes the file as it is. */
function WaysOut({ health }: { readonly health: Health }) {
  const { care, screen } = useApp();
  const exported = useCare((state) => state.exported);
  const { backups, working } = health;
  const isIdle = working === null;
  // The rehearsal of one backup is shown with that backup.
  const going = useCare(({ rehearsing }) =>
    working === 'repair' || working === 'export' || (working === 'rehearsal' && rehearsing === null)
      ? working
      : null,
  );
  return (
    <section className={styles.section} aria-labelledby="ways-out-heading">
      <h2 id="ways-out-heading">What you can do</h2>
      {going !== null && <WorkBar work={going} />}
      <dl className={styles.ways}>
        <div>
          <dt>Repair the vault</dt>
          <dd>
            <p>
              Puts back what backups and earlier texts still have, and leaves out the rest. The file as it is
              now stays beside.
            </p>
            <RepairButton hasBackups={backups.length > 0} isIdle={isIdle} />
          </dd>
        </div>
        {backups.length > 0 && (
          <div>
            <dt>Go back to a backup</dt>
            <dd>
              <p>
                Opens backups record by record, the newest first, until one is whole, and copies that one
                beside this vault. Nothing is replaced.
              </p>
              <Button aria-disabled={!isIdle} onClick={() => isIdle && void care.openNewestGood()}>
                Open the newest good backup…
              </Button>
            </dd>
          </div>
        )}
        <div>
          <dt>Save what can be read</dt>
          <dd>
            <p>Writes every note that still opens as a plain file, and lists those that do not.</p>
            <Button
              aria-disabled={!isIdle}
              onClick={() => isIdle && screen.setState({ exporting: 'salvage' })}
            >
              Save what still opens…
            </Button>
          </dd>
        </div>
      </dl>
      <WorkEnd work="repair" />
      <WorkEnd work="rehearsal" />
      <WorkEnd work="export" />
      {exported !== null && <ExportResult exported={exported} />}
    </section>
  );
}

interface ProblemsProps {
  readonly problems: readonly ErrorData[];
  readonly health: Health;
}

/** As many as are told at once: what can be done about them stands below. */
const fewProblems = 6;

/** What is wrong with the vault, and what can be done about it. */
export function Problems({ problems, health }: ProblemsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? problems : problems.slice(0, fewProblems);
  return (
    <>
      <ul className={styles.list} aria-label="Problems">
        {shown.map((problem) => (
          <Problem
            key={[problem.code, problem.details.table, problem.details.id ?? problem.message].join()}
            problem={problem}
          />
        ))}
      </ul>
      {shown.length < problems.length && (
        <div className={styles.actions}>
          <Button onClick={() => setAll(true)}>Show all {problems.length.toLocaleString('en-GB')}</Button>
        </div>
      )}
      {problems.some(isRepairable) && <WaysOut health={health} />}
    </>
  );
}
