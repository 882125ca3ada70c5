import { CircleCheck, FileCheck2, FileDown, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { EvidenceVerdict, MatrixRun } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { counted } from '../../care/plain-care.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import type { LabTask } from '../lab-store.ts';
import { Glossed } from '../parts/Glossed.tsx';
import { outcomeWords } from '../parts/outcome-words.ts';
import shared from '../parts/Page.module.css';
import { TaskBar } from '../parts/TaskBar.tsx';
import { TaskEnd } from '../parts/TaskEnd.tsx';
import styles from './Report.module.css';

/** What can be taken away from here, and how somebody else checks it. */
export function ReportPage() {
  const { lab } = useApp();
  const run = useLab((state) => state.run);
  return (
    <div className={classes(shared.page, styles.page)}>
      <Part
        title="A report of what was run"
        text="One document with the set-up, the results, the sources and the versions, and the hash of the evidence. The evidence is saved beside it."
        task="report"
      >
        <Start
          task="report"
          needsRun
          icon={<FileDown size={15} aria-hidden="true" />}
          run={() => lab.saveReport('html')}
        >
          Save as HTML…
        </Start>
        <Start
          task="report"
          needsRun
          icon={<FileDown size={15} aria-hidden="true" />}
          run={() => lab.saveReport('pdf')}
        >
          Save as PDF…
        </Start>
      </Part>
      <Part
        title="The evidence"
        text="A file with every vault, every bundle and every result of the last run. Whoever has it can run each attack again and compare."
        task="save-evidence"
      >
        <Start
          task="save-evidence"
          needsRun
          icon={<FileDown size={15} aria-hidden="true" />}
          run={() => lab.saveEvidence()}
        >
          Save the evidence…
        </Start>
      </Part>
      {run === null ? <NoRun /> : <LastRun run={run} />}
      <Part
        title="Check somebody’s evidence"
        text="Choose an evidence file. Every attack in it is carried out again here, with what the file says the adversary was given, and the results are compared with what the file claims."
        task="verify-evidence"
      >
        <Start
          task="verify-evidence"
          icon={<FileCheck2 size={15} aria-hidden="true" />}
          run={() => lab.verifyEvidence()}
        >
          Replay an evidence file…
        </Start>
      </Part>
      <Verdict />
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly text: string;
  readonly task: LabTask;
  readonly children: ReactNode;
}

function Part({ title, text, task, children }: PartProps) {
  const isGoingOn = useLab((state) => state.task === task);
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      <p>
        <Glossed text={text} />
      </p>
      <div className={shared.row}>{children}</div>
      {isGoingOn && <TaskBar task={task} />}
      <TaskEnd task={task} />
    </section>
  );
}

interface StartProps {
  readonly task: LabTask;
  readonly needsRun?: boolean;
  readonly icon: ReactNode;
  readonly run: () => Promise<void>;
  readonly children: string;
}

/** A button that begins work, unless some is going on or there is nothing to do it with. */
function Start({ needsRun = false, icon, run, children }: StartProps) {
  const isPossible = useLab((state) => state.task === null && (!needsRun || state.run !== null));
  return (
    <Button aria-disabled={!isPossible} onClick={() => isPossible && void run()}>
      {icon}
      {children}
    </Button>
  );
}

function NoRun() {
  const { lab } = useApp();
  return (
    <p className={classes(shared.box, styles.remark)}>
      A report and evidence need a run of the threat matrix, and there has been none since Latchkey started.{' '}
      <Button small onClick={() => lab.follow({ page: 'matrix' })}>
        Go to the threat matrix
      </Button>
    </p>
  );
}

function LastRun({ run }: { readonly run: MatrixRun }) {
  return (
    <dl className={styles.hash}>
      <dt>Hash of the evidence of the last run (SHA-256)</dt>
      <dd>
        <code>{run.evidenceHash}</code>
      </dd>
    </dl>
  );
}

/** What replaying an evidence file has shown. */
function Verdict() {
  const verdict = useLab((state) => state.verdict);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (verdict !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [verdict]);
  if (verdict === null) return null;
  const isSame = verdict.differing.length === 0;
  const Icon = isSame ? CircleCheck : TriangleAlert;
  return (
    <section
      ref={place}
      role="status"
      className={classes(shared.box, styles.verdict)}
      data-same={isSame}
      aria-label="Verdict"
    >
      <h2>
        <Icon size={18} aria-hidden="true" />
        {isSame
          ? `All ${verdict.cells} cells came out as the file says`
          : `${counted(verdict.differing.length, 'cell')} of ${verdict.cells} came out otherwise`}
      </h2>
      <dl>
        <dt>File</dt>
        <dd>{verdict.file}</dd>
        <dt>Its hash (SHA-256)</dt>
        <dd>
          <code>{verdict.hash}</code>
        </dd>
      </dl>
      {!isSame && <Differing verdict={verdict} />}
    </section>
  );
}

function Differing({ verdict }: { readonly verdict: EvidenceVerdict }) {
  return (
    <ul>
      {verdict.differing.map(({ model, adversary, said, got }) => (
        <li key={`${model} ${adversary}`}>
          {model} against {adversary}: the file says “{outcomeWords[said].short.toLowerCase()}”, the replay
          gave “{outcomeWords[got].short.toLowerCase()}”.
        </li>
      ))}
    </ul>
  );
}
