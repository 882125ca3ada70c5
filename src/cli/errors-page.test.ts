import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../contract/errors.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { makeProgram } from './program.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

/** The cells of every table row whose first cell matches. */
function rows(text: string, first: RegExp): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([cell = '']) => first.test(cell));
}

describe('docs/errors.md', () => {
  it('lists every error code with its exit code, what it means and what to do', () => {
    const listed = rows(page('errors.md'), /^`/);
    expect(listed.map(([code, exit]) => [code, exit])).toEqual(
      errorCodes.map((code) => [`\`${code}\``, String(exitCodeOf(code))]),
    );
    for (const [, , meaning = '', remedy = ''] of listed) {
      expect(meaning).toMatch(/\.$/);
      expect(remedy).toMatch(/\.$/);
    }
  });

  it('lists every exit code', () => {
    const listed = rows(page('errors.md'), /^\d+$/).map(([code, name]) => [name, Number(code)]);
    expect(Object.fromEntries(listed)).toEqual(exitCodes);
  });
});

/** Every command that does something, by its whole name. */
function leaves(command: Command, name: string): readonly (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[name, command]];
  return command.commands.flatMap((below) => leaves(below, `${name} ${below.name()}`.trim()));
}

describe('docs/cli.md', () => {
  it('lists every command with every option of its own', () => {
    const listed = rows(page('cli.md'), /^`[a-z]+ /).map(([command = '']) => command.replaceAll('`', ''));
    for (const [name, command] of leaves(
      makeProgram(() => Promise.resolve()),
      '',
    )) {
      const own = listed.filter((line) => `${line} `.startsWith(`${name} `)).join('\n');
      expect(own, name).not.toBe('');
      for (const { long } of command.options) expect(own).toContain(long);
    }
  });
});
