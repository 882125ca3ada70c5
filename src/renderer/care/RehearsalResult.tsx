import { LatchkeyError, type Rehearsal } from '../../contract/index.ts';
import styles from './Care.module.css';
import { DamageList } from './ExportResult.tsx';
import { rehearsedWords, rehearsalFailureWords } from './rehearsal-words.ts';

/** What opening every record of a backup has shown, below that backup. */
export function RehearsalResult({ result }: { readonly result: Rehearsal | LatchkeyError }) {
  if (result instanceof LatchkeyError) {
    const isHarmless = result.code === 'cancelled' || result.code === 'other-key';
    return (
      <p role="status" className={isHarmless ? undefined : styles.alert}>
        {rehearsalFailureWords(result)}
      </p>
    );
  }
  return (
    <>
      <p role="status" className={result.problems.length > 0 ? styles.alert : styles.good}>
        {rehearsedWords(result)}
      </p>
      {result.problems.length > 0 && <DamageList label="Damaged in this backup" damaged={result.problems} />}
    </>
  );
}
