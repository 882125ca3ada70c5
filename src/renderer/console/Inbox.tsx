import { useStore } from 'zustand';
import type { InboxWarrant } from '../../contract/index.ts';
import styles from './Console.module.css';
import type { Desk } from './console-store.ts';
import { dayAndTime, scopes, standings } from './console-words.ts';

function WarrantChoice({
  warrant,
  chosen,
  onChoose,
}: {
  readonly warrant: InboxWarrant;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { vault, scope, issuer, validFrom, validUntil, standing } = warrant;
  return (
    <label className={styles.choice}>
      <input type="radio" name="warrant" value={warrant.id} checked={chosen} onChange={onChoose} />
      <span>
        <strong>{vault}</strong>
        <span className={styles.standing} data-standing={standing}>
          {standings[standing]}
        </span>
        <small>
          {scopes[scope] ?? scope}. Signed by {issuer}. From {dayAndTime(validFrom)} to{' '}
          {dayAndTime(validUntil)}.
        </small>
      </span>
    </label>
  );
}

/** Warrants that have come in: orders to open one vault, signed by whoever may sign them. */
export function Inbox({ desk }: { readonly desk: Desk }) {
  const warrants = useStore(desk.store, (state) => state.console?.warrants ?? []);
  const chosen = useStore(desk.store, (state) => state.warrant);
  return (
    <fieldset className={styles.panel}>
      <legend>Warrants</legend>
      <p className={styles.hint}>
        A warrant is a signed order to open one vault within certain dates. The policy service, the program
        with the office’s key in it, checks it before it uses that key.
      </p>
      {warrants.map((warrant) => (
        <WarrantChoice
          key={warrant.id}
          warrant={warrant}
          chosen={warrant.id === chosen}
          onChoose={() => desk.chooseWarrant(warrant.id)}
        />
      ))}
      <label className={styles.choice}>
        <input
          type="radio"
          name="warrant"
          checked={chosen === null}
          onChange={() => desk.chooseWarrant(null)}
        />
        <span>
          <strong>None</strong>
          <small>Go past the service and use the key file directly.</small>
        </span>
      </label>
    </fieldset>
  );
}
