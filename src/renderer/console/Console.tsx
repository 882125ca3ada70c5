import { Landmark } from 'lucide-react';
import { useStore } from 'zustand';
import { groupedFingerprint } from '../authority/authority-words.ts';
import { Button } from '../ui/Button.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { AccessLog } from './AccessLog.tsx';
import styles from './Console.module.css';
import type { Desk } from './console-store.ts';
import { Inbox } from './Inbox.tsx';
import { Reading } from './Reading.tsx';
import { VaultFiles } from './VaultFiles.tsx';
import { dayAndTime } from './console-words.ts';

function Head({ desk }: { readonly desk: Desk }) {
  const console = useStore(desk.store, (state) => state.console);
  const isBusy = useStore(desk.store, (state) => state.isBusy);
  return (
    <header className={styles.head}>
      <Landmark size={20} aria-hidden />
      <div className={styles.who}>
        <h1>Access console</h1>
        <p>
          Demonstration. You are the official
          {console !== null && (
            <>
              {' '}
              of the {console.authority.name}, key{' '}
              <code>{groupedFingerprint(console.authority.fingerprint)}</code>
            </>
          )}
          .
        </p>
      </div>
      {console !== null && (
        <div className={styles.clock}>
          <p>
            <span>The desk’s clock</span>
            <time dateTime={new Date(console.now).toISOString()}>{dayAndTime(console.now)}</time>
          </p>
          <Button small disabled={isBusy} onClick={() => void desk.advance(1)}>
            One day on
          </Button>
          <Button small disabled={isBusy} onClick={() => void desk.advance(30)}>
            30 days on
          </Button>
          <Button small disabled={isBusy} onClick={() => void desk.reset()}>
            Begin again
          </Button>
        </div>
      )}
    </header>
  );
}

/** What is done with the chosen vault and warrant. */
function OpenVault({ desk }: { readonly desk: Desk }) {
  const { console, vault, warrant, isLogged, isBusy } = useStore(desk.store);
  const name = console?.vaults.find(({ id }) => id === vault)?.name;
  const isDirect = warrant === null;
  return (
    <div className={styles.act}>
      <label className={styles.logged} data-off={!isDirect || undefined}>
        <input
          type="checkbox"
          checked={isDirect ? isLogged : true}
          disabled={!isDirect || isBusy}
          onChange={({ target }) => desk.setLogged(target.checked)}
        />
        <span>
          Write it into the log
          <small>
            {isDirect
              ? 'Whoever uses the key directly decides this.'
              : 'With a warrant the policy service does, before it opens anything.'}
          </small>
        </span>
      </label>
      <Button look="primary" disabled={isBusy || vault === null} onClick={() => void desk.open()}>
        {isBusy ? 'Working…' : `Open ${name ?? 'a vault'}${isDirect ? ' without a warrant' : ''}`}
      </Button>
    </div>
  );
}

/** The desk of the official who may open vaults, in a window of its own. */
export function Console({ desk }: { readonly desk: Desk }) {
  const isReady = useStore(desk.store, (state) => state.console !== null);
  const failure = useStore(desk.store, (state) => state.failure);
  return (
    <div className={styles.console}>
      <Head desk={desk} />
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {isReady ? (
        <main className={styles.desk}>
          <div className={styles.choices}>
            <Inbox desk={desk} />
            <VaultFiles desk={desk} />
            <OpenVault desk={desk} />
          </div>
          <div className={styles.results}>
            <Reading desk={desk} />
            <AccessLog desk={desk} />
          </div>
        </main>
      ) : (
        failure === null && <Waiting>Making vaults, keys and warrants…</Waiting>
      )}
    </div>
  );
}
