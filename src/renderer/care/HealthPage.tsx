import { CircleDashed, RefreshCw, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { CheckReport, ErrorData, Health, Holder } from '../../contract/index.ts';
import { useApp, useCare, useNotes } from '../app/app-context.ts';
import { editedWhen } from '../notes/list-date.ts';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/now.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { Backups } from './Backups.tsx';
import styles from './Care.module.css';
import { counted } from './plain-care.ts';
import { isOlderCopy, together, wordsFor } from './problem-words.ts';
import { WorkBar } from './WorkBar.tsx';

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
        <h2>{working === 'check' ? 'Checking…' : headline(mood, problems)}</h2>
        <p>
          {lastCheck === null
            ? 'At each unlocking, Latchkey compares the records in the file with the ones it wrote. Opening every record takes a moment longer.'
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

function Problem({ problem }: { readonly problem: ErrorData }) {
  const { api, notes, screen } = useApp();
  const { title, remedy, note } = wordsFor(
    problem,
    useNotes((state) => state.catalogue),
  );
  return (
    <li className={styles.problem}>
      <h3>
        <TriangleAlert size={15} aria-hidden="true" />
        <span dir="auto">{title}</span>
      </h3>
      <p>{problem.message}</p>
      {remedy !== null && (
        <p>
          <strong>What to do.</strong> {remedy}
        </p>
      )}
      {isOlderCopy(problem) && (
        <Button small onClick={() => void api.call('vault.acceptOlder').catch(() => undefined)}>
          Go on with this copy
        </Button>
      )}
      {note !== null && (
        <Button
          small
          onClick={() => {
            screen.setState({ vaultPage: null });
            notes.show(note.state === 'readable' && note.trashedAt !== null ? 'trash' : 'all');
            void notes.select(note.id);
          }}
        >
          Show the note
        </Button>
      )}
    </li>
  );
}

interface HealthPageProps {
  /** What was found since the vault was unlocked. */
  readonly problems: readonly ErrorData[];
  readonly holders: readonly Holder[];
}

export function HealthPage({ problems, holders }: HealthPageProps) {
  const health = useCare((state) => state.health);
  const failure = useCare((state) => state.failure);
  if (health === null) return <Waiting>Looking…</Waiting>;
  const found = together(problems, health.lastCheck?.problems ?? []);
  return (
    <div className={styles.column}>
      <div className={styles.section}>
        <State health={health} problems={found.length} />
        {health.working === 'check' && <WorkBar work="check" />}
        {failure?.work === 'check' && (
          <p role="alert" className={styles.alert}>
            {failure.error.message}
          </p>
        )}
        {found.length > 0 && (
          <ul className={styles.list} aria-label="Problems">
            {found.map((problem) => (
              <Problem
                key={[problem.code, problem.details.table, problem.details.id ?? problem.message].join()}
                problem={problem}
              />
            ))}
          </ul>
        )}
      </div>
      <Backups health={health} holders={holders} />
    </div>
  );
}
