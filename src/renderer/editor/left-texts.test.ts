import { history, undo } from '@codemirror/commands';
import { EditorState, Text, type Extension } from '@codemirror/state';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { noteId } from '../bridge/fake-bridge.ts';
import type { SessionState } from '../session/session-store.ts';
import { keepLeftTexts, type LeftTexts } from './left-texts.ts';

let store: StoreApi<SessionState>;
let left: LeftTexts;

beforeEach(() => {
  store = createStore(() => inPhase('unlocked'));
  left = keepLeftTexts({ store });
});

function inPhase(phase: 'locked' | 'unlocked'): SessionState {
  return { app: { phase } } as unknown as SessionState;
}

function editing(doc: string, kept: Extension = []): EditorState {
  return EditorState.create({ doc, extensions: [kept, history()] });
}

function typed(state: EditorState, insert: string): EditorState {
  return state.update({ changes: { from: state.doc.length, insert }, userEvent: 'input.type' }).state;
}

function undone(state: EditorState): string {
  let result = state;
  undo({
    state,
    dispatch: (transaction) => {
      result = transaction.state;
    },
  });
  return result.doc.toString();
}

function back(number: number, doc: string): EditorState {
  return editing(doc, left.comeBack(noteId(number), Text.of([doc])));
}

describe('what can be undone', () => {
  it('is there again when somebody comes back to a note', () => {
    left.leave(noteId(1), typed(editing('One'), ' and two'));
    left.leave(noteId(2), typed(editing('Tea'), ' time'));
    expect(undone(back(1, 'One and two'))).toBe('One');
  });

  it('is not undone in a text that has become another meanwhile', () => {
    left.leave(noteId(1), typed(editing('One'), ' and two'));
    expect(undone(back(1, 'One and more'))).toBe('One and more');
  });

  it('is kept of the last twenty notes', () => {
    for (let number = 0; number < 21; number++) left.leave(noteId(number), typed(editing('One'), ' and two'));
    expect([0, 1, 20].map((number) => undone(back(number, 'One and two')))).toEqual([
      'One and two',
      'One',
      'One',
    ]);
  });

  it('is gone with the lock, also of the note that was open', () => {
    const open = typed(editing('One'), ' and two');
    left.leave(noteId(1), open);
    store.setState(inPhase('locked'));
    left.leave(noteId(2), open);
    store.setState(inPhase('unlocked'));
    expect([1, 2].map((number) => undone(back(number, 'One and two')))).toEqual([
      'One and two',
      'One and two',
    ]);
  });
});
