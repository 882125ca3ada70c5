import type { Answer } from '../contract/contract.ts';
import type { ErrorData } from '../contract/errors.ts';
import type { NoteId, NoteListEntry } from '../contract/words.ts';
import type { Progress } from '../vault/index.ts';

/** What the main thread sends: one call, under a number that its answer repeats; or that the long call of that number should end. */
export type MainMessage =
  | {
      readonly type: 'call';
      readonly number: number;
      readonly method: string;
      readonly arguments: readonly unknown[];
    }
  | { readonly type: 'cancel'; readonly number: number };

/** What a worker sends about a call: its answer, or how far it has come. */
export type CallAnswer =
  | { readonly type: 'progress'; readonly number: number; readonly progress: Progress }
  | { readonly type: 'answer'; readonly number: number; readonly answer: Answer<unknown> };

/** What the engine's worker says without being asked: what the check of the whole vault found. */
export interface ProblemsMessage {
  readonly type: 'problems';
  readonly problems: readonly ErrorData[];
}

/** Notes as they are now, and those that are gone for good. */
export interface ChangedNotes {
  readonly changed: readonly NoteListEntry[];
  readonly gone: readonly NoteId[];
}

/** What the engine's worker says without being asked: notes were changed besides those that a call has answered. */
export interface ChangedMessage extends ChangedNotes {
  readonly type: 'changed';
}

export type UnaskedMessage = ProblemsMessage | ChangedMessage;

/** What the engine's worker is started with. */
export interface EngineOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** The folder for drafts that cannot be saved: see `KeeperOptions`. */
  readonly drafts?: string;
  /** The folder for captures of locked vaults. */
  readonly inbox?: string;
}
