import { useEffect } from 'react';
import type { NoteId, SearchRow } from '../../contract/index.ts';
import { useApp, useNotes, useSearch } from '../app/app-context.ts';

/** What a search shows of its hits; null where the list shows no search. `shown`: the keys of the lines on the screen. */
export function useHits(shown: readonly unknown[]): ReadonlyMap<NoteId, SearchRow> | null {
  const { search, notes } = useApp();
  const isSearch = useNotes(({ place }) => place.kind === 'search');
  const rows = useSearch((state) => state.rows);
  const answer = useSearch((state) => state.answer);
  const keys = isSearch ? shown.join(' ') : '';
  useEffect(() => {
    if (keys === '' || answer === null) return;
    const wanted = new Set(keys.split(' '));
    search.want(notes.store.getState().rows.flatMap(({ id }) => (wanted.has(id) ? [id] : [])));
  }, [keys, answer, search, notes]);
  return isSearch ? rows : null;
}
