import { useState } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { shownError } from '../bridge/api.ts';
import { unsavedWords } from '../drafts/draft-words.ts';
import { UnlockByPhrase } from '../recovery/UnlockByPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import { VaultPicker } from '../vaults/VaultPicker.tsx';
import { Gate } from './Gate.tsx';
import { Holders, HoldersToCome } from './Holders.tsx';
import styles from './LockedVault.module.css';
import { noTriesLeft } from './pin-words.ts';
import { UnlockByPin } from './UnlockByPin.tsx';
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

type Way = 'pin' | 'passphrase' | 'phrase';

interface WaysInProps {
  readonly app: Locked;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
}

function WayIn({ app: { vault, reason, pinTriesLeft }, way, onWay }: WaysInProps) {
  if (way === 'phrase') return <UnlockByPhrase onBack={() => onWay('passphrase')} />;
  const [device, ...otherDevices] = vault.holders.filter(({ type }) => type === 'device');
  if (way === 'pin') {
    return (
      <UnlockByPin
        reason={reasons[reason]}
        holder={device !== undefined && otherDevices.length === 0 ? device.label : null}
        triesLeft={pinTriesLeft ?? 0}
      />
    );
  }
  return (
    <>
      {pinTriesLeft === 0 && (
        <p role="status" className={styles.reason}>
          {noTriesLeft}
        </p>
      )}
      <UnlockForm reason={pinTriesLeft === 0 ? null : reasons[reason]} />
    </>
  );
}

/** The ways in, one at a time, and the buttons that change from one to another. */
function WaysIn({ app, way, onWay }: WaysInProps) {
  const { holders } = app.vault;
  const others: readonly (readonly [Way, string])[] = [
    ...((app.pinTriesLeft ?? 0) > 0 ? [['pin', 'Use the PIN instead'] as const] : []),
    ['passphrase', 'Use the passphrase instead'],
    ...(holders.some(({ type }) => type === 'recovery')
      ? [['phrase', 'Use the recovery phrase…'] as const]
      : []),
  ];
  // The form for the recovery phrase has its way back inside.
  const shown = way === 'phrase' ? [] : others.filter(([other]) => other !== way);
  return (
    <>
      <WayIn app={app} way={way} onWay={onWay} />
      {shown.length > 0 && (
        <div className={styles.others}>
          {shown.map(([other, text]) => (
            <Button key={other} look="quiet" small onClick={() => onWay(other)}>
              {text}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** A vault whose key is not in memory: who can open it, and the way in. */
export function LockedVault({ app }: { readonly app: Locked }) {
  const { vault, pinTriesLeft, unsaved } = app;
  const { api, screen, actions } = useApp();
  const [error, setError] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Way | null>(null);
  const byPin = (pinTriesLeft ?? 0) > 0;
  const way = chosen === null || (chosen === 'pin' && !byPin) ? (byPin ? 'pin' : 'passphrase') : chosen;
  const isLookedAt = vault.problem === null && vault.holders.length === 0;
  // Whoever has begun to type a passphrase meanwhile goes on with it, whatever else turns out to be possible.
  const keepWay = (): void => {
    if (isLookedAt) setChosen('passphrase');
  };
  const attempt = (call: () => Promise<unknown>): void => {
    setError(null);
    call().catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  return (
    <Gate title={vault.name} lede={vault.place}>
      {unsaved !== null && (
        <p role="alert" className={unsaved.lost > 0 ? styles.alert : styles.reason}>
          {unsavedWords(unsaved)}
        </p>
      )}
      {vault.problem === null ? (
        <div className={styles.ways} onInput={keepWay}>
          <WaysIn app={app} way={way} onWay={setChosen} />
        </div>
      ) : (
        <VaultProblem
          problem={vault.problem}
          onAgain={() => attempt(() => api.call('vault.inspect'))}
          onBackup={() => attempt(() => api.call('backup.openBeside', { name: null }))}
        />
      )}
      {isLookedAt && <HoldersToCome />}
      {vault.holders.length > 0 && <Holders holders={vault.holders} />}
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      <VaultPicker title="Other vaults" />
      <div className={styles.others}>
        <Button look="quiet" small onClick={() => attempt(() => api.call('vault.choose'))}>
          Open another vault…
        </Button>
        <Button look="quiet" small onClick={() => screen.setState({ creating: true })}>
          Create a vault
        </Button>
        <Button
          look="quiet"
          small
          aria-keyshortcuts={ariaKeysOf('show-lab', isMac)}
          onClick={() => actions.run('show-lab')}
        >
          Escrow lab
        </Button>
        <Button
          look="quiet"
          small
          aria-keyshortcuts={ariaKeysOf('show-settings', isMac)}
          onClick={() => actions.run('show-settings')}
        >
          Settings
        </Button>
      </div>
    </Gate>
  );
}
