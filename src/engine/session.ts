import { generatePassphrase } from '../vault/index.ts';
import { careCalls } from './care-calls.ts';
import { draftCalls } from './draft-calls.ts';
import { escrowCalls } from './escrow-calls.ts';
import { findingCalls } from './finding-calls.ts';
import { holderCalls } from './holder-calls.ts';
import { inboxCalls } from './inbox-calls.ts';
import { Keeper, type KeeperOptions } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { movingCalls } from './moving-calls.ts';
import { noteCalls } from './note-calls.ts';
import { organisingCalls } from './organising-calls.ts';
import { openingCalls } from './opening-calls.ts';
import { readWordList } from './word-list.ts';

export interface SessionOptions extends KeeperOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
}

/** The engine in the thread that calls it. */
export type Session = EngineMethods;

/** Every call of the engine, over one keeper. */
export function createSession(options: SessionOptions): Session {
  const keeper = new Keeper(options);
  return {
    ...openingCalls(keeper),
    ...holderCalls(keeper),
    ...escrowCalls(keeper),
    ...noteCalls(keeper),
    ...organisingCalls(keeper),
    ...draftCalls(keeper),
    ...inboxCalls(keeper),
    ...findingCalls(keeper),
    ...careCalls(keeper),
    ...movingCalls(keeper),
    async generatePassphrase({ words }) {
      return generatePassphrase(words, await readWordList(options.resources));
    },
  };
}
