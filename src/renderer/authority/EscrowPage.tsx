import { useState } from 'react';
import type { Rotated, VaultInfo } from '../../contract/index.ts';
import care from '../care/Care.module.css';
import { isEscrowHolder, type EscrowHolder } from './authority-words.ts';
import { EscrowEnded } from './EscrowEnded.tsx';
import { EscrowOff } from './EscrowOff.tsx';
import { EscrowOn } from './EscrowOn.tsx';

/** Who has turned escrow off is told what stays open, for as long as they stay here. */
interface Ended {
  readonly rotated: Rotated;
  readonly names: string;
}

/** Letting somebody else open this vault: what that means, how it is begun and how it ends. */
export function EscrowPage({ vault }: { readonly vault: VaultInfo }) {
  const [ended, setEnded] = useState<Ended | null>(null);
  // The vault has no such holder any more a moment before the work that has seen to it is over.
  const [ending, setEnding] = useState<readonly EscrowHolder[] | null>(null);
  const [isFresh, setFresh] = useState(false);
  const holders = ending ?? vault.holders.filter(isEscrowHolder);
  const hasPhrase = vault.holders.some(({ type }) => type === 'recovery');
  if (holders.length > 0) {
    return (
      <div className={care.column}>
        <EscrowOn
          holders={holders}
          hasPhrase={hasPhrase}
          isFresh={isFresh}
          isEnding={ending !== null}
          onEnding={(begins) => setEnding(begins ? holders : null)}
          onEnded={(rotated, names) => {
            setEnding(null);
            setFresh(false);
            setEnded({ rotated, names });
          }}
        />
      </div>
    );
  }
  return (
    <div className={care.column}>
      {ended === null ? (
        <EscrowOff onEnabling={() => setFresh(true)} />
      ) : (
        <EscrowEnded vaultName={vault.name} {...ended} />
      )}
    </div>
  );
}
