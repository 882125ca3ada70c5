import { useStore } from 'zustand';
import { plainBytes } from '../care/plain-care.ts';
import styles from './Console.module.css';
import type { Desk } from './console-store.ts';

/** Copies of vault files that the office has. */
export function VaultFiles({ desk }: { readonly desk: Desk }) {
  const vaults = useStore(desk.store, (state) => state.console?.vaults ?? []);
  const chosen = useStore(desk.store, (state) => state.vault);
  return (
    <fieldset className={styles.panel}>
      <legend>Vault files</legend>
      <p className={styles.hint}>
        Copies of people’s vaults. Each has a slot, one more lock, that the office’s key opens.
      </p>
      <div className={styles.vaults}>
        {vaults.map(({ id, name, bytes }) => (
          <label key={id} className={styles.choice}>
            <input
              type="radio"
              name="vault"
              value={id}
              checked={id === chosen}
              onChange={() => desk.chooseVault(id)}
            />
            <span>
              <strong>{name}</strong>
              <small>
                <code>{id.slice(0, 8)}</code>, {plainBytes(bytes)}
              </small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
