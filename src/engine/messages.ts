import type { Answer } from '../contract/contract.ts';
import type { ErrorData } from '../contract/errors.ts';
import type { Progress } from '../vault/index.ts';
import type { EngineCalls, EngineMethodName } from './methods.ts';

/** What the main thread sends: one call, under a number that its answer repeats. */
export type CallMessage = {
  readonly [M in EngineMethodName]: {
    readonly type: 'call';
    readonly number: number;
    readonly method: M;
    readonly arguments: EngineCalls[M]['arguments'];
  };
}[EngineMethodName];

/** What the main thread sends: a call, or that the long call of that number should end. */
export type MainMessage = CallMessage | { readonly type: 'cancel'; readonly number: number };

/** What the worker sends: the answer to a call, how far one has come, or what the check of the whole vault found. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly number: number; readonly progress: Progress }
  | { readonly type: 'answer'; readonly number: number; readonly answer: Answer<unknown> }
  | { readonly type: 'problems'; readonly problems: readonly ErrorData[] };

/** What the worker is started with. */
export interface EngineOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
}
