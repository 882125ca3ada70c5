import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ErrorData, Repaired } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import type { Catalogue } from '../notes/catalogue.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { mendedThings } from './repair-words.ts';
import { wordsFor } from './problem-words.ts';

function Lost({ lost, before }: { readonly lost: readonly ErrorData[]; readonly before: Catalogue }) {
  return (
    <>
      <h3>Left out</h3>
      <p>
        No backup and no earlier text has these. They are still in the file as it was, should a backup turn up
        elsewhere.
      </p>
      <ul className={styles.list} aria-label="Left out">
        {lost.map((problem, index) => (
          <li key={index} className={styles.problem}>
            <h4 dir="auto">{wordsFor(problem, before).title}</h4>
            <p>{problem.message}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

interface RepairResultProps {
  readonly outcome: Repaired;
  /** The notes as the list had them before. */
  readonly before: Catalogue;
}

/** What a repair has done, until it has been read. */
export function RepairResult({ outcome: { mended, lost, before: file }, before }: RepairResultProps) {
  const { care } = useApp();
  const catalogue = useNotes((state) => state.catalogue);
  const things = mendedThings(mended, catalogue, before);
  const here = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was pressed to get here has gone, and was further down the page.
    here.current?.focus();
  }, []);
  return (
    <section ref={here} className={styles.section} aria-labelledby="repaired-heading" tabIndex={-1}>
      <div className={styles.state} data-mood="fine">
        <ShieldCheck size={20} aria-hidden="true" />
        <div role="status">
          <h2 id="repaired-heading">The vault is repaired</h2>
          <p>
            {things.length.toLocaleString('en-GB')} put back, {lost.length.toLocaleString('en-GB')} left out.
          </p>
        </div>
        <Button onClick={() => care.forgetRepair()}>Done</Button>
      </div>
      {things.length > 0 && (
        <>
          <h3>Put back</h3>
          <ul className={styles.list} aria-label="Put back">
            {things.map(({ key, name, from }) => (
              <li key={key} className={styles.problem}>
                <h4 dir="auto">{name}</h4>
                <p>{from}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {lost.length > 0 && <Lost lost={lost} before={before} />}
      <h3>The file as it was</h3>
      <p>
        It lies beside the vault as <strong className={styles.file}>{file}</strong>, and opens with the same
        passphrase. Delete it once you are sure that nothing is missing.
      </p>
    </section>
  );
}
