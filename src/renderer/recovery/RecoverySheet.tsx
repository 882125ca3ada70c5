import { useState } from 'react';
import { createPortal } from 'react-dom';
import { fullDay } from '../notes/list-date.ts';
import { QrCode } from './QrCode.tsx';
import styles from './RecoverySheet.module.css';

interface RecoverySheetProps {
  readonly vaultName: string;
  readonly phrase: string;
}

/** What the printer puts on paper. It is never on the screen. */
export function RecoverySheet({ vaultName, phrase }: RecoverySheetProps) {
  const [madeAt] = useState(() => Date.now());
  return createPortal(
    <article className={styles.sheet} data-print="sheet">
      <header>
        <p>Latchkey recovery sheet</p>
        <h1>{vaultName}</h1>
        <p>Made on {fullDay(madeAt)}</p>
      </header>
      <p>
        These 24 words, in this order, open the vault “{vaultName}” without its passphrase. Whoever has them
        and the vault’s file can read every note in it.
      </p>
      <ol>
        {phrase.split(' ').map((word, index) => (
          <li key={index}>
            <span>{index + 1}</span>
            {word}
          </li>
        ))}
      </ol>
      <section>
        <div className={styles.use}>
          <div>
            <h2>To use them</h2>
            <p>
              Open the vault’s file in Latchkey and choose “Use the recovery phrase…” on the lock screen. Type
              the words with a space between each. Latchkey then asks for a new passphrase.
            </p>
            <p>
              The code holds the same words as plain text, to save typing. Read it only with something that
              keeps nothing and sends nothing on: not with a telephone’s camera.
            </p>
          </div>
          <QrCode
            text={phrase}
            label="QR code of the 24 words, in order, with a space between each"
            className={styles.code}
          />
        </div>
        <h2>To keep them</h2>
        <p>
          Keep this sheet where you keep papers that cannot be replaced, and not beside the computer. Do not
          photograph it. If it is lost or somebody has seen it, make a new recovery phrase under Vault,
          Holders. Copies of the vault made before still open with these words: change the vault key as well,
          so that such a copy is of no use for what you write afterwards.
        </p>
      </section>
    </article>,
    document.body,
  );
}
