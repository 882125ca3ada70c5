import type { Holder } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { isEscrowHolder } from '../authority/authority-words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { Confirmation } from './Confirmation.tsx';
import { NewRecoveryPhrase } from './NewRecoveryPhrase.tsx';

interface HolderActionsProps {
  readonly holder: Holder;
  /** Whether somebody known could still open the vault without this holder. */
  readonly removable: boolean;
  readonly onRemove: () => void;
  readonly onPhrase: (phrase: string) => void;
}

function nameOf({ type, label }: Holder): string {
  return type === 'recovery'
    ? 'the recovery phrase'
    : type === 'passphrase'
      ? 'this passphrase'
      : `“${label}”`;
}

/** What can be done about one who can open the vault. */
export function HolderActions({ holder, removable, onRemove, onPhrase }: HolderActionsProps) {
  const { actions } = useApp();
  return (
    <div className={styles.holderActions}>
      {isEscrowHolder(holder) && (
        <Button small onClick={() => actions.run('show-escrow')}>
          About escrow, and how to turn it off…
        </Button>
      )}
      {holder.type === 'passphrase' && (
        <ChangePassphrase trigger={<Button small>Change passphrase…</Button>} />
      )}
      {holder.type === 'recovery' && (
        <NewRecoveryPhrase
          trigger={<Button small>New recovery phrase…</Button>}
          replaces
          onPhrase={onPhrase}
        />
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
