import { Check } from 'lucide-react';
import { useState } from 'react';
import type { AuthorityName, OwnVaultModel } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import care from '../care/Care.module.css';
import { Button } from '../ui/Button.tsx';
import { Fingerprint } from './AuthorityFacts.tsx';
import styles from './Escrow.module.css';
import { NewAuthority, type MadeFiles } from './NewAuthority.tsx';

function WrittenFiles({ folder, files }: MadeFiles) {
  const [card, ...keystores] = files;
  return (
    <div className={styles.written}>
      <p>
        Written to <span className={care.where}>{folder}</span>:
      </p>
      <ul className={care.points}>
        <li>
          <span className={care.file}>{card}</span>: the public key, which only locks. Anyone may see it.
        </li>
        {keystores.map((file) => (
          <li key={file}>
            <span className={care.file}>{file}</span>: <strong>secret</strong>
          </li>
        ))}
      </ul>
      <p>
        {keystores.length === 1
          ? 'Give the secret file to whoever is to hold it, then delete it here.'
          : 'Give each secret file to another person, then delete them here: together they are the key.'}
      </p>
    </div>
  );
}

interface AuthorityPickerProps {
  /** Who is asked for. */
  readonly label: string;
  readonly model: OwnVaultModel;
  readonly value: AuthorityName | null;
  readonly onValue: (authority: AuthorityName | null) => void;
  readonly disabled: boolean;
}

/** Chooses one authority by its public key file, or makes one. */
export function AuthorityPicker({ label, model, value, onValue, disabled }: AuthorityPickerProps) {
  const { api } = useApp();
  const [error, setError] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeFiles | null>(null);

  const choose = async (): Promise<void> => {
    setError(null);
    try {
      const authority = await api.call('escrow.chooseAuthority', { model });
      if (authority === null) return;
      setMade(null);
      onValue(authority);
    } catch (thrown) {
      setError(shownError(thrown).message);
    }
  };
  const take = (authority: AuthorityName, files: MadeFiles): void => {
    setMaking(false);
    setMade(files);
    onValue(authority);
  };

  return (
    <div className={styles.picker} role="group" aria-label={label}>
      <h3>{label}</h3>
      {value !== null && (
        <div className={styles.chosen}>
          <Check size={16} aria-hidden="true" />
          <div>
            <strong dir="auto">{value.name}</strong>
            <Fingerprint authority={value} />
          </div>
          <Button look="quiet" small aria-disabled={disabled} onClick={() => !disabled && onValue(null)}>
            Choose another
          </Button>
        </div>
      )}
      {value !== null && made !== null && <WrittenFiles {...made} />}
      {value === null && isMaking && (
        <NewAuthority model={model} onMade={take} onBack={() => setMaking(false)} />
      )}
      {value === null && !isMaking && (
        <div className={care.actions}>
          <Button onClick={() => void choose()}>Choose their public key file…</Button>
          <Button look="quiet" onClick={() => setMaking(true)}>
            Make a new key for them…
          </Button>
        </div>
      )}
      {error !== null && (
        <p role="alert" className={care.alert}>
          {error}
        </p>
      )}
    </div>
  );
}
