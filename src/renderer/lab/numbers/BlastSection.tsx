import type { Incident, NumbersInput, NumbersResult } from '../../../contract/index.ts';
import { Glossed } from '../parts/Glossed.tsx';
import { exactCount, mark, vaultCount } from './amounts.ts';
import { Chart, type Line, type Spot } from './Chart.tsx';
import { blastFinding, type Blast } from './findings.ts';
import { Incidents } from './Incidents.tsx';
import styles from './Numbers.module.css';
import type { Numbers } from './numbers-store.ts';
import { OutcomeStrips } from './OutcomeStrip.tsx';
import type { Axis } from './plot.ts';
import { Sliders } from './Slider.tsx';

const x: Axis = {
  kind: 'linear',
  from: 1,
  to: 50,
  label: 'Years that the key is kept',
  mark: String,
  value: String,
};

/** Down to a millionth of the vaults: a chance of one in a million that all of them are opened. */
function axisOf(vaults: number): Axis {
  return {
    kind: 'log',
    from: vaults / 1e6,
    to: vaults,
    label: 'Vaults opened, on average',
    mark,
    value: exactCount,
  };
}

const dashes: Readonly<Record<Blast['id'], Line['dash']>> = {
  'one-holder': undefined,
  copies: 'long',
  threshold: 'dashed',
  'threshold-refreshed': 'dotted',
};

function BlastChart({ input, result }: { readonly input: NumbersInput; readonly result: NumbersResult }) {
  const lines = result.plots.blast.map<Line>((series, at) => {
    const arrangement = result.blast[at];
    const dash = arrangement && dashes[arrangement.id];
    return { ...series, look: 'escrow', ...(dash === undefined ? {} : { dash }) };
  });
  const spots = result.blast.map<Spot>(({ expected }) => ({
    at: [input.years, expected],
    label: null,
    look: 'escrow',
  }));
  const years = input.years === 1 ? '1 year' : `${input.years} years`;
  return (
    <Chart
      title="How much one theft opens"
      finding={blastFinding(input, result)}
      x={x}
      y={axisOf(input.vaults)}
      lines={lines}
      rules={[{ at: input.years, label: years, look: 'plain' }]}
      spots={spots}
    />
  );
}

/** What the ways of holding a key are, which the chart compares. */
function Arrangements() {
  return (
    <dl className={styles.terms}>
      <div>
        <dt>One holder</dt>
        <dd>has the whole key. Who takes it from there can open every vault.</dd>
      </div>
      <div>
        <dt>Full copies</dt>
        <dd>of the key lie with several holders. Any one of them is enough for a thief.</dd>
      </div>
      <div>
        <dt>Shares</dt>
        <dd>
          are parts of the key that say nothing alone. So many of them together are the key; what a thief has
          of them stays good for as long as the key does.
        </dd>
      </div>
      <div>
        <dt>Renewed yearly</dt>
        <dd>
          means that the shares are drawn anew each year, so that only those taken in the same year fit
          together.
        </dd>
      </div>
    </dl>
  );
}

const lead =
  'An escrow key opens every vault that carries it, and so does a stolen one: a key is a number, and copying it leaves no ' +
  'gap where it was. How far one theft reaches is its blast radius.';

interface SectionProps {
  readonly numbers: Numbers;
  readonly input: NumbersInput;
  readonly result: NumbersResult;
  readonly incidents: readonly Incident[];
}

/** What one theft of an escrow key opens, and how likely that is for each way of holding it. */
export function BlastSection({ numbers, input, result, incidents }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby="numbers-blast">
      <h2 id="numbers-blast">How much one theft opens</h2>
      <p>
        <Glossed text={lead} />
      </p>
      <div className={styles.split}>
        <div>
          <Sliders
            numbers={numbers}
            label="Holding the escrow key"
            fields={['vaults', 'perYear', 'years', 'copies', 'shares', 'needed', 'commonCause']}
          />
        </div>
        <div>
          <p className={styles.finding}>
            Of {vaultCount(input.vaults)}, on average{' '}
            {result.blast.map(({ id, label, expected }, at) => (
              <span key={id}>
                {at > 0 && (at === result.blast.length - 1 ? ' and ' : ', ')}
                <strong>{exactCount(expected)}</strong> ({label.toLowerCase()})
              </span>
            ))}
            .
          </p>
          <BlastChart input={input} result={result} />
          <Arrangements />
        </div>
      </div>
      <h3>The average never happens</h3>
      <p>
        One key opens all vaults or it is safe and opens none. Each row is a hundred futures; in the filled
        ones everything was opened.
      </p>
      <OutcomeStrips blast={result.blast} input={input} />
      <Incidents incidents={incidents} />
    </section>
  );
}
