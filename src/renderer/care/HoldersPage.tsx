import { useState } from 'react';
import type { AppState, Holder } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { isEscrowHolder } from '../authority/authority-words.ts';
import { HolderRow, inOrder } from '../gate/Holders.tsx';
import { KeepPhrase } from '../recovery/KeepPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { HolderActions } from './HolderActions.tsx';
import { KeyFileSection } from './KeyFileSection.tsx';
import { NewRecoveryPhrase } from './NewRecoveryPhrase.tsx';
import { PinSection } from './PinSection.tsx';

type Unlocked = Extract<AppState, { phase: 'unlocked' }>;

/** Opens the vault anywhere, and by what its owner has or knows. */
function isKnown({ type }: Holder): boolean {
  return type === 'passphrase' || type === 'recovery';
}

function NoPhrase({ onPhrase }: { readonly onPhrase: (phrase: string) => void }) {
  return (
    <section className={styles.section} aria-labelledby="no-phrase-heading">
      <h2 id="no-phrase-heading">No recovery phrase</h2>
      <p>
        A recovery phrase is 24 words, drawn at random, that you keep on paper. Without one, a forgotten
        passphrase means that the notes are lost.
      </p>
      <div className={styles.actions}>
        <NewRecoveryPhrase
          trigger={<Button look="primary">Make a recovery phrase…</Button>}
          replaces={false}
          onPhrase={onPhrase}
        />
      </div>
    </section>
  );
}

interface HolderListProps {
  readonly app: Unlocked;
  readonly onPhrase: (phrase: string) => void;
}

function HolderList({ app: { vault, pin }, onPhrase }: HolderListProps) {
  const { api, toasts } = useApp();
  const [error, setError] = useState<string | null>(null);
  const { holders } = vault;
  const remove = async (id: string): Promise<void> => {
    setError(null);
    try {
      await api.call('vault.removeHolder', { id });
      toasts.show({ text: 'Removed', action: null });
    } catch (thrown) {
      setError(shownError(thrown).message);
    }
  };
  return (
    <section className={styles.section} aria-labelledby="holders-page-heading">
      <h2 id="holders-page-heading">Who can open this vault</h2>
      <p>
        Each holder has a way of their own to the one key that seals your notes. The list is part of the file:
        it is shown to anyone who has the file, and nobody can be on it unseen.
      </p>
      <ul className={styles.holders} aria-label="Holders">
        {inOrder(holders).map((holder) => (
          <HolderRow
            key={holder.id}
            holder={holder}
            isHere={holder.id === pin.holder}
            actions={
              <HolderActions
                holder={holder}
                // This computer's own is dealt with below, with its PIN.
                // An authority is not kept out by taking it off the list.
                removable={
                  !isEscrowHolder(holder) &&
                  holder.id !== pin.holder &&
                  holders.some((other) => other.id !== holder.id && isKnown(other))
                }
                onRemove={() => void remove(holder.id)}
                onPhrase={onPhrase}
              />
            }
          />
        ))}
      </ul>
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
    </section>
  );
}

/** Who can open the vault, and what can be done about each. */
export function HoldersPage({ app }: { readonly app: Unlocked }) {
  const [phrase, setPhrase] = useState<string | null>(null);
  const { vault, pin } = app;
  if (phrase !== null) {
    return (
      <div className={styles.column}>
        <section className={styles.section}>
          <h2>Your new recovery phrase</h2>
          <KeepPhrase vaultName={vault.name} phrase={phrase} onDone={() => setPhrase(null)} />
        </section>
      </div>
    );
  }
  return (
    <div className={styles.column}>
      <HolderList app={app} onPhrase={setPhrase} />
      {!vault.holders.some(({ type }) => type === 'recovery') && <NoPhrase onPhrase={setPhrase} />}
      <PinSection pin={pin} />
      <KeyFileSection vault={vault} />
    </div>
  );
}
