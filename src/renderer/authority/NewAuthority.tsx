import { useRef, useState } from 'react';
import * as v from 'valibot';
import { AuthorityName, maxAuthorityNameLength, type OwnVaultModel } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import care from '../care/Care.module.css';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import styles from './Escrow.module.css';

/** Where a new authority's files were put. */
export interface MadeFiles {
  readonly folder: string;
  /** Names, the public key file first. */
  readonly files: readonly string[];
}

interface NewAuthorityProps {
  readonly model: OwnVaultModel;
  readonly onMade: (authority: AuthorityName, files: MadeFiles) => void;
  readonly onBack: () => void;
}

/** Makes a key for somebody who has none yet. */
export function NewAuthority({ model, onMade, onBack }: NewAuthorityProps) {
  const { api } = useApp();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const make = async (): Promise<void> => {
    if (!v.is(AuthorityName.entries.name, name.trim())) {
      setError('Give them a name with a letter or a digit in it, and nothing that cannot be seen.');
      field.current?.focus();
      return;
    }
    setError(null);
    try {
      const made = await api.call('escrow.makeAuthority', { model, name: name.trim() });
      if (made !== null) onMade(made.authority, made);
    } catch (thrown) {
      setError(shownError(thrown).message);
    }
  };
  return (
    <div className={styles.making}>
      <Field
        ref={field}
        label="Their name"
        value={name}
        error={error}
        maxLength={maxAuthorityNameLength}
        autoFocus
        dir="auto"
        hint={
          model === 'M2'
            ? 'Four files are written: a public key, and three secret ones, each with a share of the private key.'
            : 'Two files are written: a public key, and a secret one, the keystore, with the private key.'
        }
        onChange={({ target }) => {
          setName(target.value);
          setError(null);
        }}
        onKeyDown={(event) => {
          // The form around it is not ready yet.
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void make();
        }}
      />
      <div className={care.actions}>
        <Button onClick={() => void make()}>Choose a folder and make the key…</Button>
        <Button look="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}
