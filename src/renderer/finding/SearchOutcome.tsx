import { BookmarkPlus } from 'lucide-react';
import type { SearchAnswer } from '../../contract/index.ts';
import { useApp, useNotes, useSearch } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Search.module.css';

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** How many notes were found, in words. */
export function countWords({ ids, total }: Pick<SearchAnswer, 'ids' | 'total'>): string {
  if (total === 0) return 'No notes';
  if (total === 1) return '1 note';
  return total > ids.length
    ? `The best ${number(ids.length)} of ${number(total)} notes`
    : `${number(total)} notes`;
}

/** What became of the search, between its field and its hits. */
export function SearchOutcome() {
  const { organiser, search } = useApp();
  const answer = useSearch((state) => state.answer);
  const error = useSearch((state) => state.error);
  const isKept = useNotes(({ place }) => place.kind === 'search' && place.name !== null);
  const query = useNotes(({ place }) => (place.kind === 'search' ? place.query.trim() : ''));
  if (query === '' && error === null) return null;
  // What the field says, which may have no answer yet.
  const keep = (): void =>
    organiser.ask({ kind: 'keep-search', query: search.store.getState().query.trim() || query });
  return (
    <div className={styles.outcome}>
      {error !== null && <p role="alert">{error.message}</p>}
      {answer !== null && error === null && (
        <div className={styles.count}>
          <p role="status">
            {countWords(answer)}
            {!answer.isComplete && ': still reading the notes, there may be more'}
          </p>
          {!isKept && (
            <Button look="quiet" small onClick={keep}>
              <BookmarkPlus size={14} aria-hidden="true" />
              Save this search…
            </Button>
          )}
        </div>
      )}
      {answer?.problem && <p className={styles.problem}>{answer.problem}</p>}
    </div>
  );
}

/** What stands in the place of hits where there are none. */
export function NothingFound() {
  const answer = useSearch((state) => state.answer);
  if (answer === null) return null;
  return (
    <>
      <h3>{answer.isComplete ? 'Nothing found' : 'Nothing found yet'}</h3>
      <p>Try fewer words, or only the beginning of one.</p>
      <p>
        Notes in the trash and the archive are found with <code>in:trash</code> and <code>in:archive</code>.
      </p>
    </>
  );
}
