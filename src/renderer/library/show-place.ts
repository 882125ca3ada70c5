import { useCallback } from 'react';
import { useApp } from '../app/app-context.ts';
import type { Place } from '../notes/place.ts';

/** Shows the notes of a place, wherever in the vault the person is. */
export function useShowPlace(): (place: Place) => void {
  const { notes, screen, layout } = useApp();
  return useCallback(
    (place) => {
      screen.setState({ vaultPage: null });
      notes.show(place);
      layout.closeDrawer();
    },
    [notes, screen, layout],
  );
}
