import type { NoteId } from '../../contract/index.ts';
import { markTerms } from '../editor/found-terms.ts';
import type { OpenEditor } from '../editor/open-editor.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Search } from './search-store.ts';
import { termsOfRow } from './term-matches.ts';

interface Parts {
  readonly search: Search;
  readonly notes: Notes;
  readonly editor: OpenEditor;
}

/** Marks in the open note what the search that is shown looks for. */
export function followHits({ search, notes, editor }: Parts): void {
  /** The id of the open note, if it is one of the hits. */
  const openHit = (): NoteId | null => {
    const { open, place } = notes.store.getState();
    const id = open.kind === 'note' ? (open.summary?.id ?? null) : null;
    const { answer } = search.store.getState();
    return place.kind === 'search' && id !== null && answer?.ids.includes(id) === true ? id : null;
  };
  const termsOf = (id: NoteId): readonly string[] => {
    const { answer, rows } = search.store.getState();
    const row = rows.get(id);
    return [...(answer?.terms ?? []), ...(row === undefined ? [] : termsOfRow(row))];
  };
  const mark = (goes: boolean): void => {
    const { view } = editor.getState();
    const id = openHit();
    if (view !== null) markTerms(view, id === null ? [] : termsOf(id), goes && id !== null);
  };

  editor.subscribe(({ view }, before) => {
    // The editor is still being made when it says that it is there.
    if (view !== null && view !== before.view && openHit() !== null) setTimeout(() => mark(true));
  });
  search.store.subscribe(({ query, answer, isChosen }, before) => {
    if (query === '' && before.query !== '') mark(false);
    else if (isChosen && !before.isChosen) mark(true);
    else if (answer !== before.answer && before.answer?.terms.join('\n') !== answer?.terms.join('\n')) {
      // The list takes the hits over just after.
      queueMicrotask(() => mark(false));
    }
  });
}
