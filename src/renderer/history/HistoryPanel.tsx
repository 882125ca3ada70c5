import { useMemo, useState } from 'react';
import type { NoteSummary, VersionSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { useAsked } from '../inspector/asked.ts';
import panel from '../inspector/Panel.module.css';
import { clockTime } from '../notes/list-date.ts';
import { useNow } from '../ui/now.ts';
import styles from './History.module.css';
import { daysOf, growth } from './timeline.ts';
import { VersionDialog } from './VersionDialog.tsx';

function wordsOf({ wordCount }: VersionSummary): string {
  return wordCount === 1 ? '1 word' : `${wordCount.toLocaleString('en-GB')} words`;
}

interface TimelineProps {
  readonly versions: readonly VersionSummary[];
  readonly onChoose: (revision: number) => void;
}

/** Every earlier text that was kept, by day. */
function Timeline({ versions, onChoose }: TimelineProps) {
  const now = useNow();
  return daysOf(versions, now).map((day) => (
    <section key={day.name} className={panel.group} aria-label={day.name}>
      <h3 className={panel.heading}>{day.name}</h3>
      <ul className={styles.timeline}>
        {day.versions.map((version) => {
          const grown = growth(version, versions[versions.indexOf(version) + 1]);
          return (
            <li key={version.revision}>
              <button type="button" className={panel.entry} onClick={() => onChoose(version.revision)}>
                <span className={panel.name}>{clockTime(version.savedAt)}</span>
                <span className={panel.facts}>
                  {wordsOf(version)}
                  {grown !== '' && `, ${grown}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}

/** The earlier texts of the open note that were kept, and a way to look at each and to bring it back. */
export function HistoryPanel({ summary }: { readonly summary: NoteSummary | null }) {
  const { api } = useApp();
  const [chosen, setChosen] = useState<number | null>(null);
  const [id, revision] = [summary?.id, summary?.revision];
  const ask = useMemo(
    // Another revision says that there is another answer.
    () => (id === undefined || revision === undefined ? null : () => api.call('versions.list', { id })),
    [api, id, revision],
  );
  const versions = useAsked(ask);
  if (versions.is === 'failed') return <p className={panel.problem}>{versions.error.message}</p>;
  if (ask !== null && versions.is === 'waiting') return null;
  if (summary === null || versions.is === 'waiting' || versions.value.length === 0) {
    return (
      <p className={panel.empty}>
        No earlier text of this note has been kept yet. While you write, one is kept every few minutes.
      </p>
    );
  }
  return (
    <>
      <Timeline versions={versions.value} onChoose={setChosen} />
      <p className={styles.policy}>
        All texts of the last day are kept, then one a day for a month, then one a week.
      </p>
      <VersionDialog note={summary} versions={versions.value} chosen={chosen} onChoose={setChosen} />
    </>
  );
}
