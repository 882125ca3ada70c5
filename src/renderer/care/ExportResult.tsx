import type { ErrorData, Exported } from '../../contract/index.ts';
import { useNotes } from '../app/app-context.ts';
import styles from './Care.module.css';
import { counted } from './plain-care.ts';
import { wordsFor } from './problem-words.ts';

interface DamageListProps {
  readonly label: string;
  readonly damaged: readonly ErrorData[];
}

/** What did not open, each with the reason. */
export function DamageList({ label, damaged }: DamageListProps) {
  const catalogue = useNotes((state) => state.catalogue);
  return (
    <ul className={styles.list} aria-label={label}>
      {damaged.map((problem, index) => (
        <li key={index} className={styles.problem}>
          <h4 dir="auto">{wordsFor(problem, catalogue).title}</h4>
          <p>{problem.message}</p>
        </li>
      ))}
    </ul>
  );
}

function writtenWords({ notes, attachments }: Exported): string {
  return attachments === 0
    ? `${counted(notes, 'note')} written.`
    : `${counted(notes, 'note')} and ${counted(attachments, 'attached file')} written.`;
}

/** Where the plain files are, and what is not among them. */
export function ExportResult({ exported }: { readonly exported: Exported }) {
  const { folder, damaged } = exported;
  return (
    <div className={styles.result}>
      <div role="status">
        <h3>{writtenWords(exported)}</h3>
        <p className={styles.where}>{folder}</p>
        <p>
          {damaged.length === 0
            ? 'Nothing is missing. The files are not encrypted.'
            : `${counted(damaged.length, 'thing')} did not open, and ${damaged.length === 1 ? 'is' : 'are'} not among the files. The files are not encrypted.`}
        </p>
      </div>
      {damaged.length > 0 && <DamageList label="Not exported" damaged={damaged} />}
    </div>
  );
}
