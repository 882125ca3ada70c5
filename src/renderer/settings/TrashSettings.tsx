import { useState } from 'react';
import { useApp, useLibrary } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Choice } from '../ui/Choice.tsx';
import { SettingGroup, SettingRow } from './Setting.tsx';
import { never, numberOf, trashOptions } from './setting-words.ts';
import styles from './Settings.module.css';

/** What is set for the vault that is open: it lies in its file, and goes where that goes. */
export function TrashSettings({ vaultName }: { readonly vaultName: string }) {
  const { library } = useApp();
  const days = useLibrary((state) => state.library.trashDays);
  const [error, setError] = useState<string | null>(null);
  const keep = (value: string): void => {
    setError(null);
    library.keepTrashFor(numberOf(value)).catch((thrown: unknown) => setError(shownError(thrown).message));
  };
  return (
    <SettingGroup title={`Vault “${vaultName}”`}>
      <SettingRow explains="Counted from the day a note was moved to the trash. Kept in the vault’s own file.">
        <Choice
          label="Delete notes in the trash for good"
          value={days === null ? never : String(days)}
          options={trashOptions(days)}
          onValue={keep}
        />
      </SettingRow>
      {error !== null && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </SettingGroup>
  );
}
