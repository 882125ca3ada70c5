import { useEffect, useState } from 'react';
import { guessingCost, leastDerivation, type GuessingCost } from './guessing.ts';
import { ageOfUniverse, plainDollars, plainTime } from './plain-amounts.ts';
import styles from './Strength.module.css';
import { estimateBits } from './typed-strength.ts';

const year = 365.25 * 86_400;
const marks = [
  { seconds: 3600, name: 'an hour' },
  { seconds: year, name: 'a year' },
  { seconds: 1000 * year, name: '1,000 years' },
  { seconds: 1e6 * year, name: 'a million years' },
] as const;

/** Where a length of time lies on a scale of powers of ten, from one second to the age of the universe; 0 to 100. */
function onScale(seconds: number): number {
  const part = Math.log10(Math.max(1, seconds)) / Math.log10(ageOfUniverse);
  return Math.round(1000 * Math.min(1, part)) / 10;
}

function Scale({ seconds }: { readonly seconds: number }) {
  return (
    <div className={styles.scale} aria-hidden="true" data-weak={seconds < year}>
      <div className={styles.track}>
        <div className={styles.reach} style={{ width: `${onScale(seconds)}%` }} />
      </div>
      {marks.map(({ seconds: at, name }) => (
        <span key={name} className={styles.mark} style={{ left: `${onScale(at)}%` }}>
          {name}
        </span>
      ))}
    </div>
  );
}

function Sentence({ seconds, dollars }: GuessingCost) {
  return (
    <p>
      An attacker with this file and one data-centre graphics card would need about{' '}
      <strong>{plainTime(seconds)}</strong>, or about <strong>{plainDollars(dollars)}</strong> of rented
      hardware.
    </p>
  );
}

/** Estimated bits of the latest typed passphrase; null until there is an estimate. */
function useEstimate(passphrase: string): number | null {
  const [estimate, setEstimate] = useState<{ bits: number; of: string } | null>(null);
  useEffect(() => {
    if (passphrase === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      estimateBits(passphrase).then(
        (bits) => wanted && setEstimate({ bits, of: passphrase }),
        () => undefined,
      );
    }, 120);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return passphrase === '' || estimate === null ? null : estimate.bits;
}

interface StrengthProps {
  readonly passphrase: string;
  /** True entropy if the passphrase was drawn at random; null if somebody made it up. */
  readonly drawnBits: number | null;
}

/** What guessing a passphrase would cost, in time and money. */
export function Strength({ passphrase, drawnBits }: StrengthProps) {
  const estimated = useEstimate(drawnBits === null ? passphrase : '');
  const bits = drawnBits ?? estimated;
  if (bits === null) return null;
  const cost = guessingCost(bits, leastDerivation);
  return (
    <div className={styles.strength}>
      <Scale seconds={cost.seconds} />
      <Sentence {...cost} />
      <p className={styles.source}>
        {drawnBits === null
          ? `Estimated at ${Math.round(bits)} bits. People are easier to predict than an estimate can know.`
          : `Drawn at random: exactly ${drawnBits.toFixed(1)} bits.`}
      </p>
    </div>
  );
}
