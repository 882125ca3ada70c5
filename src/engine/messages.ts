import type { Answer } from '../contract/contract.ts';
import type { ErrorData } from '../contract/errors.ts';
import type { EngineCalls, EngineMethodName } from './methods.ts';

/** What the main thread sends: one call, under a number that its answer repeats. */
export type CallMessage = {
  readonly [M in EngineMethodName]: {
    readonly number: number;
    readonly method: M;
    readonly arguments: EngineCalls[M]['arguments'];
  };
}[EngineMethodName];

/** What the worker sends: the answer to a call, or what the check of the whole vault found. */
export type WorkerMessage =
  | { readonly type: 'answer'; readonly number: number; readonly answer: Answer<unknown> }
  | { readonly type: 'problems'; readonly problems: readonly ErrorData[] };

/** What the worker is started with. */
export interface EngineOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
}
