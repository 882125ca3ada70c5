import { Glossed } from '../parts/Glossed.tsx';
import { SourceRef } from '../parts/SourceRef.tsx';
import styles from './Numbers.module.css';
import { authorisedIn2024, wiretaps, wiretapSources } from './wiretaps.ts';

const { authorised, encrypted, undeciphered } = wiretaps;
const bars = [
  { count: authorised, what: 'authorised' },
  { count: encrypted, what: 'met encryption' },
  { count: undeciphered, what: 'of those, could not be deciphered' },
] as const;

const counted = (count: number): string => count.toLocaleString('en-GB');
const ofHundred = (part: number, whole: number): number => Math.round((100 * part) / whole);

const lead =
  'Courts in the United States report each year how many wiretaps they allowed, which are orders ' +
  'to listen in on a suspect, and in how many the police met encryption. In 2023:';
const found = `So encryption was met in ${ofHundred(encrypted, authorised)} of 100 wiretaps, and held in ${ofHundred(undeciphered, encrypted)} of 100 of these. In 2024, courts allowed ${counted(authorisedIn2024)}.`;
const remark =
  'These are criminal cases, half of them about drugs. Orders in matters of foreign intelligence are counted elsewhere, ' +
  'and messages on the wire are not notes on a disk. The figures say that the difficulty is real; they do not say what an ' +
  'escrow key would change.';

/** How often encryption stood in the way of a lawful order, where somebody counts. */
export function WiretapSection() {
  return (
    <section className={styles.section} aria-labelledby="numbers-wiretaps">
      <h2 id="numbers-wiretaps">How often encryption stands in the way</h2>
      <p>
        <Glossed text={lead} />
      </p>
      <ul className={styles.bars} aria-label="Wiretaps in the United States, 2023">
        {bars.map(({ count, what }) => (
          <li key={what}>
            <strong>{counted(count)}</strong>
            <span>{what}</span>
            <div aria-hidden="true">
              <div style={{ width: `${(100 * count) / authorised}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <p>{found}</p>
      <p className={styles.remark}>
        {remark}{' '}
        {wiretapSources.map((id) => (
          <SourceRef key={id} id={id} />
        ))}
      </p>
    </section>
  );
}
