import { useMemo } from 'react';
import type { NoteSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { useAsked } from '../inspector/asked.ts';
import styles from '../inspector/Panel.module.css';
import { fullDay } from '../notes/list-date.ts';
import { sizeWords } from './size-words.ts';

/** The files that belong to the open note. */
export function FilesPanel({ summary }: { readonly summary: NoteSummary | null }) {
  const { api } = useApp();
  const [note, count] = [summary?.id, summary?.attachmentCount];
  const ask = useMemo(
    // Another count says that there is another answer.
    () => (note === undefined || count === undefined ? null : () => api.call('attachments.list', { note })),
    [api, note, count],
  );
  const files = useAsked(ask);
  if (files.is === 'failed') return <p className={styles.problem}>{files.error.message}</p>;
  if (ask !== null && files.is === 'waiting') return null;
  if (files.is === 'waiting' || files.value.length === 0)
    return <p className={styles.empty}>No files belong to this note.</p>;
  return (
    <ul aria-label="Files of this note">
      {files.value.map(({ id, name, size, createdAt }) => (
        <li key={id} className={styles.entry}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className={styles.facts}>
            {sizeWords(size)}, added {fullDay(createdAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}
