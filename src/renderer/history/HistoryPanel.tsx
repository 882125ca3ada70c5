import { useMemo } from 'react';
import type { NoteSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { useAsked } from '../inspector/asked.ts';
import styles from '../inspector/Panel.module.css';
import { editedWhen } from '../notes/list-date.ts';
import { useNow } from '../ui/now.ts';

/** The earlier texts of the open note that were kept. */
export function HistoryPanel({ summary }: { readonly summary: NoteSummary | null }) {
  const { api } = useApp();
  const now = useNow();
  const [id, revision] = [summary?.id, summary?.revision];
  const ask = useMemo(
    // Another revision says that there is another answer.
    () => (id === undefined || revision === undefined ? null : () => api.call('versions.list', { id })),
    [api, id, revision],
  );
  const versions = useAsked(ask);
  if (versions.is === 'failed') return <p className={styles.problem}>{versions.error.message}</p>;
  if (ask !== null && versions.is === 'waiting') return null;
  if (versions.is === 'waiting' || versions.value.length === 0)
    return <p className={styles.empty}>No earlier text of this note has been kept yet.</p>;
  return (
    <ul aria-label="Earlier texts of this note">
      {versions.value.map(({ revision: kept, title, savedAt, wordCount }) => (
        <li key={kept} className={styles.entry}>
          <span className={styles.name} dir="auto">
            {title === '' ? 'Untitled' : title}
          </span>
          <span className={styles.facts}>
            Saved {editedWhen(savedAt, Math.max(now, savedAt))},{' '}
            {wordCount === 1 ? '1 word' : `${wordCount.toLocaleString('en-GB')} words`}
          </span>
        </li>
      ))}
    </ul>
  );
}
