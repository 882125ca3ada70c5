import { useMemo } from 'react';
import { useLibrary, useNotes } from '../app/app-context.ts';
import type { RowLook } from './NoteRow.tsx';

/** What the rows of the list that is shown are to tell. */
export function useRowLook(): RowLook {
  const place = useNotes((state) => state.place);
  const by = useNotes((state) => state.order.by);
  const colours = useLibrary((state) => state.library.colours);
  return useMemo(
    () => ({
      notebook: place.kind === 'notebook' ? place.path : null,
      by,
      showsTemplate: place.kind !== 'templates',
      showsArchived: place.kind !== 'archive',
      colours: new Map(colours.map(({ tag, colour }) => [tag, colour])),
    }),
    [place, by, colours],
  );
}
