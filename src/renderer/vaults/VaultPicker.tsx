import { AppWindow, X } from 'lucide-react';
import { useId } from 'react';
import type { KnownVault } from '../../contract/index.ts';
import { useApp, useVaults } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { conditionOf, nameAmong, othersOf } from './known-words.ts';
import { useKnownVaults } from './use-known-vaults.ts';
import styles from './VaultPicker.module.css';

interface RowProps {
  readonly vault: KnownVault;
  /** Its name as it is told from the others'. */
  readonly name: string;
}

function Name({ vault: { name, place } }: { readonly vault: KnownVault }) {
  return (
    <>
      <span dir="auto" className={styles.name}>
        {name}
      </span>
      <span className={styles.place} title={place}>
        {place}
      </span>
    </>
  );
}

/** A vault that is there: one button shows it, two more beside it. */
function PresentVault({ vault, name }: RowProps) {
  const { vaults } = useApp();
  const { ref, shownIn } = vault;
  const condition = conditionOf(vault);
  return (
    <>
      <button type="button" className={styles.choice} onClick={() => void vaults.show(ref, 'here')}>
        <Name vault={vault} />
        {condition !== null && <span className={styles.condition}>{condition}</span>}
      </button>
      {shownIn === null && (
        <div className={styles.beside}>
          <IconButton
            label={`Open ${name} in a new window`}
            title="Open in a new window"
            icon={<AppWindow size={15} />}
            onClick={() => void vaults.show(ref, 'new-window')}
          />
          <IconButton
            label={`Remove ${name} from the list`}
            title="Remove from the list. The file stays."
            icon={<X size={15} />}
            onClick={() => void vaults.forget(ref)}
          />
        </div>
      )}
    </>
  );
}

function MissingVault({ vault, name }: RowProps) {
  const { vaults } = useApp();
  return (
    <>
      <div className={styles.missing}>
        <Name vault={vault} />
        <span className={styles.condition}>{conditionOf(vault)}</span>
      </div>
      <Button
        small
        className={styles.remove}
        aria-label={`Remove from list: ${name}`}
        onClick={() => void vaults.forget(vault.ref)}
      >
        Remove from list
      </Button>
    </>
  );
}

/** The vaults that were open on this computer, to be chosen from; without the one that the window shows. */
export function VaultPicker({ title }: { readonly title: string }) {
  const id = useId();
  const others = othersOf(useKnownVaults());
  const error = useVaults((state) => state.error);
  return (
    <>
      {others.length > 0 && (
        <section className={styles.picker} aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <ul>
            {others.map((vault) => {
              const name = nameAmong(vault, others);
              return (
                <li key={vault.ref}>
                  {vault.isMissing ? (
                    <MissingVault vault={vault} name={name} />
                  ) : (
                    <PresentVault vault={vault} name={name} />
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {error !== null && (
        <p role="alert" className={styles.error}>
          {error.message}
        </p>
      )}
    </>
  );
}
