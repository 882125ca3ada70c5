import { useState } from 'react';
import type { Rotated } from '../../contract/index.ts';
import { Aftermath } from '../care/Aftermath.tsx';
import care from '../care/Care.module.css';
import { KeepPhrase } from '../recovery/KeepPhrase.tsx';
import { isEscrowHolder } from './authority-words.ts';

interface EscrowEndedProps {
  readonly vaultName: string;
  readonly rotated: Rotated;
  /** Who was let in until now. */
  readonly names: string;
}

/** Escrow is off: the new recovery phrase first, then what those who were let in can still open. */
export function EscrowEnded({ vaultName, rotated, names }: EscrowEndedProps) {
  const [isKept, setKept] = useState(rotated.phrase === null);
  if (!isKept && rotated.phrase !== null) {
    return (
      <section className={care.section} aria-labelledby="escrow-heading">
        <h2 id="escrow-heading">Your new recovery phrase</h2>
        <KeepPhrase vaultName={vaultName} phrase={rotated.phrase} onDone={() => setKept(true)} />
      </section>
    );
  }
  return (
    <section className={care.section} aria-labelledby="escrow-heading">
      <h2 id="escrow-heading">Escrow is off</h2>
      <Aftermath
        rotated={{ ...rotated, dropped: rotated.dropped.filter((holder) => !isEscrowHolder(holder)) }}
        done={
          <>
            <strong>{names} can no longer open this vault.</strong> It has a new key, and everything in it was
            sealed again.
          </>
        }
        title={`Backups that ${names} can still open`}
        meaning="These have the key from before, and so everything that was in the vault when they were made. No change here reaches them. Delete them once you have a newer backup, if they are not to be read."
        elsewhere={`Copies elsewhere stay open to ${names}, too: in a synchronised folder, on another computer, or taken by them. Latchkey cannot know where those are, and what was read already stays read.`}
      />
    </section>
  );
}
