import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { freshPath, makeVault, passphrase, removeFolders } from '../engine/fixtures/vaults.ts';
import { testStreams, type TestStreams } from './fixtures/streams.ts';
import { run } from './run.ts';
import { StandardInput } from './standard-input.ts';
import { onOneLine, printable, Terminal } from './terminal.ts';

const never = new AbortController().signal;

afterEach(removeFolders);

/** Types each line once the question for it has been asked. */
async function type({ input, errors }: TestStreams, lines: Readonly<Record<string, string>>): Promise<void> {
  for (const [question, line] of Object.entries(lines)) {
    while (!errors().endsWith(question)) await setTimeout(1);
    input.write(line);
  }
}

describe('on a terminal', () => {
  it('the passphrase is asked for and nothing of it is shown', async () => {
    const path = freshPath();
    await makeVault(path, [{ title: 'Tea', body: '' }]);
    const person = testStreams({ isTTY: true });
    const ended = run(['list', path], person.streams, never);
    await type(person, { 'Passphrase: ': `x\u007f${passphrase}\r` });
    expect(await ended).toBe(0);
    expect(person.out()).toMatch(/Tea\n$/);
    expect(person.errors()).toBe('Passphrase: \n');
  });

  it('a new passphrase is asked for twice, and the two must be the same', async () => {
    const person = testStreams({ isTTY: true });
    const ended = run(['create', freshPath(), '--kdf-memory', '8'], person.streams, never);
    await type(person, { 'New passphrase: ': `${passphrase}\r`, 'The same again: ': `${passphrase}?\r` });
    expect(await ended).toBe(2);
    expect(person.errors()).toContain('differ');
    expect(person.errors()).not.toContain(passphrase);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at the question ends the command', async (_name, key) => {
    const path = freshPath();
    await makeVault(path);
    const person = testStreams({ isTTY: true });
    const ended = run(['list', path], person.streams, never);
    await type(person, { 'Passphrase: ': key });
    expect(await ended).toBe(130);
  });

  it('a signal at the question ends the command', async () => {
    const person = testStreams({ isTTY: true });
    const stop = new AbortController();
    const ended = run(['list', freshPath()], person.streams, stop.signal);
    while (!person.errors().endsWith('Passphrase: ')) await setTimeout(1);
    stop.abort();
    expect(await ended).toBe(130);
  });

  it('progress is one line that goes away before anything else is said', async () => {
    const person = testStreams({ isTTY: true });
    const terminal = new Terminal(person.streams, never);
    terminal.showProgress('Checked 10 of 20');
    terminal.showProgress('Checked 9 of 20');
    await terminal.complain('done\n');
    expect(person.errors()).toBe(`\rChecked 10 of 20\rChecked 9 of 20 \r${' '.repeat(15)}\rdone\n`);
  });
});

describe('in a pipe', () => {
  it('progress and remarks are not shown, and nobody is asked', async () => {
    const pipe = testStreams({ isTTY: false });
    const terminal = new Terminal(pipe.streams, never);
    terminal.showProgress('Checked 10 of 20');
    await terminal.remark('Saved.');
    expect(pipe.errors()).toBe('');
    expect(await run(['list', freshPath()], pipe.streams, never)).toBe(2);
    expect(pipe.errors()).toContain('--passphrase-file');
  });
});

describe('standard input', () => {
  const of = (...chunks: readonly (string | Uint8Array)[]) => {
    const { input, streams } = testStreams({ isTTY: false });
    for (const chunk of chunks) input.write(chunk);
    input.end();
    return new StandardInput(streams.input, never);
  };

  it('gives lines, then the rest, wherever its pieces are cut', async () => {
    const input = of('on', 'e\r\ntwo\nthr', 'ee\nfour');
    expect(await input.line()).toBe('one');
    expect(await input.line()).toBe('two');
    expect(await input.rest()).toBe('three\nfour');
    await expect(input.rest()).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('refuses a line that is not there', async () => {
    await expect(of().line()).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('text of a note', () => {
  it('cannot send commands to a terminal', () => {
    expect(printable('a\u001b[31mb\u009bc\n\td\u007f')).toBe('a·[31mb·c\n\td·');
    expect(onOneLine(' a\r\nb ')).toBe('a b');
  });
});
