import { CircleDashed, RefreshCw, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { CheckReport, ErrorData, Health, Holder } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { editedWhen } from '../notes/list-date.ts';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/now.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { Backups } from './Backups.tsx';
import styles from './Care.module.css';
import { counted } from './plain-care.ts';
import { together } from './problem-words.ts';
import { Problems } from './Problems.tsx';
import { RepairResult } from './RepairResult.tsx';
import { WorkBar } from './WorkBar.tsx';
import { WorkEnd } from './WorkEnd.tsx';

type Mood = 'fine' | 'bad' | 'unknown';
const icons = { fine: ShieldCheck, bad: TriangleAlert, unknown: CircleDashed } as const;

function foundWords({ found, problems }: CheckReport): string {
  if (found === 0) return 'Each opened, and none was missing.';
  return problems === null ? `${counted(found, 'problem')} found then. Check again to see more.` : '';
}

function checkedWords(report: CheckReport, now: number): string {
  const when = editedWhen(report.at, Math.max(now, report.at));
  return `Last check ${when}: ${counted(report.checked, 'record')}. ${foundWords(report)}`.trim();
}

function headline(mood: Mood, problems: number): string {
  if (mood === 'bad') return problems === 0 ? 'The last check found problems' : counted(problems, 'problem');
  return mood === 'fine' ? 'All is well' : 'Not checked yet';
}

function doingNow(working: Health['working']): string | null {
  if (working === 'check') return 'Checking…';
  return working === 'repair' ? 'Repairing…' : null;
}

/** How the vault is, in one line and one button. */
function State({ health, problems }: { readonly health: Health; readonly problems: number }) {
  const { care } = useApp();
  const now = useNow();
  const { lastCheck, working } = health;
  const bad = problems > 0 || (lastCheck !== null && lastCheck.found > 0);
  const mood: Mood = bad ? 'bad' : lastCheck === null ? 'unknown' : 'fine';
  const Icon = icons[mood];
  return (
    <section className={styles.state} data-mood={mood} aria-label="State of the vault">
      <Icon size={20} aria-hidden="true" />
      <div role="status">
        <h2>{doingNow(working) ?? headline(mood, problems)}</h2>
        <p>
          {lastCheck === null
            ? 'After each unlocking, Latchkey opens every note and sees that none is missing. This check opens attached files, too, and takes a moment longer.'
            : checkedWords(lastCheck, now)}
        </p>
      </div>
      <Button aria-disabled={working !== null} onClick={() => working === null && void care.check()}>
        <RefreshCw size={15} aria-hidden="true" />
        Check everything now
      </Button>
    </section>
  );
}

interface HealthPageProps {
  /** What was found since the vault was unlocked. */
  readonly problems: readonly ErrorData[];
  readonly holders: readonly Holder[];
}

export function HealthPage({ problems, holders }: HealthPageProps) {
  const health = useCare((state) => state.health);
  const repaired = useCare((state) => state.repaired);
  if (health === null) return <Waiting>Looking…</Waiting>;
  const found = together(problems, health.lastCheck?.problems ?? []);
  return (
    <div className={styles.column}>
      {repaired !== null && <RepairResult {...repaired} />}
      <div className={styles.section}>
        <State health={health} problems={found.length} />
        {health.working === 'check' && <WorkBar work="check" />}
        <WorkEnd work="check" />
        {found.length > 0 && <Problems problems={found} health={health} />}
      </div>
      <Backups health={health} holders={holders} />
    </div>
  );
}
