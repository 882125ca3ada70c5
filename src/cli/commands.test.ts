import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freshPath, makeVault, passphrase, removeFolders, tamper } from '../engine/fixtures/vaults.ts';
import { testStreams } from './fixtures/streams.ts';
import { run } from './run.ts';

afterAll(removeFolders);

const hex = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
const time = expect.any(Number) as number;

let vault = '';
let id = '';
const at = (name: string) => join(dirname(vault), name);

beforeEach(async () => {
  vault = freshPath();
  [id = ''] = await makeVault(vault, [{ title: 'Tea', body: 'At four, with two spoons for the pot.' }]);
});

interface Ended {
  readonly exitCode: number;
  readonly data: unknown;
  readonly error: unknown;
}

/** Runs a command in this process. What standard input holds is the passphrase, unless another credential is named. */
async function ended(args: readonly string[], input = passphrase): Promise<Ended> {
  const { input: stdin, streams, out, errors } = testStreams({ isTTY: false });
  stdin.end(input);
  const credential = args.some((arg) => /[a-z]-file$/.test(arg)) ? [] : ['--passphrase-file', '-'];
  const exitCode = await run([...args, ...credential, '--json'], streams, new AbortController().signal);
  const parse = (text: string): unknown => (text === '' ? null : JSON.parse(text));
  return { exitCode, data: parse(out()), error: parse(errors()) };
}

/** Runs a command that must work. */
async function answer(...args: readonly string[]): Promise<unknown> {
  const { exitCode, data, error } = await ended(args);
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: null });
  return data;
}

const firstId = (list: unknown) => (list as readonly { readonly id: string }[])[0]?.id ?? '';

describe('the files of a note', () => {
  it('are attached, listed, written out and deleted', async () => {
    writeFileSync(at('pot.bin'), Buffer.alloc(100_000, 7));
    writeFileSync(at('cup.txt'), 'cup');
    const pot = { id: hex, name: 'pot.bin', size: 100_000, createdAt: time };
    const cup = { id: hex, name: 'cup.txt', size: 3, createdAt: time };
    expect(await answer('attach', vault, id, at('pot.bin'), at('cup.txt'))).toEqual({
      id,
      revision: 3,
      attachments: [pot, cup],
    });
    const listed = await answer('attachments', vault, id);
    expect(listed).toEqual([pot, cup]);
    const file = firstId(listed);
    expect(await answer('save', vault, file, at('out.bin'))).toEqual({ file: at('out.bin') });
    expect(readFileSync(at('out.bin')).equals(readFileSync(at('pot.bin')))).toBe(true);
    expect(await ended(['save', vault, file, at('out.bin')])).toMatchObject({ exitCode: 8 });
    expect(await answer('detach', vault, id, file)).toEqual({ id, revision: 4, removed: file });
    expect(await answer('attachments', vault, id)).toEqual([cup]);
    expect(await ended(['save', vault, file, at('gone.bin')])).toMatchObject({ exitCode: 3 });
    expect(await answer('verify', vault)).toMatchObject({ ok: true });
  });

  it('must be there, and be named by an id', async () => {
    expect(await ended(['attach', vault, id, at('nowhere')])).toMatchObject({ exitCode: 3 });
    expect(await ended(['attach', vault, '0'.repeat(32), vault])).toMatchObject({ exitCode: 3 });
    expect(await ended(['save', vault, 'pot.bin', at('out.bin')])).toMatchObject({ exitCode: 2 });
    expect(await answer('attachments', vault, id)).toEqual([]);
  });
});

describe('the history of a note', () => {
  it('lists earlier texts, shows them and brings them back', async () => {
    writeFileSync(at('short.md'), 'Gone.');
    await answer('edit', vault, id, '--title', 'Tea!', '--file', at('short.md'));
    const version = { revision: 1, savedAt: time, title: 'Tea', wordCount: 8 };
    expect(await answer('history', vault, id)).toEqual([version]);
    const body = 'At four, with two spoons for the pot.';
    const shown = { id, revision: 1, title: 'Tea', body, savedAt: time };
    expect(await answer('show', vault, id, '--revision', '1')).toEqual(shown);
    expect(await answer('revert', vault, id, '1')).toEqual({ id, revision: 3 });
    expect(await answer('show', vault, id)).toMatchObject({ title: 'Tea', body });
    expect(await answer('history', vault, id)).toMatchObject([{ revision: 2 }, { revision: 1 }]);
    expect(await ended(['show', vault, id, '--revision', '7'])).toMatchObject({ exitCode: 3 });
    expect(await ended(['revert', vault, id, 'first'])).toMatchObject({ exitCode: 2 });
  });
});

describe('a key file', () => {
  it('is made, needed from then on, and dropped again', async () => {
    const made = await answer(
      'passphrase',
      vault,
      '--make-key-file',
      at('notes.key'),
      '--passphrase-file',
      '-',
    );
    expect(made).toMatchObject({ keyFile: at('notes.key'), slots: [{ needsKeyFile: true }] });
    expect(await answer('info', vault)).toMatchObject({ slots: [{ needsKeyFile: true }] });
    expect(await ended(['list', vault])).toMatchObject({
      exitCode: 4,
      error: { error: { code: 'key-file-required' } },
    });
    writeFileSync(at('other.key'), 'nothing');
    const withKey = (file: string) => ['--passphrase-file', '-', '--key-file', at(file)];
    expect(await ended(['list', vault, ...withKey('other.key')])).toMatchObject({ exitCode: 7 });
    expect(await answer('list', vault, ...withKey('notes.key'))).toHaveLength(1);
    expect(await answer('recovery', vault, ...withKey('notes.key'))).toHaveProperty('phrase');
    expect(await answer('rotate', vault, ...withKey('notes.key'))).toMatchObject({
      slots: [{ needsKeyFile: true }],
    });
    await answer('passphrase', vault, '--drop-key-file', ...withKey('notes.key'));
    expect(await answer('list', vault)).toHaveLength(1);
  });

  it('stands alone among the changes', async () => {
    const args = ['--make-key-file', at('k'), '--drop-key-file', '--passphrase-file', '-'];
    expect(await ended(['passphrase', vault, ...args])).toMatchObject({ exitCode: 2 });
    expect(existsSync(at('k'))).toBe(false);
  });
});

describe('a damaged vault', () => {
  const damage = (table: string) =>
    tamper(
      vault,
      `UPDATE ${table} SET sealed = zeroblob(length(sealed)) WHERE id = ?`,
      Buffer.from(id, 'hex'),
    );

  it('lets a note go whose text does not open', async () => {
    damage('content');
    expect(await answer('rm', vault, id, '--forever')).toEqual({ id, removed: 'forever' });
    expect(await answer('verify', vault)).toEqual({ ok: true, checked: 0, problems: [] });
  });

  it('is repaired from a backup', async () => {
    await answer('backup', vault, at('backups'));
    damage('content');
    expect(await ended(['verify', vault])).toMatchObject({ exitCode: 6 });
    const repaired = await answer('repair', vault, '--backups', at('backups'));
    expect(repaired).toMatchObject({ mended: [{ id, table: 'content', source: 'backup' }], lost: [] });
    const { before } = repaired as { before: string };
    expect(readdirSync(dirname(vault))).toContain(before);
    expect(await answer('verify', vault)).toMatchObject({ ok: true, checked: 2 });
  });

  it('says what a repair could not bring back', async () => {
    damage('content');
    const { exitCode, data } = await ended(['repair', vault]);
    expect(exitCode).toBe(9);
    expect(data).toMatchObject({ lost: [{ id }] });
    expect(await answer('verify', vault)).toMatchObject({ ok: true });
  });
});

describe('a backup', () => {
  it('brings the reader along, and is verified by itself', async () => {
    const { file } = (await answer('backup', vault, at('backups'))) as { file: string };
    expect(await answer('verify', file)).toMatchObject({ ok: true, checked: 2 });
    if (existsSync('out/reader/latchkey-reader.html'))
      expect(readdirSync(at('backups'))).toContain('latchkey-reader.html');
  });
});
