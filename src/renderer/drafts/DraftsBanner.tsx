import { FileClock, X } from 'lucide-react';
import { useApp, useDrafts } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import warning from '../workspace/ProblemsBanner.module.css';
import { backWords, waitingWords } from './draft-words.ts';
import styles from './DraftsBanner.module.css';

/** The most notes that are named. */
const mostNamed = 5;

/** Says which drafts are back that could not be saved at an earlier lock, and which wait on. */
export function DraftsBanner() {
  return (
    <>
      <Back />
      <Waiting />
    </>
  );
}

function Back() {
  const { drafts, notes, screen } = useApp();
  const back = useDrafts((state) => state.notes);
  if (back.length === 0) return null;
  const show = (id: (typeof back)[number]['id']): void => {
    screen.setState({ vaultPage: null });
    void notes.select(id);
  };
  return (
    <div className={styles.banner} role="status">
      <FileClock size={18} aria-hidden="true" />
      <p>{backWords(back.length)}</p>
      <ul>
        {back.slice(0, mostNamed).map(({ id, title }) => (
          <li key={id}>
            <Button small onClick={() => show(id)}>
              {title === '' ? 'Untitled' : title}
            </Button>
          </li>
        ))}
      </ul>
      <IconButton label="Hide this message" icon={<X size={16} />} onClick={() => drafts.dismiss()} />
    </div>
  );
}

function Waiting() {
  const { drafts } = useApp();
  const waiting = useDrafts((state) => state.waiting);
  const why = useDrafts((state) => state.why);
  const trying = useDrafts((state) => state.trying);
  if (waiting === 0 && why === null) return null;
  return (
    <div className={warning.banner} role="alert">
      <FileClock size={18} aria-hidden="true" />
      <ul>
        <li>{waiting === 0 ? why?.message : waitingWords(waiting, why?.message ?? '')}</li>
      </ul>
      <Button small disabled={trying} onClick={() => void drafts.again()}>
        Try again
      </Button>
    </div>
  );
}
