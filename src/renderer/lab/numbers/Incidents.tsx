import type { Incident, Source } from '../../../contract/index.ts';
import { Citation } from './Citation.tsx';
import styles from './Numbers.module.css';

/** Times when keys or ways of access got out, pinned beside a chance that nobody has measured. */
export function Incidents({
  incidents,
  sources,
}: {
  readonly incidents: readonly Incident[];
  readonly sources: readonly Source[];
}) {
  if (incidents.length === 0) return null;
  return (
    <>
      <h3>How likely is it?</h3>
      <p>
        We found no source for the yearly chance, which is why it is a slider. What is on record is that it
        happens, to careful holders too.
      </p>
      <ol className={styles.pins} aria-label="Incidents">
        {incidents.map(({ year, what, source }) => (
          <li key={`${year} ${what}`}>
            <strong>{year}</strong>
            <p>
              {what} <Citation id={source} sources={sources} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
