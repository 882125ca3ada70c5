import * as v from 'valibot';
import { ErrorData } from './errors.ts';
import type { EventName, MethodName } from './names.ts';
import {
  AppState,
  Body,
  Command,
  NewPassphrase,
  Note,
  NoteId,
  NoteListEntry,
  NoteSummary,
  Passphrase,
  Title,
} from './words.ts';

const Nothing = v.void();
const Revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const NoteAtRevision = v.strictObject({ id: NoteId, revision: Revision });

/** Name of a new vault: becomes the file's name, so what no file system takes is refused. */
export const VaultName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(100),
  // eslint-disable-next-line no-control-regex -- control characters are what must be kept out
  v.regex(/^[^\u0000-\u001f<>:"/\\|?*]*[^\u0000-\u001f<>:"/\\|?*. ]$/),
  v.regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^.]/i),
);

/** What each call takes and gives. Both sides parse by these schemas. */
export const methods = {
  'app.state': { request: Nothing, response: AppState },
  /** Asks the person for a folder. Answers null when they cancel. */
  'place.choose': { request: Nothing, response: v.nullable(v.strictObject({ place: v.string() })) },
  /** Makes a vault in the chosen folder and leaves it unlocked. Refuses to replace a file: `already-exists`. */
  'vault.create': {
    request: v.strictObject({ name: VaultName, passphrase: NewPassphrase }),
    response: Nothing,
  },
  /** Asks the person for a vault file; the new state arrives as an event. Answers false when they cancel. */
  'vault.choose': { request: Nothing, response: v.boolean() },
  /** Looks at the chosen vault's file again, after a problem with it may have gone away. */
  'vault.inspect': { request: Nothing, response: Nothing },
  /** From the locked screen back to the first one. The vault file stays where it is. */
  'vault.leave': { request: Nothing, response: Nothing },
  'vault.unlock': { request: v.strictObject({ passphrase: Passphrase }), response: Nothing },
  'vault.lock': { request: Nothing, response: Nothing },
  /** A passphrase of words drawn evenly from the EFF long list, and its true entropy in bits. */
  'passphrase.generate': {
    request: v.strictObject({ words: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(12)) }),
    response: v.strictObject({ passphrase: v.string(), bits: v.number() }),
  },
  'notes.list': { request: Nothing, response: v.array(NoteListEntry) },
  'notes.open': { request: v.strictObject({ id: NoteId }), response: Note },
  'notes.create': { request: v.strictObject({ title: Title, body: Body }), response: NoteSummary },
  /** Answers once the note is on the disk. `conflict` if it changed since `revision`. */
  'notes.save': {
    request: v.strictObject({ id: NoteId, revision: Revision, title: Title, body: Body }),
    response: NoteSummary,
  },
  'notes.trash': { request: NoteAtRevision, response: NoteSummary },
  'notes.restore': { request: NoteAtRevision, response: NoteSummary },
  /** Deletes a note in the trash for good. */
  'notes.remove': { request: NoteAtRevision, response: Nothing },
  /** Answers a `session.settle` event: what was unsaved has been saved. */
  'session.settled': { request: Nothing, response: Nothing },
} satisfies Record<MethodName, { request: v.GenericSchema; response: v.GenericSchema }>;

/** What each message to a window carries. */
export const events = {
  'app.state': AppState,
  /** The vault is about to lock or the app to quit: save what is unsaved and answer `session.settled`. */
  'session.settle': Nothing,
  /** A menu entry or a global shortcut was used. */
  command: Command,
} satisfies Record<EventName, v.GenericSchema>;

export type Methods = typeof methods;
export type Request<M extends MethodName> = v.InferOutput<Methods[M]['request']>;
export type Response<M extends MethodName> = v.InferOutput<Methods[M]['response']>;
export type EventPayload<E extends EventName> = v.InferOutput<(typeof events)[E]>;

/** What every call answers: the value, or the error as data. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };
export const AnswerEnvelope = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), error: ErrorData }),
]);

/** What the preload puts on `window.latchkey`. */
export interface Bridge {
  readonly call: Readonly<Record<MethodName, (request: unknown) => Promise<unknown>>>;
  /** Subscribes; the function returned unsubscribes. */
  readonly on: Readonly<Record<EventName, (listener: (payload: unknown) => void) => () => void>>;
}
