import { historyField } from '@codemirror/commands';
import type { EditorState, Extension, Text } from '@codemirror/state';
import type { NoteId } from '../../contract/index.ts';
import type { Session } from '../session/session-store.ts';

/** Of how many notes it is kept what can be undone. */
const mostNotes = 20;

interface LeftText {
  readonly doc: Text;
  /** What CodeMirror's history makes of it. */
  readonly history: unknown;
}

/** What can be undone in notes that somebody has left for others. It is kept in memory alone, and gone with the lock. */
export interface LeftTexts {
  /** Keeps what can be undone in a note, as its editor leaves the screen. */
  leave(id: NoteId, state: EditorState): void;
  /** Gives it back to an editor of that note, if its text is still as it was left. */
  comeBack(id: NoteId, doc: Text): Extension;
}

export function keepLeftTexts(session: Pick<Session, 'store'>): LeftTexts {
  const left = new Map<NoteId, LeftText>();
  const isUnlocked = (): boolean => session.store.getState().app?.phase === 'unlocked';
  session.store.subscribe(() => {
    if (!isUnlocked()) left.clear();
  });
  return {
    leave(id, state) {
      // The lock takes the editor off the screen, too.
      if (!isUnlocked()) return;
      left.delete(id);
      left.set(id, { doc: state.doc, history: state.field(historyField) });
      const [oldest] = left.keys();
      if (left.size > mostNotes && oldest !== undefined) left.delete(oldest);
    },
    comeBack(id, doc) {
      const text = left.get(id);
      left.delete(id);
      return text?.doc.eq(doc) ? historyField.init(() => text.history) : [];
    },
  };
}
