import type { NumbersInput } from '../../../contract/index.ts';
import { ofHundred } from './amounts.ts';
import { outcomeSentence, type Blast } from './findings.ts';
import styles from './Numbers.module.css';

const squares = Array.from({ length: 100 }, (_, at) => at);
const perRow = 50;
const pitch = 12;

/** A hundred futures of one arrangement: in each, every vault is opened or none is. */
function Futures({ chance }: { readonly chance: number }) {
  const struck = ofHundred(chance);
  return (
    <svg className={styles.futures} viewBox={`0 0 ${perRow * pitch - 2} ${2 * pitch - 2}`} aria-hidden="true">
      {squares.map((at) => (
        <rect
          key={at}
          data-struck={at < struck}
          x={(at % perRow) * pitch}
          y={Math.floor(at / perRow) * pitch}
          width={pitch - 2}
          height={pitch - 2}
          rx={2}
        />
      ))}
    </svg>
  );
}

/** What can happen to each arrangement, which is never the average. */
export function OutcomeStrips({
  blast,
  input,
}: {
  readonly blast: readonly Blast[];
  readonly input: NumbersInput;
}) {
  return (
    <ul className={styles.outcomes} aria-label="All or nothing">
      {blast.map((each) => (
        <li key={each.id}>
          <strong>{each.label}</strong>
          <Futures chance={each.chanceOfAll} />
          <p>{outcomeSentence(each, input)}</p>
        </li>
      ))}
    </ul>
  );
}
