import { useEffect } from 'react';
import type { NoteListEntry } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';

/** Sees to it that the entries on the screen have their snippets. */
export function useWholeRows(shown: readonly NoteListEntry[]): void {
  const { notes } = useApp();
  useEffect(() => {
    notes.complete(shown.map(({ id }) => id));
  });
}
