import { useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { shownError } from '../bridge/api.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { VaultPicker } from '../vaults/VaultPicker.tsx';
import styles from './Welcome.module.css';

/** The first screen of all, while no vault is known. */
export function Welcome() {
  const { api, screen, actions } = useApp();
  const [error, setError] = useState<string | null>(null);
  const open = (): void => {
    setError(null);
    api.call('vault.choose').catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  return (
    <main className={styles.welcome}>
      <div className={styles.column}>
        <Mark size={76} />
        <h1>Latchkey</h1>
        <p className={styles.promise}>
          Notes that only you can read, in one encrypted file on your own disk.
        </p>
        <VaultPicker title="Vaults on this computer" />
        <div className={styles.choices}>
          <Button look="primary" onClick={() => screen.setState({ creating: true })}>
            Create a vault
          </Button>
          <Button onClick={open}>Open a vault…</Button>
          <div className={styles.others}>
            <Button
              look="quiet"
              aria-keyshortcuts={ariaKeysOf('show-lab', isMac)}
              onClick={() => actions.run('show-lab')}
            >
              Escrow lab
            </Button>
            <Button
              look="quiet"
              aria-keyshortcuts={ariaKeysOf('show-settings', isMac)}
              onClick={() => actions.run('show-settings')}
            >
              Settings
            </Button>
          </div>
        </div>
        {error !== null && <p role="alert">{error}</p>}
      </div>
      <p className={styles.foot}>No account, no server: nothing you write leaves this computer.</p>
    </main>
  );
}
