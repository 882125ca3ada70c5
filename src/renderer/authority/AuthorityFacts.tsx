import type { AuthorityName } from '../../contract/index.ts';
import { groupedFingerprint, modelWords, type EscrowHolder } from './authority-words.ts';
import styles from './Escrow.module.css';

/** The fingerprint of an authority's public key, by which two people can see that they mean the same key. */
export function Fingerprint({ authority: { name, fingerprint } }: { readonly authority: AuthorityName }) {
  return (
    <p className={styles.fingerprint}>
      <span>
        Fingerprint of <bdi>{name}</bdi>
      </span>{' '}
      <code dir="ltr">{groupedFingerprint(fingerprint)}</code>
    </p>
  );
}

/** How others open the vault, and the fingerprint of each one's key. */
export function AuthorityFacts({ holder }: { readonly holder: EscrowHolder }) {
  return (
    <>
      <p>Escrow: opens this vault without your passphrase. {modelWords(holder)}</p>
      {holder.escrow.authorities.map((authority) => (
        <Fingerprint key={authority.fingerprint} authority={authority} />
      ))}
    </>
  );
}
