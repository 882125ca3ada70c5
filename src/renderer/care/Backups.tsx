import { Folder } from 'lucide-react';
import type { Backup, Health, Holder } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { editedWhen } from '../notes/list-date.ts';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/now.ts';
import styles from './Care.module.css';
import { moment, plainBytes } from './plain-care.ts';
import { RehearsalResult } from './RehearsalResult.tsx';
import { WorkBar } from './WorkBar.tsx';
import { endWords } from './work-words.ts';

/** Backups that were made before the present passphrase open with the one of their day. */
function isOfEarlierPassphrase({ at }: Backup, holders: readonly Holder[]): boolean {
  const since = holders.filter(({ type }) => type === 'passphrase').map(({ createdAt }) => createdAt);
  return since.length > 0 && at < Math.min(...since);
}

interface BackupRowProps {
  readonly backup: Backup;
  /** Whether it is from before the present passphrase. */
  readonly earlier: boolean;
  /** Whether its records can be opened, which takes the key of the open vault, and nothing else is going on. */
  readonly rehearsal?: 'possible' | 'later';
}

export function BackupRow({ backup, earlier, rehearsal }: BackupRowProps) {
  const { care } = useApp();
  const result = useCare((state) => state.rehearsals[backup.name]);
  const rehearsing = useCare((state) => state.rehearsing === backup.name);
  const when = moment(backup.at);
  return (
    <li className={styles.backup}>
      <div className={styles.row}>
        <time dateTime={new Date(backup.at).toISOString()} title={backup.name}>
          {when}
          {earlier && <small>Opens with the passphrase of that day</small>}
        </time>
        <span className={styles.size}>{plainBytes(backup.bytes)}</span>
        {rehearsal !== undefined && (
          <Button
            look="quiet"
            small
            aria-label={`Open every record of the backup of ${when}`}
            aria-disabled={rehearsal === 'later'}
            onClick={() => rehearsal === 'possible' && void care.rehearse(backup.name)}
          >
            Open every record
          </Button>
        )}
        <Button
          look="quiet"
          small
          aria-label={`Open beside…: the backup of ${when}`}
          onClick={() => void care.openBeside(backup.name)}
        >
          Open beside…
        </Button>
      </div>
      {rehearsing && <WorkBar work="rehearsal" />}
      {result !== undefined && !rehearsing && <RehearsalResult result={result} />}
    </li>
  );
}

function NoFolder() {
  const { care } = useApp();
  return (
    <>
      <p>
        <strong>No backups are being made.</strong> If this disk fails or the file is lost, the notes are lost
        with it.
      </p>
      <p>
        Choose a folder, best on another disk. A backup is a whole copy of the vault, encrypted as the vault
        is: wherever it lies, only the vault’s holders can read it.
      </p>
      <div className={styles.actions}>
        <Button look="primary" onClick={() => void care.chooseFolder()}>
          Choose a backup folder…
        </Button>
        <Button look="quiet" onClick={() => void care.openBeside(null)}>
          Open a backup beside…
        </Button>
      </div>
    </>
  );
}

function lastWords({ backups, backupProblem }: Health, now: number): string {
  const [newest] = backups;
  if (newest === undefined)
    return backupProblem === null ? 'No backup has been made yet.' : 'There is no backup to show.';
  return `Last backup ${editedWhen(newest.at, Math.max(now, newest.at))}. It was opened, and every record in it.`;
}

/** Where backups go, the ones there are, and the way back from one. */
export function Backups({
  health,
  holders,
}: {
  readonly health: Health;
  readonly holders: readonly Holder[];
}) {
  const { care } = useApp();
  const now = useNow();
  const failure = useCare((state) => (state.failure?.work === 'backup' ? state.failure.error : null));
  const { backupFolder, backups, backupProblem, working } = health;
  // A failed backup stands in the health already; what else was asked for here may have failed, too.
  const problem = backupProblem?.message ?? (failure === null ? null : endWords('backup', failure));
  return (
    <section className={styles.section} aria-labelledby="backups-heading">
      <h2 id="backups-heading">Backups</h2>
      {problem !== null && (
        <p role="alert" className={styles.alert}>
          {backupProblem === null ? problem : `The last backup did not succeed. ${problem}`}
        </p>
      )}
      {backupFolder === null ? (
        <NoFolder />
      ) : (
        <>
          <div className={styles.folder}>
            <Folder size={15} aria-hidden="true" />
            <span className={styles.path} title={backupFolder}>
              {backupFolder}
            </span>
            <Button look="quiet" small onClick={() => void care.chooseFolder()}>
              Change…
            </Button>
            <Button look="quiet" small onClick={() => void care.forgetFolder()}>
              Stop backing up
            </Button>
          </div>
          <p role="status">{lastWords(health, now)}</p>
          <p>
            While the vault is open, one is made every hour. Of older ones, Latchkey keeps one a day for a
            week, one a week for a month, then one a month.
          </p>
          {working === 'backup' && <WorkBar work="backup" />}
          <div className={styles.actions}>
            <Button
              look="primary"
              aria-disabled={working !== null}
              onClick={() => working === null && void care.backUp()}
            >
              Back up now
            </Button>
            <Button onClick={() => void care.openBeside(null)}>Open a backup beside…</Button>
          </div>
        </>
      )}
      {backups.length > 0 && (
        <>
          <ul className={styles.list} aria-label="Backups">
            {backups.map((backup) => (
              <BackupRow
                key={backup.name}
                backup={backup}
                earlier={isOfEarlierPassphrase(backup, holders)}
                rehearsal={working === null ? 'possible' : 'later'}
              />
            ))}
          </ul>
          <p>
            Opening every record of one shows whether it would serve on the day you need it. Opening one
            beside copies it to a new file and shows that. Neither changes this vault or the backup.
          </p>
        </>
      )}
    </section>
  );
}
