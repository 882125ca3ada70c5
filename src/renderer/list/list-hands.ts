import { useMemo, type DragEvent, type KeyboardEvent, type MouseEvent } from 'react';
import type { NoteId } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import type { LatchkeyApp } from '../app/latchkey-app.ts';
import { isMac } from '../app/platform.ts';
import { notesInWords } from '../library/change-words.ts';
import { asksForMenu, type Point } from '../ui/Menu.tsx';
import { rowForKey } from './list-keys.ts';
import { optionId, type RowHands } from './NoteRow.tsx';

/** Notes that a menu is for, and where it is. */
export interface NoteMenuAt {
  readonly ids: readonly NoteId[];
  readonly at: Point;
}

/** The notes that are meant by one of them: all that are picked, if it is among those. */
function meantBy(app: LatchkeyApp, id: NoteId): readonly NoteId[] {
  const { ids } = app.notes.store.getState().picks;
  return ids.has(id) ? [...ids] : [id];
}

function adds({ ctrlKey, metaKey }: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isMac ? metaKey : ctrlKey;
}

/** What is seen under the pointer while several notes are dragged. */
function showCount(event: DragEvent, count: number): void {
  const badge = document.createElement('div');
  badge.className = 'dragged';
  badge.textContent = notesInWords(count);
  document.body.append(badge);
  event.dataTransfer.setDragImage(badge, -8, -8);
  // The browser has taken its picture by then.
  setTimeout(() => badge.remove());
}

/** What the pointer does in the list. */
export function useRowHands(onMenu: (menu: NoteMenuAt) => void): RowHands {
  const app = useApp();
  return useMemo(
    () => ({
      onSelect: (id: NoteId, event: MouseEvent): void => {
        if (event.shiftKey) app.notes.pick(id, 'range');
        else if (adds(event)) app.notes.pick(id, 'toggle');
        else void app.notes.select(id);
      },
      onMenu: (id: NoteId, event: MouseEvent): void => {
        event.preventDefault();
        onMenu({ ids: meantBy(app, id), at: { x: event.clientX, y: event.clientY } });
      },
      onDrag: (id: NoteId, event: DragEvent): void => {
        const ids = meantBy(app, id);
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('application/x-latchkey', '');
        if (ids.length > 1) showCount(event, ids.length);
        app.organiser.drag({ kind: 'notes', ids });
      },
      onDragEnd: () => app.organiser.drag(null),
    }),
    [app, onMenu],
  );
}

/** Keys that do something with what is chosen. Answers whether the key was one. */
function doesKey(app: LatchkeyApp, event: KeyboardEvent, active: NoteId | null): boolean {
  const { notes, stage, actions, organiser } = app;
  const { picks, place } = notes.store.getState();
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (adds(event) && event.key.toLowerCase() === 'a' && !event.shiftKey) notes.pickAll();
  else if (adds(event) && event.key === ' ' && active !== null) notes.pick(active, 'toggle');
  else if (modified) return false;
  else if (event.key === 'Escape' && picks.ids.size > 0) notes.dropPicks();
  else if (event.key === 'Enter' && picks.ids.size === 0) stage.focus('text');
  else if (event.key === 'Delete' && place.kind === 'trash') {
    const ids = organiser.chosen().map(({ id }) => id);
    if (ids.length > 0) organiser.ask({ kind: 'remove-notes', ids });
  } else if (event.key === 'Delete') actions.run('trash-note');
  else return false;
  return true;
}

/** What the keys do in the list. `page`: how many rows a page has. */
export function useListKeys(
  onMenu: (menu: NoteMenuAt) => void,
): (event: KeyboardEvent, page: number) => void {
  const app = useApp();
  return (event, page) => {
    const { rows, picks, selected } = app.notes.store.getState();
    const active = picks.cursor ?? selected;
    const index = active === null ? -1 : rows.findIndex(({ id }) => id === active);
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const row = modified ? null : rowForKey(event.key, index, rows.length, page);
    const entry = row === null ? undefined : rows[row];
    if (entry !== undefined && event.shiftKey) app.notes.pick(entry.id, 'range');
    else if (entry !== undefined) void app.notes.select(entry.id);
    else if (asksForMenu(event) && active !== null) {
      const place = document.getElementById(optionId(active))?.getBoundingClientRect();
      if (place !== undefined)
        onMenu({ ids: meantBy(app, active), at: { x: place.left + 24, y: place.bottom - 24 } });
    } else if (!doesKey(app, event, active)) return;
    event.preventDefault();
  };
}
