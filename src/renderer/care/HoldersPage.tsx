import { useState, type ReactNode } from 'react';
import type { Holder, VaultInfo } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { HolderRow } from '../gate/Holders.tsx';
import { KeepPhrase } from '../recovery/KeepPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { Confirmation } from './Confirmation.tsx';

interface HolderActionsProps {
  readonly holder: Holder;
  /** Whether somebody known could still open the vault without this holder. */
  readonly removable: boolean;
  readonly onRemove: () => void;
  readonly onNewPhrase: () => void;
}

function nameOf({ type, label }: Holder): string {
  return type === 'recovery'
    ? 'the recovery phrase'
    : type === 'passphrase'
      ? 'this passphrase'
      : `“${label}”`;
}

function HolderActions({ holder, removable, onRemove, onNewPhrase }: HolderActionsProps) {
  return (
    <div className={styles.holderActions}>
      {holder.type === 'passphrase' && (
        <ChangePassphrase trigger={<Button small>Change passphrase…</Button>} />
      )}
      {holder.type === 'recovery' && (
        <Confirmation
          trigger={<Button small>New recovery phrase…</Button>}
          title="Make a new recovery phrase?"
          yes="Make a new one"
          look="primary"
          onYes={onNewPhrase}
        >
          The 24 words you have now stop opening this vault as soon as the new ones are shown. Have paper and
          pen ready, and nobody behind you.
        </Confirmation>
      )}
      {removable && (
        <Confirmation
          trigger={
            <Button small look="quiet">
              Remove…
            </Button>
          }
          title={`Remove ${nameOf(holder)}?`}
          yes="Remove"
          onYes={onRemove}
        >
          It stops opening this vault. Backups and copies made before still open with it. To make a copy that
          somebody took useless for what you write from now on, change the vault key as well.
        </Confirmation>
      )}
    </div>
  );
}

function isKnown({ type }: Holder): boolean {
  return type === 'passphrase' || type === 'recovery';
}

function NoPhrase({ onMake }: { readonly onMake: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>No recovery phrase</h2>
      <p>
        A recovery phrase is 24 words, drawn at random, that you keep on paper. Without one, a forgotten
        passphrase means that the notes are lost.
      </p>
      <div className={styles.actions}>{onMake}</div>
    </section>
  );
}

/** Who can open the vault, and what can be done about each. */
export function HoldersPage({ vault }: { readonly vault: VaultInfo }) {
  const { api, toasts } = useApp();
  const [phrase, setPhrase] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { holders } = vault;

  const attempt = (work: Promise<void>): void => {
    setError(null);
    work.catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  const makePhrase = async (): Promise<void> => {
    const answer = await api.call('vault.newRecovery');
    setPhrase(answer.phrase);
  };
  const remove = async (id: string): Promise<void> => {
    await api.call('vault.removeHolder', { id });
    toasts.show({ text: 'Removed', action: null });
  };

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
      <section className={styles.section} aria-labelledby="holders-page-heading">
        <h2 id="holders-page-heading">Who can open this vault</h2>
        <p>
          Each holder has a way of their own to the one key that seals your notes. The list is part of the
          file: it is shown to anyone who has the file, and nobody can be on it unseen.
        </p>
        <ul className={styles.holders} aria-label="Holders">
          {holders.map((holder) => (
            <HolderRow
              key={holder.id}
              holder={holder}
              actions={
                <HolderActions
                  holder={holder}
                  removable={holders.some((other) => other.id !== holder.id && isKnown(other))}
                  onRemove={() => attempt(remove(holder.id))}
                  onNewPhrase={() => attempt(makePhrase())}
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
      {!holders.some(({ type }) => type === 'recovery') && (
        <NoPhrase
          onMake={
            <Button look="primary" onClick={() => attempt(makePhrase())}>
              Make a recovery phrase
            </Button>
          }
        />
      )}
    </div>
  );
}
