import { useState, type SubmitEvent } from 'react';
import type { Rotated, VaultInfo } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { CurrentPassphraseField, useCurrentPassphrase } from '../passphrase/CurrentPassphrase.tsx';
import { KeepPhrase } from '../recovery/KeepPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import { BackupRow } from './Backups.tsx';
import styles from './Care.module.css';
import { WorkBar } from './WorkBar.tsx';

/** What the words on this page mean, and when the key should change. */
function Explanation() {
  return (
    <>
      <dl className={styles.terms}>
        <div>
          <dt>Vault key</dt>
          <dd>
            the random number that seals every note. A passphrase or recovery phrase does not seal notes: it
            opens this key.
          </dd>
        </div>
        <div>
          <dt>When to change it</dt>
          <dd>
            when somebody may know a passphrase or recovery phrase of this vault and may have a copy of its
            file. A new passphrase alone does not help then: in their copy the old one still opens the old
            key, which is also the key of everything you write later.
          </dd>
        </div>
        <div>
          <dt>What happens</dt>
          <dd>
            every note is sealed again under a new key, in a new file beside this one. The new file is checked
            and takes the old one’s place in a single step. Until that step you can cancel, and nothing has
            changed.
          </dd>
        </div>
      </dl>
      <p>
        Your passphrase stays the same. What somebody has read already stays read: no change of keys takes
        that back.
      </p>
    </>
  );
}

interface RotationFormProps {
  readonly hasPhrase: boolean;
  /** What the button says that goes ahead. */
  readonly yes: string;
  readonly onRotated: (rotated: Rotated) => void;
  readonly onBack: () => void;
}

function RotationForm({ hasPhrase, yes, onRotated, onBack }: RotationFormProps) {
  const { api, notes } = useApp();
  const working = useCare(({ health }) => health?.working ?? null);
  const passphrase = useCurrentPassphrase();
  const [recovery, setRecovery] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const fail = (thrown: unknown): void => {
    const problem = shownError(thrown);
    if (passphrase.takes(problem)) return;
    setError(
      problem.code === 'cancelled' ? 'Cancelled. The vault and its key are as they were.' : problem.message,
    );
  };
  const rotate = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !passphrase.isGiven()) return;
    setError(null);
    setBusy(true);
    await notes.flush();
    await api.call('vault.rotate', { passphrase: passphrase.value, recovery }).then(onRotated, fail);
    setBusy(false);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void rotate(event)}>
      <CurrentPassphraseField draft={passphrase} label="Passphrase" readOnly={busy} />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={recovery}
          disabled={busy}
          onChange={({ target }) => setRecovery(target.checked)}
        />
        Make a new recovery phrase
        <small>
          {hasPhrase
            ? 'The present one stops opening this vault either way.'
            : 'This vault has none. With one, a forgotten passphrase is not the end.'}
        </small>
      </label>
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      {busy ? (
        <WorkBar work={working ?? 'rotation'} />
      ) : (
        <div className={styles.actions}>
          <Button look="primary" type="submit">
            {yes}
          </Button>
          <Button onClick={onBack}>Back</Button>
        </div>
      )}
    </form>
  );
}

/** What the change leaves for the owner to do. */
function Aftermath({ rotated: { olderBackups, dropped } }: { readonly rotated: Rotated }) {
  return (
    <>
      <p role="status">
        <strong>The vault has a new key.</strong> Everything in it was sealed again under it.
      </p>
      {dropped.length > 0 && (
        <p>No longer able to open it: {dropped.map(({ label }) => label).join(', ')}.</p>
      )}
      {olderBackups.length > 0 ? (
        <>
          <h3>Backups that the old key still opens</h3>
          <p>
            These were made before, and open with the passphrase and the recovery phrase of their day. If
            somebody else may know those, delete these files once you have a newer backup.
          </p>
          <ul className={styles.list} aria-label="Backups that the old key still opens">
            {olderBackups.map((backup) => (
              <BackupRow key={backup.name} backup={backup} earlier={false} />
            ))}
          </ul>
        </>
      ) : (
        <p>Latchkey knows of no backup from before.</p>
      )}
      <p>
        Copies that you or a synchronising service keep elsewhere also open as they did before. Latchkey
        cannot know where they are.
      </p>
    </>
  );
}

/** What the remains of a change of key are. */
function CutOff() {
  return (
    <>
      <p>
        <strong>Nothing is lost.</strong> The vault is whole and still has its old key. The half-finished copy
        under the new key lies beside it, sealed as well.
      </p>
      <p>Carrying on needs the passphrase. Discarding deletes the copy.</p>
    </>
  );
}

function CutOffActions({ onCarryOn }: { readonly onCarryOn: () => void }) {
  const { api, toasts } = useApp();
  const [error, setError] = useState<string | null>(null);
  const discard = async (): Promise<void> => {
    setError(null);
    try {
      await api.call('vault.discardRotation');
      toasts.show({ text: 'Discarded. The vault keeps the key it has.', action: null });
    } catch (thrown) {
      setError(shownError(thrown).message);
    }
  };
  return (
    <>
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      <div className={styles.actions}>
        <Button look="primary" onClick={onCarryOn}>
          Carry on…
        </Button>
        <Button onClick={() => void discard()}>Discard</Button>
      </div>
    </>
  );
}

function headingOf(isCutOff: boolean, phrase: string | null): string {
  if (phrase !== null) return 'Your new recovery phrase';
  return isCutOff ? 'A change of key was cut off' : 'The vault key';
}

interface RotationPageProps {
  readonly vault: VaultInfo;
  /** A change of key was cut off, and can be carried on. */
  readonly isCutOff: boolean;
}

/** The vault key, and how to change it. */
export function RotationPage({ vault, isCutOff }: RotationPageProps) {
  const [asking, setAsking] = useState(false);
  const [rotated, setRotated] = useState<Rotated | null>(null);
  const phrase = rotated?.phrase ?? null;
  const resumes = rotated === null && isCutOff;
  return (
    <div className={styles.column}>
      <section className={styles.section} aria-labelledby="rotation-heading">
        <h2 id="rotation-heading">{headingOf(resumes, phrase)}</h2>
        {rotated !== null && phrase !== null && (
          <KeepPhrase
            vaultName={vault.name}
            phrase={phrase}
            onDone={() => setRotated({ ...rotated, phrase: null })}
          />
        )}
        {rotated !== null && phrase === null && <Aftermath rotated={rotated} />}
        {rotated === null && (isCutOff ? <CutOff /> : <Explanation />)}
        {rotated === null && asking && (
          <RotationForm
            hasPhrase={vault.holders.some(({ type }) => type === 'recovery')}
            yes={isCutOff ? 'Carry on' : 'Change the vault key'}
            onRotated={setRotated}
            onBack={() => setAsking(false)}
          />
        )}
        {resumes && !asking && <CutOffActions onCarryOn={() => setAsking(true)} />}
        {rotated === null && !isCutOff && !asking && (
          <div className={styles.actions}>
            <Button look="primary" onClick={() => setAsking(true)}>
              Change the vault key…
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}
