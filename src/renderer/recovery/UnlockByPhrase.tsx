import { useId, useRef, useState, type SubmitEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import { endsInWord, phraseLength, strangeWords, wordsOf, type StrangeWord } from './phrase-words.ts';
import styles from './Recovery.module.css';

function strangeText({ position, word, meant }: StrangeWord): string {
  const start = `Word ${position}, “${word}”, is not one that recovery phrases use.`;
  return meant === null ? start : `${start} Did you mean “${meant}”?`;
}

/** Says how many words there are, so that a forgotten one is noticed. */
function countText(count: number): string {
  if (count <= phraseLength) return `${count} of ${phraseLength} words`;
  return `${count} words: ${count - phraseLength} too many`;
}

/** The other way in: 24 words instead of the passphrase. */
export function UnlockByPhrase({ onBack }: { readonly onBack: () => void }) {
  const { api } = useApp();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const words = wordsOf(typed);
  // A word that is still being typed is not wrong yet.
  const finished = endsInWord(typed) && words.length < phraseLength ? words.slice(0, -1) : words;
  const strange = strangeWords(finished);

  const refuse = (message: string): void => {
    setError(message);
    field.current?.focus();
  };

  const unlock = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const [odd] = strangeWords(words);
    if (odd !== undefined) refuse(strangeText(odd));
    else if (words.length !== phraseLength)
      refuse(`A recovery phrase has 24 words. These are ${words.length}.`);
    else {
      setError(null);
      setBusy(true);
      await api
        .call('vault.unlockWithRecovery', { phrase: words.join(' ') })
        .catch((thrown: unknown) => refuse(shownError(thrown).message));
      setBusy(false);
    }
  };

  return (
    <form className={styles.unlock} noValidate onSubmit={(event) => void unlock(event)}>
      <label htmlFor={id}>Recovery phrase</label>
      <textarea
        ref={field}
        id={id}
        className={styles.typed}
        rows={5}
        value={typed}
        autoFocus
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="The words from your recovery sheet, in order, with a space between each"
        aria-invalid={error !== null || strange.length > 0}
        aria-describedby={`${id}-count ${id}-problems`}
        maxLength={2000}
        onChange={({ target }) => {
          setTyped(target.value);
          setError(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <p id={`${id}-count`} className={styles.count}>
        {countText(words.length)}
      </p>
      <div id={`${id}-problems`} role="alert" className={styles.alert}>
        {error !== null && <p>{error}</p>}
        {error === null && strange.map((word) => <p key={word.position}>{strangeText(word)}</p>)}
      </div>
      <p className={styles.note}>
        After this you choose a new passphrase. The old one then opens nothing here.
      </p>
      <div className={styles.actions}>
        <Button look="primary" type="submit" aria-disabled={busy}>
          {slow ? 'Unlocking…' : 'Unlock with these words'}
        </Button>
        <Button look="quiet" onClick={onBack}>
          Use the passphrase
        </Button>
      </div>
    </form>
  );
}
