import { useState } from 'react';
import care from '../care/Care.module.css';
import { Button } from '../ui/Button.tsx';
import { EscrowForm } from './EscrowForm.tsx';

function Explanation() {
  return (
    <>
      <p>
        <strong>Escrow</strong> means that somebody besides you holds a key to your vault: an heir, a notary,
        an employer, an office. Here they are called the <strong>authority</strong>. Escrow is off: nobody but
        the holders that you know of can open this vault.
      </p>
      <dl className={care.terms}>
        <div>
          <dt>What it is</dt>
          <dd>
            one more lock in the file of this vault, which the authority’s private key opens. It takes neither
            your passphrase nor your help.
          </dd>
        </div>
        <div>
          <dt>What it is not</dt>
          <dd>
            a say in when they use it. Whoever has that key and any copy of the file reads everything in it,
            and nothing in the vault tells you. A rule, a contract or a court binds people; it does not bind
            the key.
          </dd>
        </div>
        <div>
          <dt>What you will see</dt>
          <dd>
            a banner on every screen, and the authority in the list of holders before anybody unlocks, so that
            it cannot be forgotten or hidden.
          </dd>
        </div>
        <div>
          <dt>Going back</dt>
          <dd>
            turning it off gives this vault a new key. Copies and backups made before stay open to them for
            good.
          </dd>
        </div>
      </dl>
    </>
  );
}

/** What escrow would mean for this vault, and the way to begin it. `onEnabling`: somebody is about to be let in. */
export function EscrowOff({ onEnabling }: { readonly onEnabling: () => void }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section className={care.section} aria-labelledby="escrow-heading">
      <h2 id="escrow-heading">Let somebody else open this vault</h2>
      {isAsking ? (
        <EscrowForm onEnabling={onEnabling} onBack={() => setAsking(false)} />
      ) : (
        <>
          <Explanation />
          <div className={care.actions}>
            <Button onClick={() => setAsking(true)}>Let somebody in…</Button>
          </div>
        </>
      )}
    </section>
  );
}
