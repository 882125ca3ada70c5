import type { NumbersInput, NumbersResult } from '../../../contract/index.ts';
import { plainDollars, plainNumber } from '../../passphrase/plain-amounts.ts';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { mark, vaultCount } from './amounts.ts';
import { Chart, type Line, type Rule, type Spot } from './Chart.tsx';
import { breakEvenFinding, breaksEvenFrom, victimsFinding } from './findings.ts';
import styles from './Numbers.module.css';
import type { Numbers } from './numbers-store.ts';
import { decadesAround, type Axis } from './plot.ts';
import { Sliders } from './Slider.tsx';

const x: Axis = {
  kind: 'log',
  from: 1,
  to: 1e9,
  label: 'Vaults that an attacker is after',
  mark,
  value: plainNumber,
};

function axisFor(lines: readonly Line[]): Axis {
  const amounts = lines.flatMap(({ points }) => points.map(([, dollars]) => dollars));
  return {
    kind: 'log',
    ...decadesAround(amounts),
    label: 'US dollars for each vault',
    mark: (dollars) => `$${mark(dollars)}`,
    value: plainDollars,
  };
}

function VictimsChart({ input, result }: { readonly input: NumbersInput; readonly result: NumbersResult }) {
  const { breakEven, withoutEscrow } = result.victims;
  const lines = result.plots.victims.map<Line>((series, at) => ({
    ...series,
    look: at === 0 ? 'accent' : 'escrow',
  }));
  const spots: Spot[] = [
    { at: [breakEven, withoutEscrow], label: vaultCount(breaksEvenFrom(result)), look: 'escrow' },
  ];
  const rules: Rule[] = [
    { at: input.vaults, label: `the key opens ${plainNumber(input.vaults)}`, look: 'plain' },
  ];
  return (
    <Chart
      title="What each victim costs"
      finding={victimsFinding(input, result)}
      x={x}
      y={axisFor(lines)}
      lines={lines}
      rules={rules}
      spots={spots}
    />
  );
}

const lead =
  'Guessing starts from nothing with every vault. A stolen escrow key is paid for once: the more vaults it opens, the less ' +
  'each costs. Where the lines cross, both ways cost the same: the break-even.';

interface SectionProps {
  readonly numbers: Numbers;
  readonly input: NumbersInput;
  readonly result: NumbersResult;
}

/** What a vault costs an attacker, by how many there are: escrow makes every further one free. */
export function VictimsSection({ numbers, input, result }: SectionProps) {
  const { withoutEscrow, withEscrow } = result.victims;
  return (
    <section className={styles.section} aria-labelledby="numbers-victims">
      <h2 id="numbers-victims">What each victim costs</h2>
      <p>
        <Glossed text={lead} />
      </p>
      <div className={styles.split}>
        <div>
          <Sliders numbers={numbers} label="The price of the escrow key" fields={['keyDollars']} />
          <dl className={shared.figures}>
            <div>
              <dt>Each vault, guessed</dt>
              <dd>{plainDollars(withoutEscrow)}</dd>
            </div>
            <div data-look="escrow">
              <dt>Each vault, with the escrow key</dt>
              <dd>{plainDollars(withEscrow)}</dd>
            </div>
          </dl>
          <p className={styles.remark}>
            The strength of passphrases and the number of vaults are those set above.
          </p>
        </div>
        <div>
          <p className={styles.finding}>{breakEvenFinding(input, result)}</p>
          <VictimsChart input={input} result={result} />
        </div>
      </div>
    </section>
  );
}
