import type { Claim, LabGuide } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { cellOf, cellSentence, isByEscrow, share } from '../matrix/cells.ts';
import { Glossed } from '../parts/Glossed.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import shared from '../parts/Page.module.css';
import { SourceRef } from '../parts/SourceRef.tsx';
import { cellGroups, type CellGroup } from './cell-groups.ts';
import styles from './Claims.module.css';

/** What was said in 2017 beside what the lab shows: the same room for both, and no mark for who is right. */
export function ClaimsPage({ guide }: { readonly guide: LabGuide }) {
  return (
    <div className={classes(shared.page, styles.page)}>
      <p className={classes(shared.lede, styles.lede)}>
        <Glossed text="Sentences from one news story of March 2017, letter by letter, each beside what experiments show about it. The people who said them had just seen an attack, and wanted to prevent the next. An experiment can say whether something works and who else it works for. It cannot say what ought to be done." />
      </p>
      <div className={styles.heads} aria-hidden="true">
        <p>Said in March 2017</p>
        <p>What the lab shows</p>
      </div>
      <ul className={styles.claims}>
        {guide.claims.map((claim) => (
          <li key={claim.said}>
            <ClaimRow claim={claim} guide={guide} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ClaimRow({ claim, guide }: { readonly claim: Claim; readonly guide: LabGuide }) {
  const { said, by, source, shows, standing } = claim;
  const isTestable = standing === 'shown';
  return (
    <article className={styles.claim} data-standing={standing}>
      <figure className={shared.quote}>
        <blockquote>“{said}”</blockquote>
        <figcaption>
          {by} <SourceRef id={source} />
        </figcaption>
      </figure>
      <div className={styles.shows}>
        {!isTestable && <p className={styles.untestable}>Not testable here</p>}
        <p>
          <Glossed text={shows} />
        </p>
        <Scenarios claim={claim} guide={guide} />
        {cellGroups(claim.cells).map((group) => (
          <CellRow key={group.adversary} group={group} guide={guide} />
        ))}
      </div>
    </article>
  );
}

function Scenarios({ claim, guide }: { readonly claim: Claim; readonly guide: LabGuide }) {
  const { lab } = useApp();
  const shown = guide.scenarios.filter(({ number }) => claim.scenarios.includes(number));
  if (shown.length === 0) return null;
  return (
    <ul className={shared.row} aria-label="Scenarios that show it">
      {shown.map(({ number, title }) => (
        <li key={number}>
          <Button small onClick={() => lab.follow({ page: 'scenarios', scenario: number })}>
            Scenario {number}: {title}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** The cells of one adversary: what came back, if the matrix was run, and the way to each. */
function CellRow({
  group: { adversary, models },
  guide,
}: {
  readonly group: CellGroup;
  readonly guide: LabGuide;
}) {
  const { lab } = useApp();
  const matrix = useLab((state) => state.run?.matrix ?? null);
  const name = guide.adversaries.find(({ id }) => id === adversary)?.name ?? adversary;
  return (
    <div className={styles.cells}>
      <p>
        <span>{adversary}</span> {name}
      </p>
      <ul aria-label={`Cells of the matrix: ${name}`}>
        {models.map((model) => {
          const cell = matrix === null ? undefined : cellOf(matrix, model, adversary);
          return (
            <li key={model}>
              <button
                type="button"
                aria-label={`${model}, ${adversary}: ${cell === undefined ? 'not run yet' : cellSentence(cell)}`}
                title={cell === undefined ? 'Not run yet' : `${cellSentence(cell)} ${share(cell)}`}
                onClick={() => lab.follow({ page: 'matrix', cell: { model, adversary } })}
              >
                {model}
                {cell !== undefined && matrix !== null && (
                  <OutcomeMark outcome={cell.outcome} isLit={isByEscrow(matrix, cell)} hasWords={false} />
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
