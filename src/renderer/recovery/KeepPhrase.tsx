import { Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { ConfirmWords } from './ConfirmWords.tsx';
import { PhraseWords } from './PhraseWords.tsx';
import styles from './Recovery.module.css';
import { RecoverySheet } from './RecoverySheet.tsx';

interface KeepPhraseProps {
  readonly vaultName: string;
  readonly phrase: string;
  readonly onDone: () => void;
  /** Another way on, beside writing the words down. */
  readonly other?: ReactNode;
}

/** A new recovery phrase on its way to paper: shown, printed if wanted, and asked back. */
export function KeepPhrase({ vaultName, phrase, onDone, other }: KeepPhraseProps) {
  const [asking, setAsking] = useState(false);
  if (asking) {
    return (
      <ConfirmWords phrase={phrase} onConfirmed={onDone} onSkip={onDone} onBack={() => setAsking(false)} />
    );
  }
  return (
    <div className={styles.keep}>
      <p className={styles.lede}>
        <strong>Write these down</strong>, with their numbers, on paper. They are shown this once and kept
        nowhere. Whoever has them and the vault’s file can read your notes.
      </p>
      <PhraseWords phrase={phrase} />
      <RecoverySheet vaultName={vaultName} phrase={phrase} />
      <div className={styles.actions}>
        <Button look="primary" onClick={() => setAsking(true)}>
          I have written them down
        </Button>
        <Button onClick={() => window.print()}>
          <Printer size={15} aria-hidden="true" />
          Print a sheet…
        </Button>
        {other}
      </div>
    </div>
  );
}
