import { useState } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Gate } from '../gate/Gate.tsx';
import { Button } from '../ui/Button.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { KeepPhrase } from './KeepPhrase.tsx';
import styles from './Recovery.module.css';

type Unlocked = Extract<AppState, { phase: 'unlocked' }>;

/** A new vault’s second way in, before its first note. */
export function FirstPhrase({ app: { vault } }: { readonly app: Unlocked }) {
  const { api, care } = useApp();
  const first = useCare((state) => state.first);
  const [error, setError] = useState<string | null>(null);

  const goOn = (work: () => Promise<unknown>): void => {
    setError(null);
    work()
      .then(() => api.call('vault.recoveryKept'))
      .catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  const doWithout = async (): Promise<void> => {
    const phrases = vault.holders.filter(({ type }) => type === 'recovery');
    for (const { id } of phrases) await api.call('vault.removeHolder', { id });
  };

  return (
    <Gate
      wide
      title="Your recovery phrase"
      lede="24 words, drawn at random, that open this vault if you forget the passphrase. Nothing and nobody else can."
    >
      {first.state === 'making' && <Waiting>Drawing the words…</Waiting>}
      {first.state === 'failed' && (
        <div className={styles.keep}>
          <p role="alert" className={styles.alert}>
            {first.error.message}
          </p>
          <div className={styles.actions}>
            <Button look="primary" onClick={() => void care.makeFirstPhrase()}>
              Try again
            </Button>
            <Button onClick={() => goOn(() => Promise.resolve())}>Go on without one</Button>
          </div>
        </div>
      )}
      {first.state === 'made' && (
        <KeepPhrase
          vaultName={vault.name}
          phrase={first.phrase}
          onDone={() => goOn(() => Promise.resolve())}
          other={
            <Button
              look="quiet"
              title="These words are thrown away. You can make others later, under Vault, Holders."
              onClick={() => goOn(doWithout)}
            >
              Not now
            </Button>
          }
        />
      )}
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
    </Gate>
  );
}
