import { useState } from 'react';
import type { Holder, Rotated, VaultInfo } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { isEscrowHolder, namesOf, whoElse } from '../authority/authority-words.ts';
import { KeepPhrase } from '../recovery/KeepPhrase.tsx';
import { Button } from '../ui/Button.tsx';
import { Aftermath } from './Aftermath.tsx';
import styles from './Care.module.css';
import { RotationForm } from './RotationForm.tsx';

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

/** Authorities that were let in get a way to the new key, too: a new key alone keeps nobody out. */
function EscrowStays({ holders }: { readonly holders: readonly Holder[] }) {
  if (whoElse(holders) === null) return null;
  return (
    <p>
      <strong>Escrow stays on.</strong> {holders.filter(isEscrowHolder).map(namesOf).join('; ')} will be able
      to open the vault under its new key as well. To keep them out, turn escrow off instead: that changes the
      key, too.
    </p>
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
        {rotated !== null && phrase === null && (
          <Aftermath
            rotated={rotated}
            done={
              <>
                <strong>The vault has a new key.</strong> Everything in it was sealed again under it.
              </>
            }
            title="Backups that the old key still opens"
            meaning="These were made before, and open with the passphrase and the recovery phrase of their day. If somebody else may know those, delete these files once you have a newer backup."
            elsewhere="Copies that you or a synchronising service keep elsewhere also open as they did before. Latchkey cannot know where they are."
          />
        )}
        {rotated === null && (isCutOff ? <CutOff /> : <Explanation />)}
        {rotated === null && <EscrowStays holders={vault.holders} />}
        {rotated === null && asking && (
          <RotationForm
            method="vault.rotate"
            cancelled="Cancelled. The vault and its key are as they were."
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
