import type { Watch } from './watch.ts';

/** What a method takes and gives. */
export interface Call<Arguments extends readonly unknown[], Answer> {
  readonly arguments: Arguments;
  readonly answer: Answer;
}

/** A call that takes long: it tells how far it has come, and can be stopped (`cancelled`). */
export interface LongCall<Arguments extends readonly unknown[], Answer> extends Call<Arguments, Answer> {
  readonly isLong: true;
}

/** Calls by the names of their methods. */
export type CallTable<C> = { readonly [M in keyof C]: Call<readonly unknown[], unknown> };

/** The methods that take long. */
export type LongMethod<C> = {
  readonly [M in keyof C]: C[M] extends { readonly isLong: true } ? M : never;
}[keyof C];

/** A table of calls as methods. */
export type Methods<C extends CallTable<C>> = {
  readonly [M in keyof C]: (
    ...args: M extends LongMethod<C> ? [...C[M]['arguments'], watch?: Watch] : C[M]['arguments']
  ) => Promise<C[M]['answer']>;
};
