import { useStore } from 'zustand';
import { presetNumbers } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { plainDollars } from '../../passphrase/plain-amounts.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { vaultCount } from '../numbers/amounts.ts';
import { breakEvenFinding, outcomeSentence } from '../numbers/findings.ts';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { trialOf } from '../trials.ts';
import { Computed } from './Computed.tsx';
import styles from './Exhibits.module.css';
import type { Tour } from './tour-store.ts';

/** What follows from the presets of the numbers page. */
export function NumbersExhibit({ tour }: { readonly tour: Tour }) {
  const { lab } = useApp();
  const trial = useStore(tour.numbers.store, (trials) => trialOf(trials, 'presets'));
  return (
    <Computed trial={trial} doing="Working it out…" onAgain={() => tour.again()}>
      {(result) => (
        <div className={styles.result}>
          <dl className={classes(shared.figures, styles.figures)}>
            <div>
              <dt>A vault without escrow, by guessing</dt>
              <dd>{plainDollars(result.victims.withoutEscrow)}</dd>
              <dd className={styles.small}>
                <Glossed
                  text={`for each vault anew, with a passphrase of ${presetNumbers.bits} bits, about what a fair one has`}
                />
              </dd>
            </div>
            <div data-look="escrow">
              <dt>A vault with escrow, by the stolen key</dt>
              <dd>{plainDollars(result.victims.withEscrow)}</dd>
              <dd className={styles.small}>
                if the key costs {plainDollars(presetNumbers.keyDollars)} to come by, and opens{' '}
                {vaultCount(presetNumbers.vaults)}
              </dd>
            </div>
          </dl>
          <p className={styles.finding}>{breakEvenFinding(presetNumbers, result)}</p>
          <h3>Within ten years</h3>
          <ul className={styles.outcomes}>
            {result.blast.map((blast) => (
              <li key={blast.id}>
                <strong>{blast.label}</strong>
                <span>{outcomeSentence(blast, presetNumbers)}</span>
              </li>
            ))}
          </ul>
          <Button small onClick={() => lab.follow({ page: 'numbers' })}>
            Move the sliders yourself
          </Button>
        </div>
      )}
    </Computed>
  );
}
