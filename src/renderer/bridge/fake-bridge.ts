import * as v from 'valibot';
import {
  errorToData,
  eventNames,
  methodNames,
  NoteId,
  type Answer,
  type AppState,
  type Bridge,
  type MethodName,
  type NoteSummary,
} from '../../contract/index.ts';

type Handler = (request: never) => unknown;

/** A bridge for tests: each method answers by a handler, which may take its time or throw. */
export function fakeBridge(handlers: Partial<Record<MethodName, Handler>>): {
  bridge: Bridge;
  calls: { method: MethodName; request: unknown }[];
  emit: (event: (typeof eventNames)[number], payload: unknown) => void;
} {
  const calls: { method: MethodName; request: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const answer = async (method: MethodName, request: unknown): Promise<Answer<unknown>> => {
    calls.push({ method, request });
    try {
      const handler = handlers[method];
      if (handler === undefined) throw new Error(`no handler for ${method}`);
      return { ok: true, value: await handler(request as never) };
    } catch (error) {
      return { ok: false, error: errorToData(error) };
    }
  };
  const bridge = {
    call: Object.fromEntries(methodNames.map((name) => [name, (request: unknown) => answer(name, request)])),
    on: Object.fromEntries(
      eventNames.map((name) => [
        name,
        (listener: (payload: unknown) => void) => {
          const set = listeners.get(name) ?? new Set();
          listeners.set(name, set.add(listener));
          return () => set.delete(listener);
        },
      ]),
    ),
  } as unknown as Bridge;
  return {
    bridge,
    calls,
    emit: (event, payload) => listeners.get(event)?.forEach((listener) => listener(payload)),
  };
}

/** A well-formed note id that ends in `number`. */
export function noteId(number: number): NoteId {
  return v.parse(NoteId, number.toString(16).padStart(32, '0'));
}

export function summaryOf(number: number, change: Partial<NoteSummary> = {}): NoteSummary {
  return {
    state: 'readable',
    id: noteId(number),
    revision: 1,
    title: `Note ${number}`,
    snippet: '',
    tags: [],
    notebook: null,
    pinned: false,
    favourite: false,
    template: false,
    createdAt: number,
    updatedAt: number,
    archivedAt: null,
    trashedAt: null,
    wordCount: 0,
    attachmentCount: 0,
    ...change,
  };
}

/** The state of a window whose vault is open and well. */
export function unlockedState(
  change: Partial<Extract<AppState, { phase: 'unlocked' }>> = {},
): Extract<AppState, { phase: 'unlocked' }> {
  return {
    phase: 'unlocked',
    vault: { name: 'Private', place: '/home/ada', holders: [], problem: null },
    problems: [],
    next: null,
    pin: { isPossible: false, holder: null },
    keyFile: null,
    rotationLeft: false,
    filesToken: 'f'.repeat(32),
    ...change,
  };
}

/** The state of a window whose vault was locked because nobody was there. */
export function lockedState(
  change: Partial<Extract<AppState, { phase: 'locked' }>> = {},
): Extract<AppState, { phase: 'locked' }> {
  return {
    phase: 'locked',
    vault: { name: 'Private', place: '/home/ada', holders: [], problem: null },
    reason: 'idle',
    place: '/home/ada',
    pinTriesLeft: null,
    keyFile: null,
    unsaved: null,
    ...change,
  };
}
