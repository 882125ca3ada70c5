import { useState } from 'react';
import type { AppState, LatchkeyError } from '../../contract/index.ts';
import { useApp, useSession } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { UnlockByPhrase } from '../recovery/UnlockByPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import { Gate } from './Gate.tsx';
import { Holders } from './Holders.tsx';
import styles from './LockedVault.module.css';
import { UnlockForm } from './UnlockForm.tsx';
import { VaultProblem } from './VaultProblem.tsx';

type Locked = Extract<AppState, { phase: 'locked' }>;

const reasons: Readonly<Record<Locked['reason'], string | null>> = {
  start: null,
  asked: 'Locked.',
  idle: 'Locked because the computer was idle.',
  suspend: 'Locked because the computer went to sleep.',
  'screen-lock': 'Locked because the screen was locked.',
  failure: 'Locked because something went wrong inside Latchkey. What was saved is safe in the file.',
};

function lostWords({ count, error }: { readonly count: number; readonly error: LatchkeyError }): string {
  const what =
    count === 1
      ? 'The last change to one note is lost: it'
      : `The last changes to ${count.toLocaleString('en-GB')} notes are lost: they`;
  return `${what} could not be saved before locking. ${error.message}`;
}

/** A vault whose key is not in memory: who can open it, and the way in. */
export function LockedVault({ app: { vault, reason } }: { readonly app: Locked }) {
  const { api, screen } = useApp();
  const lost = useSession((state) => state.lost);
  const [error, setError] = useState<string | null>(null);
  const [byPhrase, setByPhrase] = useState(false);
  const hasPhrase = vault.holders.some(({ type }) => type === 'recovery');
  const attempt = (method: 'vault.choose' | 'vault.inspect'): void => {
    setError(null);
    api.call(method).catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  return (
    <Gate title={vault.name} lede={vault.place}>
      {lost !== null && (
        <p role="alert" className={styles.alert}>
          {lostWords(lost)}
        </p>
      )}
      {vault.problem === null && byPhrase && hasPhrase ? (
        <UnlockByPhrase onBack={() => setByPhrase(false)} />
      ) : vault.problem === null ? (
        <UnlockForm key={vault.place + vault.name} reason={reasons[reason]} />
      ) : (
        <VaultProblem problem={vault.problem} onAgain={() => attempt('vault.inspect')} />
      )}
      {vault.problem === null && hasPhrase && !byPhrase && (
        <div className={styles.others}>
          <Button look="quiet" small onClick={() => setByPhrase(true)}>
            Use the recovery phrase…
          </Button>
        </div>
      )}
      {vault.holders.length > 0 && <Holders holders={vault.holders} />}
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      <div className={styles.others}>
        <Button look="quiet" small onClick={() => attempt('vault.choose')}>
          Open another vault…
        </Button>
        <Button look="quiet" small onClick={() => screen.setState({ creating: true })}>
          Create a vault
        </Button>
      </div>
    </Gate>
  );
}
