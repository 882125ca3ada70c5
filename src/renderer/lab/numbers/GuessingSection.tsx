import { useStore } from 'zustand';
import type { NumbersInput, NumbersResult } from '../../../contract/index.ts';
import { plainDollars } from '../../passphrase/plain-amounts.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { SourceRef } from '../parts/SourceRef.tsx';
import { guessSeconds, mark, memory } from './amounts.ts';
import { Chart, type Line } from './Chart.tsx';
import { guessingFinding, rates } from './findings.ts';
import styles from './Numbers.module.css';
import type { Numbers } from './numbers-store.ts';
import type { Axis } from './plot.ts';
import { Sliders } from './Slider.tsx';

/** Words on the EFF long list, of which generated passphrases are drawn. */
const listedWords = 7776;
const drawn = [4, 6].map((words) => ({ words, bits: words * Math.log2(listedWords) }));

const x: Axis = {
  kind: 'linear',
  from: 10,
  to: 128,
  label: 'Strength of the passphrase, in bits',
  mark: String,
  value: (bits) => `${bits} bits`,
};
const y: Axis = {
  kind: 'log',
  from: 1e-4,
  to: 1e36,
  label: 'US dollars for one vault, on average',
  mark: (dollars) => `$${mark(dollars)}`,
  value: (dollars) => (dollars < 1e15 ? plainDollars(dollars) : `$${dollars.toExponential(1)}`),
};

function GuessingChart({ input, result }: { readonly input: NumbersInput; readonly result: NumbersResult }) {
  const lines = result.plots.guessing.map<Line>((series, at) => ({
    ...series,
    look: at === 0 ? 'accent' : 'faint',
    ...(at === 0 ? {} : { dash: 'dashed' }),
  }));
  const rules = drawn.map(({ words, bits }) => ({
    at: bits,
    label: `${words} words`,
    look: 'plain' as const,
  }));
  return (
    <Chart
      title="What guessing costs"
      finding={guessingFinding(input, result)}
      x={x}
      y={y}
      lines={lines}
      rules={rules}
      spots={[
        {
          at: [input.bits, result.guessing.dollars],
          label: plainDollars(result.guessing.dollars),
          look: 'accent',
        },
      ]}
    />
  );
}

/** What one guess takes on this machine. */
function Here({ numbers }: { readonly numbers: Numbers }) {
  const { measured, isMeasuring, unmeasured, input } = useStore(numbers.store);
  const isSame = measured?.memoryKiB === input.memoryKiB && measured.passes === input.passes;
  return (
    <div className={styles.here}>
      <p role="status">
        {isMeasuring && 'Measuring this machine…'}
        {!isMeasuring && unmeasured?.message}
        {!isMeasuring && measured !== null && (
          <>
            Measured on this machine: <strong>{guessSeconds(measured.seconds)}</strong> for one guess at{' '}
            {memory(measured.memoryKiB)} and {measured.passes} passes.
            {!isSame && ` By proportion, ${guessSeconds(input.kdfSeconds)} at the costs set here.`}
          </>
        )}
      </p>
      <Button small aria-disabled={isMeasuring} onClick={() => void numbers.measure()}>
        Measure again
      </Button>
    </div>
  );
}

function DrawnWords({ numbers }: { readonly numbers: Numbers }) {
  return (
    <div
      className={classes(shared.row, styles.choices)}
      role="group"
      aria-label="Passphrases drawn at random"
    >
      {drawn.map(({ words, bits }) => (
        <Button key={words} small onClick={() => numbers.set('bits', bits)}>
          {words} random words: {bits.toFixed(1)} bits
        </Button>
      ))}
    </div>
  );
}

const lead =
  'Somebody who has a copy of a vault’s file and no key can only guess the passphrase. Latchkey makes every guess slow ' +
  'with Argon2id, so that an attacker’s cards gain little over your computer.';
const remark =
  'For words drawn at random the entropy is exact. For a passphrase that somebody thought up, any number of bits is an ' +
  'estimate, and people are easier to predict than an estimate can know. The dashed lines are the cheapest and the ' +
  'dearest costs that Latchkey accepts in a vault. The card’s rate is worked out from its memory bandwidth, four fifths ' +
  'of it, which agrees with a published figure of about 20,000 a second at 16 MiB and 3 passes.';

interface SectionProps {
  readonly numbers: Numbers;
  readonly input: NumbersInput;
  readonly result: NumbersResult;
}

/** What it costs to find a passphrase, without any key but patience. */
export function GuessingSection({ numbers, input, result }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby="numbers-guessing">
      <h2 id="numbers-guessing">What guessing costs</h2>
      <p>
        <Glossed text={lead} />
      </p>
      <div className={styles.split}>
        <div>
          <Sliders
            numbers={numbers}
            label="Guessing"
            fields={['bits', 'memoryKiB', 'passes', 'bandwidth', 'dollarsPerGpuHour']}
          />
          <DrawnWords numbers={numbers} />
        </div>
        <div>
          <p className={styles.finding}>{guessingFinding(input, result)}</p>
          <GuessingChart input={input} result={result} />
          <p>{rates(result.guessing)}</p>
          <Here numbers={numbers} />
          <p className={styles.remark}>
            <Glossed text={remark} /> <SourceRef id="argon2-h100" /> <SourceRef id="argon2-bandwidth-2022" />
          </p>
        </div>
      </div>
    </section>
  );
}
