import type { Incident } from '../../../contract/index.ts';
import { yearWords } from '../scenarios/slides.ts';
import { SourceRef } from '../parts/SourceRef.tsx';
import styles from './Numbers.module.css';
import { wiretapSources } from './wiretaps.ts';

/** Sources that count lawful wiretaps: these have a section of their own. */
const counts: readonly string[] = wiretapSources;

/** What has happened to keys and to ways of access, pinned beside a chance that nobody has measured. */
export function Incidents({ incidents }: { readonly incidents: readonly Incident[] }) {
  const pinned = incidents.filter(({ source }) => !counts.includes(source));
  if (pinned.length === 0) return null;
  return (
    <>
      <h3>How likely is it?</h3>
      <p>
        We found no source for the yearly chance, which is why it is a slider. On record is what has happened
        to keys, and to systems that give access.
      </p>
      <ol className={styles.pins} aria-label="Incidents">
        {pinned.map(({ year, what, source }) => (
          <li key={`${year} ${what}`}>
            <strong>{yearWords(year)}</strong>
            <p>
              {what} <SourceRef id={source} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
