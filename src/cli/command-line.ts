import type { Command } from 'commander';
import type { Context, Outcome } from './context.ts';

/** What a command does with its arguments and options. */
export type Work<Arguments extends readonly unknown[]> = (
  context: Context,
  ...args: Arguments
) => Promise<Outcome>;

/** Makes a command's work the action that Commander calls. */
export type Does = <Arguments extends readonly unknown[]>(
  work: Work<Arguments>,
) => (...args: readonly [...Arguments, Command]) => Promise<void>;

/** Work whose code is loaded when it is done: the lab is large, and most commands do without it. */
export function later<Arguments extends readonly unknown[]>(
  load: () => Promise<Work<Arguments>>,
): Work<Arguments> {
  return async (context, ...args) => (await load())(context, ...args);
}

/** The end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}
