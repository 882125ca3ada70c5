import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NoteId } from '../../contract/index.ts';
import { entryOf } from '../notes/catalogue.ts';
import type { Notes, OpenNote } from '../notes/notes-store.ts';
import type { Session } from '../session/session-store.ts';

export interface TrailState {
  /** The notes that were open since the vault was unlocked, in the order of going there. */
  readonly steps: readonly NoteId[];
  /** The step that is on the screen; -1 before the first. */
  readonly at: number;
}

/** The way through the notes since the vault was unlocked. It is kept in memory alone, and gone with the lock. */
export interface Trail {
  readonly store: StoreApi<TrailState>;
  /** Notes that were open, the latest first, each once. */
  latest(): readonly NoteId[];
  /** The step that going back or forward leads to; null if none does. Notes deleted since are passed over. */
  towards(step: 1 | -1): NoteId | null;
  go(step: 1 | -1): Promise<void>;
}

const nothing: TrailState = { steps: [], at: -1 };
const longest = 100;

function idOf(open: OpenNote): NoteId | null {
  return open.kind === 'note' ? (open.summary?.id ?? null) : null;
}

export function startTrail(notes: Notes, session: Session): Trail {
  const store = createStore<TrailState>(() => nothing);

  const step = (id: NoteId): void => {
    const { steps, at } = store.getState();
    if (steps[at] === id) return;
    const next = [...steps.slice(0, at + 1), id].slice(-longest);
    store.setState({ steps: next, at: next.length - 1 });
  };
  const isThere = (id: NoteId): boolean => {
    const entry = entryOf(notes.store.getState().catalogue, id);
    return entry !== undefined && (entry.state === 'damaged' || entry.trashedAt === null);
  };
  /** Whether a new note is on the screen that is no step yet. */
  const isBeyond = (): boolean => {
    const { open } = notes.store.getState();
    return open.kind === 'note' && open.summary === null;
  };
  const next = (by: 1 | -1): number => {
    const { steps, at } = store.getState();
    const beyond = isBeyond();
    if (beyond && by === 1) return -1;
    const open = beyond ? undefined : steps[at];
    for (let index = beyond ? at : at + by; index >= 0 && index < steps.length; index += by) {
      const id = steps[index];
      if (id !== undefined && id !== open && isThere(id)) return index;
    }
    return -1;
  };

  // A note that is left is told of once more when it is saved: that is no step.
  notes.store.subscribe(({ open }, before) => {
    const id = idOf(open);
    if (id !== null && id !== idOf(before.open)) step(id);
  });
  session.store.subscribe(({ app }, before) => {
    if (app?.phase !== before.app?.phase) store.setState(nothing, true);
  });

  return {
    store,
    latest: () => [...new Set(store.getState().steps.toReversed())].filter(isThere),
    towards: (by) => store.getState().steps[next(by)] ?? null,
    async go(by) {
      // Then it has its place on the way.
      if (isBeyond()) await notes.flush();
      const at = next(by);
      const id = store.getState().steps[at];
      if (id === undefined) return;
      store.setState({ at });
      await notes.select(id);
    },
  };
}
