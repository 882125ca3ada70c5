import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { isMac } from '../app/platform.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { KeyCaps } from '../ui/Keys.tsx';
import styles from './Capture.module.css';
import type { Pad } from './capture-store.ts';
import { fateWords } from './capture-words.ts';

interface PadProps {
  readonly pad: Pad;
}

/** A text is written, handed over, and gone from here. */
export function Capture({ pad }: PadProps) {
  const vaults = useStore(pad.store, (state) => state.vaults);
  const failure = useStore(pad.store, (state) => state.failure);
  const isBlank = useStore(pad.store, (state) => state.text.trim() === '');
  useEffect(() => {
    const takeKey = (event: KeyboardEvent): void => {
      const isEnter = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if ((event.key !== 'Escape' && !isEnter) || event.isComposing) return;
      event.preventDefault();
      if (isEnter) void pad.save();
      else pad.leave();
    };
    // Wherever the focus is: a button that was pressed may be gone by then.
    window.addEventListener('keydown', takeKey);
    return () => window.removeEventListener('keydown', takeKey);
  }, [pad]);
  return (
    <main className={styles.capture}>
      <h1 className="unseen">Quick capture</h1>
      {vaults !== null && vaults.vaults.length === 0 && isBlank ? (
        <NoVault pad={pad} />
      ) : (
        <Writing pad={pad} />
      )}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </main>
  );
}

function NoVault({ pad }: PadProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <div className={styles.none}>
      <h2>No vault takes captures yet</h2>
      <p>
        Make a vault in Latchkey, or unlock one there. From then on you can write into it from here, also
        while it is locked.
      </p>
      <Button ref={button} onClick={() => pad.leave()}>
        Close
      </Button>
    </div>
  );
}

function Writing({ pad }: PadProps) {
  const text = useStore(pad.store, (state) => state.text);
  const isSaving = useStore(pad.store, (state) => state.isSaving);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <>
      <textarea
        ref={field}
        className={styles.text}
        aria-label="Text"
        aria-describedby="fate"
        placeholder="The first line becomes the title."
        value={text}
        maxLength={100_000}
        readOnly={isSaving}
        spellCheck={false}
        onChange={(event) => pad.write(event.target.value)}
      />
      <Destination pad={pad} />
      <Ending pad={pad} onStay={() => field.current?.focus()} />
    </>
  );
}

/** Where the text goes, and what will happen to it there. */
function Destination({ pad }: PadProps) {
  const vaults = useStore(pad.store, (state) => state.vaults);
  const ref = useStore(pad.store, (state) => state.ref);
  return (
    <div className={styles.destination}>
      {vaults !== null && ref !== null && vaults.vaults.length > 1 && (
        <Choice
          label="Vault"
          isLabelSeen={false}
          value={ref}
          options={vaults.vaults.map(({ ref: value, name }) => ({ value, name }))}
          onValue={(value) => pad.choose(value)}
        />
      )}
      <p id="fate">
        {vaults !== null && vaults.vaults.length === 1 && <strong>{vaults.vaults[0]?.name}. </strong>}
        {vaults !== null && fateWords(vaults, ref)}
      </p>
    </div>
  );
}

interface EndingProps extends PadProps {
  /** Gives the text the focus. */
  readonly onStay: () => void;
}

function Ending({ pad, onStay }: EndingProps) {
  const isBlank = useStore(pad.store, (state) => state.text.trim() === '');
  const isSaving = useStore(pad.store, (state) => state.isSaving);
  const asks = useStore(pad.store, (state) => state.asks);
  if (asks) return <Discarding pad={pad} onStay={onStay} />;
  return (
    <div className={styles.ending}>
      <Button look="quiet" disabled={isSaving} onClick={() => pad.leave()}>
        Close
      </Button>
      <Button look="primary" disabled={isBlank || isSaving} onClick={() => void pad.save()}>
        Save
      </Button>
      <KeyCaps keys={isMac ? ['⌘', '↩'] : ['Ctrl', 'Enter']} />
    </div>
  );
}

function Discarding({ pad, onStay }: EndingProps) {
  const stay = (): void => {
    pad.stay();
    onStay();
  };
  return (
    <div className={styles.ending}>
      <p role="alert">This text is saved nowhere yet. Escape once more throws it away.</p>
      <Button look="quiet" onClick={stay}>
        Keep writing
      </Button>
      <Button look="danger" onClick={() => pad.leave()}>
        Throw away
      </Button>
    </div>
  );
}
