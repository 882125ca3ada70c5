import { useEffect, useRef } from 'react';
import type { Rotated } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import care from '../care/Care.module.css';
import { RotationForm } from '../care/RotationForm.tsx';
import { HolderRow } from '../gate/Holders.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { listed, namesOf, type EscrowHolder } from './authority-words.ts';
import styles from './Escrow.module.css';

function WhatTheyCanDo() {
  return (
    <>
      <h3>What they can do</h3>
      <ul className={care.points}>
        <li>
          With their key and any copy of this file, read every note in it, with its earlier texts and its
          files: also what you write from now on.
        </li>
        <li>
          Do so without you, without this computer and without a trace in the vault: neither you nor Latchkey
          is told.
        </li>
        <li>Write, too: whoever has the vault key can make a note that looks like one of yours.</li>
        <li>Lose their key. Whoever finds or takes it can do all of this as well.</li>
      </ul>
      <h3>How to know that it is their key</h3>
      <p>
        Ask them to read you the fingerprint, in a call or face to face: not by the way that the key came to
        you. If it is another, the key is not theirs.
      </p>
    </>
  );
}

function TurnOffMeans({ names }: { readonly names: string }) {
  return (
    <>
      <h3>Turning it off</h3>
      <p>
        Taking {names} off the list would not be enough: they may have the vault key already. So the vault
        gets a new key, and every note is sealed again under it, in a new file that takes this one’s place
        once all of it has been checked. Until then you can cancel, and nothing has changed.
      </p>
      <p>
        Every backup and copy from before stays open to them. Afterwards you see those that Latchkey knows.
      </p>
    </>
  );
}

interface EscrowOnProps {
  readonly holders: readonly EscrowHolder[];
  readonly hasPhrase: boolean;
  /** Whether they have just been let in: then the eye is still at the end of the form. */
  readonly isFresh: boolean;
  /** Whether they are being kept out, or are about to be. */
  readonly isEnding: boolean;
  readonly onEnding: (begins: boolean) => void;
  readonly onEnded: (rotated: Rotated, names: string) => void;
}

/** Who is let in, since when, what they can do, and the way to end it. */
export function EscrowOn({ holders, hasPhrase, isFresh, isEnding, onEnding, onEnded }: EscrowOnProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isFresh) section.current?.focus();
  }, [isFresh]);
  const { toasts } = useApp();
  const names = listed(holders.map(namesOf));
  const end = (rotated: Rotated): void => {
    toasts.show({ text: 'Escrow is off. The vault has a new key.', action: null });
    onEnded(rotated, names);
  };
  return (
    <section
      ref={section}
      tabIndex={-1}
      className={classes(care.section, styles.fresh)}
      aria-labelledby="escrow-heading"
    >
      <h2 id="escrow-heading">Escrow is on</h2>
      <ul className={care.holders} aria-label="Let in by escrow">
        {holders.map((holder) => (
          <HolderRow key={holder.id} holder={holder} />
        ))}
      </ul>
      {!isEnding && <WhatTheyCanDo />}
      <TurnOffMeans names={names} />
      {isEnding ? (
        <RotationForm
          method="escrow.disable"
          hasPhrase={hasPhrase}
          yes="Turn escrow off"
          cancelled={`Cancelled. Escrow is still on, and ${names} can open this vault.`}
          onRotated={end}
          onBack={() => onEnding(false)}
        />
      ) : (
        <div className={care.actions}>
          <Button look="primary" onClick={() => onEnding(true)}>
            Turn escrow off…
          </Button>
        </div>
      )}
    </section>
  );
}
