import type { Source } from '../../../contract/index.ts';
import { Citation } from './Citation.tsx';
import styles from './Numbers.module.css';

/** Wiretaps of 2023 in the United States: federal and state courts together, from the courts' own report. */
const wiretaps = [
  { count: 2101, what: 'authorised' },
  { count: 472, what: 'met encryption' },
  { count: 425, what: 'of those, could not be deciphered' },
] as const;
const most = wiretaps[0].count;

/** How often encryption stood in the way of a lawful order, where somebody counts. */
export function WiretapSection({ sources }: { readonly sources: readonly Source[] }) {
  return (
    <section className={styles.section} aria-labelledby="numbers-wiretaps">
      <h2 id="numbers-wiretaps">How often encryption stands in the way</h2>
      <p>
        Few countries count this. Courts in the United States report each year how many wiretaps (orders to
        listen in on a suspect) they allowed, and in how many the police met encryption. In 2023:
      </p>
      <ul className={styles.bars} aria-label="Wiretaps in the United States, 2023">
        {wiretaps.map(({ count, what }) => (
          <li key={what}>
            <strong>{count.toLocaleString('en-GB')}</strong>
            <span>{what}</span>
            <div aria-hidden="true">
              <div style={{ width: `${(100 * count) / most}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <p>
        So encryption was met in {Math.round((100 * wiretaps[1].count) / most)} of 100 wiretaps, and nine
        times out of ten it held. In 2024, courts allowed 2,297.
      </p>
      <p className={styles.remark}>
        These are criminal cases, half of them about drugs. Orders in matters of intelligence and terrorism
        are counted elsewhere, and messages on the wire are not notes on a disk. The figures say that the
        problem of the police is real; they do not say what an escrow key would change.{' '}
        <Citation id="wiretap-2023" sources={sources} /> <Citation id="wiretap-2024" sources={sources} />
      </p>
    </section>
  );
}
