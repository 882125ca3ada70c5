import styles from './Recovery.module.css';

/** The words of a recovery phrase, numbered, read down the columns. */
export function PhraseWords({ phrase }: { readonly phrase: string }) {
  return (
    <ol className={styles.words} aria-label="Recovery phrase" translate="no">
      {phrase.split(' ').map((word, index) => (
        // A word may occur twice; its place is what it is.
        <li key={index}>
          <span aria-hidden="true">{index + 1}</span>
          {word}
        </li>
      ))}
    </ol>
  );
}
