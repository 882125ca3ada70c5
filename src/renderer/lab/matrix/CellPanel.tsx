import { Check, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CellDetail, LabGuide, Matrix } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { plainDollars } from '../../passphrase/plain-amounts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { cellKey } from '../lab-store.ts';
import type { CellPlace } from '../lab-place.ts';
import { Glossed } from '../parts/Glossed.tsx';
import { LogEntries } from '../parts/LogEntries.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import { outcomeWords } from '../parts/outcome-words.ts';
import shared from '../parts/Page.module.css';
import { cellOf, isByEscrow, share } from './cells.ts';
import styles from './CellPanel.module.css';

interface CellPanelProps {
  readonly guide: LabGuide;
  readonly matrix: Matrix;
  readonly place: CellPlace;
  readonly onClose: () => void;
}

/** The experiment behind a cell. */
export function CellPanel({ guide, matrix, place, onClose }: CellPanelProps) {
  const { lab } = useApp();
  const detail = useLab((state) => state.cells[cellKey(place)]);
  const heading = useRef<HTMLHeadingElement>(null);
  const { model, adversary } = place;
  useEffect(() => {
    void lab.readCell({ model, adversary });
    heading.current?.focus();
  }, [lab, model, adversary]);
  const who = guide.adversaries.find(({ id }) => id === adversary);
  const whose = guide.models.find(({ id }) => id === model);
  const cell = cellOf(matrix, model, adversary);
  return (
    <aside className={classes(shared.box, styles.panel)} aria-label="Experiment">
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {model} {whose?.name} <span>against</span> {adversary} {who?.name}
        </h2>
        <IconButton label="Close the experiment" icon={<X size={16} />} onClick={onClose} />
      </header>
      {cell !== undefined && (
        <p className={styles.result}>
          <OutcomeMark outcome={cell.outcome} isLit={isByEscrow(matrix, cell)} />
          <span>
            {cell.outcome !== 'na' && `${share(cell)}. `}
            {outcomeWords[cell.outcome].means}
          </span>
        </p>
      )}
      {who !== undefined && (
        <p>
          <Glossed text={`${who.line} ${who.given}`} />
        </p>
      )}
      {detail === undefined && <Waiting>Fetching the experiment…</Waiting>}
      {detail instanceof Error && (
        <div role="alert" className={styles.alert}>
          <p>{detail.message}</p>
          <Button small onClick={() => void lab.readCell(place)}>
            Try again
          </Button>
        </div>
      )}
      {detail !== undefined && !(detail instanceof Error) && <Experiment detail={detail} />}
    </aside>
  );
}

function Predicted({ detail: { cell, prediction } }: { readonly detail: CellDetail }) {
  const isSo = cell.outcome === prediction.outcome && cell.recovered === prediction.recovered;
  return (
    <section>
      <h3>Prediction</h3>
      <p className={styles.verdict} data-so={isSo}>
        {isSo ? <Check size={15} aria-hidden="true" /> : <TriangleAlert size={15} aria-hidden="true" />}
        {isSo
          ? 'It came out as predicted.'
          : `It came out otherwise. Predicted: ${outcomeWords[prediction.outcome].short.toLowerCase()}, ${prediction.recovered} of ${cell.total}.`}
      </p>
      <p>
        <Glossed text={prediction.reason} />
      </p>
    </section>
  );
}

const digits = new Intl.NumberFormat('en-GB');

function BundleTable({ bundle }: Pick<CellDetail, 'bundle'>) {
  if (bundle.length === 0) return <p>Nothing besides.</p>;
  return (
    <table className={styles.small}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Number</th>
          <th scope="col">Bytes</th>
        </tr>
      </thead>
      <tbody>
        {bundle.map(({ what, count, bytes }) => (
          <tr key={what}>
            <th scope="row">
              <Glossed text={what} />
            </th>
            <td>{digits.format(count)}</td>
            <td>{digits.format(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BundlePart({ detail }: { readonly detail: CellDetail }) {
  return (
    <section>
      <h3>What the adversary was given</h3>
      <BundleTable bundle={detail.bundle} />
      <dl className={styles.pairs}>
        <div>
          <dt>
            <Glossed text="Hash of the bundle (SHA-256)" />
          </dt>
          <dd>
            <code>{detail.bundleHash}</code>
          </dd>
        </div>
        <div>
          <dt>Done by</dt>
          <dd>
            <code>{detail.codePath}</code>
          </dd>
        </div>
        <div>
          <dt>Took</dt>
          <dd>{detail.cell.seconds.toFixed(2)} s</dd>
        </div>
        {detail.tries > 0 && (
          <div>
            <dt>Tried</dt>
            <dd>{digits.format(detail.tries)} keys, passphrases or hashes</dd>
          </div>
        )}
        {detail.dollars !== null && (
          <div>
            <dt>On rented hardware, estimated</dt>
            <dd>{plainDollars(detail.dollars)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Experiment({ detail }: { readonly detail: CellDetail }) {
  return (
    <>
      <Predicted detail={detail} />
      <BundlePart detail={detail} />
      <section>
        <h3>What came back</h3>
        {detail.metadata.length > 0 && (
          <ul className={styles.points}>
            {detail.metadata.map((line, at) => (
              <li key={at}>{line}</li>
            ))}
          </ul>
        )}
        <ul className={styles.vaults}>
          {detail.vaults.map(({ name, recovered, sentence }) => (
            <li key={name} data-read={recovered}>
              <span>{name}</span>
              {recovered ? <q>{sentence}</q> : <span>not read</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>What the logs say</h3>
        <LogEntries entries={detail.log} empty="Nothing was written into any log." />
      </section>
    </>
  );
}
