import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPath, makeVault, passphrase, removeFolders, tamper } from '../engine/fixtures/vaults.ts';
import { openStore } from '../engine/sqlite-store.ts';
import { latchkey, start, type Ended } from './fixtures/child.ts';

const cheap = ['--kdf-memory', '8', '--kdf-passes', '1'];
const id = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
const time = expect.any(Number) as number;

/** Everything that any command here has printed. */
const said: string[] = [];

async function run(args: readonly string[], input?: string): Promise<Ended> {
  const ended = await latchkey(args, input);
  said.push(ended.out, ended.errors);
  return ended;
}

/** Runs a command that must work, and returns its answer. */
async function answer(args: readonly string[], input?: string): Promise<unknown> {
  const { exitCode, out, errors } = await run([...args, '--json'], input);
  expect(errors).toBe('');
  expect(exitCode).toBe(0);
  expect(out.trimEnd()).not.toContain('\n');
  return JSON.parse(out);
}

afterAll(removeFolders);

describe('the command line', { timeout: 60_000 }, () => {
  const vault = freshPath();
  const at = (name: string) => join(dirname(vault), name);
  const secret = ['--passphrase-file', at('secret.txt')];
  const next = 'nine patient otters in the reeds';
  let first = '';

  beforeAll(async () => {
    writeFileSync(at('secret.txt'), `${passphrase}\r\n`);
    writeFileSync(at('next.txt'), next);
    const made = await answer(['create', vault, ...cheap, '--passphrase-file', '-'], `${passphrase}\n`);
    const slot = { id, type: 'passphrase', label: 'Passphrase', createdAt: time, needsKeyFile: false };
    const slots = [{ ...slot, kdf: { memoryKiB: 8192, passes: 1, lanes: 1 } }];
    expect(made).toEqual({ path: vault, vaultId: id, slots });
    expect(await answer(['info', vault])).toEqual({ format: 1, vaultId: id, slots });
  });

  it('adds a note from standard input after the passphrase, and shows it', async () => {
    const args = [
      'add',
      vault,
      '--title',
      'Tea',
      '--tag',
      'home',
      '--tag',
      'x y',
      '--notebook',
      'Home/Kitchen',
    ];
    const added = await answer(
      [...args, '--passphrase-file', '-'],
      `${passphrase}\nAt four.\r\nÅtta koppar.`,
    );
    expect(added).toEqual({ id });
    first = (added as { id: string }).id;
    expect(await answer(['show', vault, first, ...secret])).toEqual({
      id: first,
      title: 'Tea',
      body: 'At four.\r\nÅtta koppar.',
      tags: ['home', 'x y'],
      notebook: 'Home/Kitchen',
      createdAt: time,
      updatedAt: time,
      trashedAt: null,
      revision: 1,
    });
  });

  it('changes what is named, lists and searches', async () => {
    writeFileSync(at('second.md'), 'Crème brûlée');
    const added = await answer(['add', vault, '--title', 'Second', '--file', at('second.md'), ...secret]);
    const { id: second } = added as { id: string };
    const edited = await answer(['edit', vault, first, '--title', 'Tea at five', '--no-tags', ...secret]);
    expect(edited).toEqual({ id: first, revision: 2 });
    expect(await answer(['list', vault, ...secret])).toMatchObject([
      { id: first, title: 'Tea at five', tags: [], notebook: 'Home/Kitchen', revision: 2 },
      { id: second, title: 'Second' },
    ]);
    expect(await answer(['search', vault, 'BRULEE', 'creme', ...secret])).toMatchObject([{ id: second }]);
    expect(await answer(['search', vault, 'brulee', 'tea', ...secret])).toEqual([]);
  });

  it('moves a note to the trash and deletes it for good', async () => {
    const { id: third } = (await answer(['add', vault, '--title', 'Third', ...secret], '')) as { id: string };
    expect(await answer(['rm', vault, third, ...secret])).toEqual({ id: third, removed: 'to-trash' });
    expect(await answer(['list', vault, '--trash', ...secret])).toMatchObject([{ id: third }]);
    expect(await answer(['rm', vault, third, '--forever', ...secret])).toEqual({
      id: third,
      removed: 'forever',
    });
    expect((await run(['show', vault, third, ...secret])).exitCode).toBe(3);
  });

  it('exports, and imports what is not there yet', async () => {
    expect(await answer(['export', vault, at('out'), ...secret])).toEqual({
      folder: at('out'),
      exported: 2,
      attachments: 0,
      damaged: [],
    });
    const file = join(at('out'), 'Home', 'Kitchen', 'Tea at five.md');
    expect(readFileSync(file, 'utf8')).toContain('\n\nAt four.\r\nÅtta koppar.');
    mkdirSync(at('out/Work/Plans'), { recursive: true });
    writeFileSync(at('out/Work/Plans/New.md'), '# New\n');
    writeFileSync(at('out/latin1.md'), Uint8Array.of(0xe5, 0x20, 0x66));
    writeFileSync(at('out/picture.png'), '');
    const { exitCode, out } = await run(['import', vault, at('out'), ...secret, '--json']);
    expect(JSON.parse(out)).toEqual({
      found: 4,
      imported: 1,
      skipped: 2,
      failed: 1,
      failures: [
        { file: 'latin1.md', code: 'invalid-request', message: expect.stringContaining('UTF-8') as string },
      ],
      others: 1,
    });
    expect(exitCode).toBe(9);
    expect(await answer(['search', vault, 'New', ...secret])).toMatchObject([
      { title: 'New', notebook: 'Work/Plans' },
    ]);
  });

  it('verifies, backs up and restores', async () => {
    expect(await answer(['verify', vault, ...secret])).toEqual({ ok: true, checked: 6, problems: [] });
    const made = await answer(['backup', vault, at('backups'), '--thin', ...secret]);
    expect(made).toMatchObject({ checked: 6, bytes: time, at: time, removed: [] });
    const { file } = made as { file: string };
    expect(await answer(['restore', file, at('restored.latchkey')])).toEqual({
      path: at('restored.latchkey'),
    });
    expect(await answer(['verify', at('restored.latchkey'), ...secret])).toMatchObject({
      ok: true,
      checked: 6,
    });
  });

  it('makes a recovery phrase that opens the vault, checks it, and sets a forgotten passphrase by it', async () => {
    const other = at('recovery.latchkey');
    copyFileSync(vault, other);
    const { phrase } = (await answer(['recovery', other, ...secret])) as { phrase: string };
    expect(phrase.split(' ')).toHaveLength(24);
    writeFileSync(at('words.txt'), phrase.replaceAll(' ', '\n').toUpperCase());
    const words = ['--recovery-file', at('words.txt')];
    expect(await answer(['recovery', other, '--check', ...words])).toEqual({ opens: true });
    const changed = await answer([
      'passphrase',
      other,
      ...words,
      '--new-passphrase-file',
      at('next.txt'),
      ...cheap,
    ]);
    expect(changed).toMatchObject({ slots: [{ type: 'recovery' }, { type: 'passphrase' }] });
    expect((await run(['list', other, ...secret])).exitCode).toBe(4);
    expect(await answer(['list', other, '--passphrase-file', '-'], next)).toHaveLength(3);
  });

  it('changes the passphrase and rotates the key, and says who is dropped', async () => {
    const other = at('rotated.latchkey');
    copyFileSync(vault, other);
    await answer(['recovery', other, ...secret]);
    const both = ['--passphrase-file', '-', '--new-passphrase-file', '-'];
    await answer(['passphrase', other, ...both, ...cheap], `${passphrase}\n${next}\n`);
    const rotated = await answer(['rotate', other, '--recovery', '--passphrase-file', at('next.txt')]);
    expect(rotated).toMatchObject({
      phrase: expect.stringMatching(/^([a-z]+ ){23}[a-z]+$/) as string,
      dropped: [{ type: 'recovery' }],
      slots: [{ type: 'passphrase' }, { type: 'recovery' }],
    });
    expect(await answer(['list', other, '--passphrase-file', at('next.txt')])).toHaveLength(3);
  });

  it('salvages what opens from a damaged vault, and says what does not', async () => {
    const damaged = freshPath();
    const ids = await makeVault(damaged, [
      { title: 'One', body: 'x' },
      { title: 'Two', body: 'y' },
      { title: 'Three', body: 'z' },
    ]);
    const blob = (hex: string | undefined) => Buffer.from(hex ?? '', 'hex');
    tamper(damaged, `UPDATE content SET sealed = zeroblob(length(sealed)) WHERE id = ?`, blob(ids[0]));
    tamper(damaged, `UPDATE summary SET sealed = zeroblob(length(sealed)) WHERE id = ?`, blob(ids[1]));
    const { exitCode, out } = await run([
      'salvage',
      damaged,
      join(dirname(damaged), 's'),
      ...secret,
      '--json',
    ]);
    expect(exitCode).toBe(9);
    const report = JSON.parse(out) as { exported: number; damaged: readonly unknown[] };
    expect(report.exported).toBe(1);
    expect(new Set(report.damaged)).toEqual(
      new Set([
        { id: ids[0], table: 'content', code: 'record-tampered' },
        { id: ids[1], table: 'summary', code: 'record-tampered' },
      ]),
    );
    expect(readdirSync(join(dirname(damaged), 's')).toSorted()).toEqual(['Three.md', 'latchkey-reader.html']);
    const verified = await run(['verify', damaged, ...secret, '--json']);
    expect(verified.exitCode).toBe(6);
    expect(JSON.parse(verified.out)).toMatchObject({ ok: false, checked: 6 });
  });

  describe('when something is wrong', () => {
    const missing = '0'.repeat(32);
    type Case = readonly [code: string, exitCode: number, args: () => readonly string[], input: string];
    const cases: readonly Case[] = [
      [
        'wrong-passphrase',
        4,
        () => ['list', at('refused.latchkey'), '--passphrase-file', '-'],
        'not this one',
      ],
      [
        'wrong-recovery-phrase',
        4,
        () => ['recovery', at('words.latchkey'), '--check', '--recovery-file', '-'],
        'one two three',
      ],
      ['file-missing', 3, () => ['info', at('nowhere.latchkey')], ''],
      ['file-missing', 3, () => ['list', vault, '--passphrase-file', at('nowhere.txt')], ''],
      ['not-found', 3, () => ['show', vault, missing, ...secret], ''],
      ['invalid-request', 2, () => ['show', vault, 'xyz', ...secret], ''],
      ['invalid-request', 2, () => ['list', vault], ''],
      ['invalid-request', 2, () => ['list', vault, '--passphrase-file', '-'], ''],
      ['invalid-request', 2, () => ['list', vault, '--nonsense'], ''],
      ['invalid-request', 2, () => ['nonsense'], ''],
      ['invalid-request', 2, () => ['create', at('short.latchkey'), '--passphrase-file', '-'], 'short'],
      ['kdf-parameters-refused', 7, () => ['create', at('x.latchkey'), '--kdf-memory', '4', ...secret], ''],
      ['already-exists', 8, () => ['create', vault, ...cheap, ...secret], ''],
      ['already-exists', 8, () => ['restore', at('backup.latchkey'), vault], ''],
      ['is-a-directory', 7, () => ['info', dirname(vault)], ''],
      ['not-a-vault', 7, () => ['info', at('secret.txt')], ''],
      ['empty-file', 7, () => ['info', at('empty.latchkey')], ''],
      ['unsupported-format', 7, () => ['info', at('newer.latchkey')], ''],
      ['schema-tampered', 6, () => ['list', at('trigger.latchkey'), ...secret], ''],
      ['header-tampered', 6, () => ['list', at('header.latchkey'), ...secret], ''],
      ['vault-in-use', 5, () => ['list', at('open.latchkey'), ...secret], ''],
      ['too-large', 2, () => ['add', vault, '--title', 'x'.repeat(10_001), ...secret], ''],
    ];

    beforeAll(() => {
      writeFileSync(at('empty.latchkey'), '');
      // A vault each: these commands run at once, and each locks its vault.
      for (const name of ['refused', 'words', 'backup', 'newer', 'trigger', 'header', 'open']) {
        copyFileSync(vault, at(`${name}.latchkey`));
      }
      tamper(at('newer.latchkey'), 'PRAGMA user_version = 99');
      tamper(at('trigger.latchkey'), 'CREATE VIEW v AS SELECT 1');
      tamper(at('header.latchkey'), 'UPDATE header SET checksum = zeroblob(32)');
      const store = openStore(at('open.latchkey'));
      return () => store.close();
    });

    it.concurrent.each(cases)('ends with %s, and exit code %i', async (code, exitCode, args, input) => {
      const ended = await run([...args(), '--json'], input);
      expect(ended).toMatchObject({ exitCode, out: '' });
      expect(JSON.parse(ended.errors)).toEqual({
        error: { code, message: expect.stringMatching(/\.$/) as string },
      });
    });

    it('says so in one line without --json', async () => {
      const { out, errors } = await run(['show', vault, missing, ...secret]);
      expect(out).toBe('');
      expect(errors).toMatch(/^latchkey: .+ \(not-found\)\n$/);
    });

    it('ends a sentence about a wrong command line once', async () => {
      for (const args of [['info', vault, 'more'], ['nonsense']])
        expect((await run(args)).errors).not.toContain('..');
    });
  });

  it('shows help with examples for every command', async () => {
    const { exitCode, out, errors } = await run(['import', '--help']);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(out).toMatch(/Examples:\n {2}latchkey import /);
    expect(out).toContain('--passphrase-file');
  });

  it('locks at Ctrl-C in the middle of an import, and leaves one whole vault', async () => {
    const other = at('interrupted.latchkey');
    copyFileSync(vault, other);
    mkdirSync(at('many'));
    const count = 3000;
    for (let n = 0; n < count; n++) writeFileSync(at(`many/${n}.md`), `Number ${n}\n`);
    const { child, ended } = start(['import', other, at('many'), ...secret, '--json']);
    // Until the first notes are written.
    while ((statSync(`${other}-wal`, { throwIfNoEntry: false })?.size ?? 0) < 64 * 1024) await setTimeout(5);
    child.kill('SIGINT');
    const { exitCode, out, errors } = await ended;
    expect({ exitCode, out }).toEqual({ exitCode: 130, out: '' });
    expect(JSON.parse(errors)).toMatchObject({ error: { code: 'cancelled' } });
    expect(readdirSync(dirname(other)).filter((name) => name.startsWith('interrupted'))).toEqual([
      'interrupted.latchkey',
    ]);
    const verified = (await answer(['verify', other, ...secret])) as { checked: number };
    expect(verified).toMatchObject({ ok: true });
    expect(verified.checked).toBeGreaterThan(6);
    expect(verified.checked).toBeLessThan(2 * count);
  });

  it('never prints a passphrase', () => {
    expect(said.length).toBeGreaterThan(50);
    for (const text of said)
      for (const word of [passphrase, next, 'not this one']) expect(text).not.toContain(word);
  });
});
