import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/errors.ts';
import type { Vault } from '../../vault/index.ts';
import { openVault, removeFolders, tamper } from '../fixtures/vaults.ts';
import { cancelled, type Run } from '../watch.ts';
import { addNote, emptyVault, unwatched, writeFiles } from './fixtures/moving.ts';
import { importNotes } from './importing.ts';

let vault: Vault;
let folder = '';

beforeEach(async () => {
  const made = await emptyVault();
  vault = made.vault;
  folder = join(made.folder, 'in');
  mkdirSync(folder);
});

afterEach(() => {
  vault.lock();
  removeFolders();
});

const titles = () =>
  vault
    .list()
    .map((entry) => (entry.state === 'readable' ? entry.title : entry.state))
    .toSorted();

/** The names of every attached file, by the title of its note. */
const attached = () =>
  Object.fromEntries(
    vault
      .list()
      .map((entry) => [
        entry.state === 'readable' ? entry.title : entry.state,
        vault.attachments(entry.id).map(({ name }) => name),
      ]),
  );

/** The failures as file and code. */
async function failuresOf(path = folder) {
  const { failures } = await importNotes(vault, path, unwatched);
  return failures.map(({ file, error }) => [file, error.code]);
}

/** A run that is stopped when its progress has come so far. */
function stoppedAt(done: number): Run {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.done >= done) controller.abort(cancelled('The import'));
    },
  };
}

describe('an import', () => {
  it('takes notes from folders as notebooks, leaves hidden folders and links alone, and counts the rest', async () => {
    writeFiles(folder, {
      'One.md': 'x',
      'Work/Plans/Two.MARKDOWN': 'y',
      '.obsidian/Hidden.md': 'z',
      'picture.png': '',
    });
    symlinkSync(join(folder, 'One.md'), join(folder, 'Link.md'));
    symlinkSync(folder, join(folder, 'loop'));
    const { failures, ...counts } = await importNotes(vault, folder, unwatched);
    expect(counts).toEqual({ found: 2, imported: 2, skipped: 0, others: 3 });
    expect(failures).toEqual([]);
    expect(vault.list()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ title: 'One', notebook: null }) as unknown,
        expect.objectContaining({ title: 'Two', notebook: 'Work/Plans' }) as unknown,
      ]),
    );
  });

  it('writes many notes at once, and none twice', async () => {
    writeFiles(folder, Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`${n}.md`, `Number ${n}`])));
    const before = vault.writeCounter ?? NaN;
    expect(await importNotes(vault, folder, unwatched)).toMatchObject({ imported: 450 });
    expect(vault.writeCounter).toBe(before + 3);
    expect(await importNotes(vault, folder, unwatched)).toMatchObject({ imported: 0, skipped: 450 });
    expect(vault.list()).toHaveLength(450);
  });

  it('lets others have their turn meanwhile', async () => {
    writeFiles(folder, Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}.md`, 'x'])));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await importNotes(vault, folder, unwatched);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('stops between two writes, says how many notes stay, and goes on when it is done again', async () => {
    writeFiles(folder, Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}.md`, `Number ${n}`])));
    const stopped = await importNotes(vault, folder, stoppedAt(300)).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(LatchkeyError);
    expect(stopped).toMatchObject({ code: 'cancelled' });
    expect(String(stopped)).toContain('200 notes had been imported');
    expect(String(stopped)).not.toContain('Nothing was changed');
    expect(vault.list()).toHaveLength(200);
    expect(await importNotes(vault, folder, unwatched)).toMatchObject({ imported: 300, skipped: 200 });
  });

  it('keeps the date of a note in the trash', async () => {
    writeFiles(folder, { 'Old.md': '---\ntrashed: 2020-02-03\nupdated: 2019-01-02\n---\nx' });
    await importNotes(vault, folder, unwatched);
    const dates = { trashedAt: Date.UTC(2020, 1, 3), updatedAt: Date.UTC(2019, 0, 2) };
    expect(vault.list()).toMatchObject([dates]);
  });
});

describe('a file that is no good', () => {
  it('is a failure of its own', async () => {
    writeFiles(folder, {
      'Good.md': 'x',
      'Latin1.md': Uint8Array.of(0xe5),
      'Long title.md': `---\ntitle: ${'x'.repeat(10_001)}\n---\n`,
      'Long tags.md': `---\ntags: [${'x'.repeat(20_000)}]\n---\n`,
      'Long text.md': 'x'.repeat(16 * 1024 * 1024 + 1),
      'Many files.md': `---\nattachments: [${'a,'.repeat(1001)}]\n---\n`,
    });
    writeFileSync(join(folder, 'Huge line.md'), '');
    truncateSync(join(folder, 'Huge line.md'), 100 * 1024 * 1024);
    expect(await failuresOf()).toEqual([
      ['Huge line.md', 'too-large'],
      ['Latin1.md', 'invalid-request'],
      ['Long tags.md', 'too-large'],
      ['Long text.md', 'too-large'],
      ['Long title.md', 'too-large'],
      ['Many files.md', 'too-large'],
    ]);
    expect(titles()).toEqual(['Good']);
  });

  it('may have front matter made to take for ever', async () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n}: [*a, *a]`)].join('\n');
    writeFiles(folder, {
      'Aliases.md': `---\n${bomb}\n---\nx`,
      'Brackets.md': `---\na: ${'['.repeat(4_000_000)}\n---\nx`,
      'Keys.md': `---\n${'a:\n'.repeat(1_000_000)}---\nx`,
    });
    const start = performance.now();
    expect(await failuresOf()).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(titles()).toEqual(['Aliases', 'Brackets', 'Keys']);
  });

  it.skipIf(process.platform !== 'linux')('may have a name that is not UTF-8', async () => {
    writeFiles(folder, { 'x.md': 'x', 'Good.md': 'y' });
    renameSync(
      join(folder, 'x.md'),
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xe5, 0x2e, 0x6d, 0x64)]),
    );
    const { failures } = await importNotes(vault, folder, unwatched);
    expect(failures).toMatchObject([{ error: { code: 'file-missing' } }]);
    expect(failures[0]?.error.message).toContain('not in UTF-8');
    expect(titles()).toEqual(['Good']);
  });

  it.skipIf(process.platform !== 'linux')('may lie deeper than any path can say', async () => {
    // Too deep for one path: each step is taken from the last.
    const script = 'for i in $(seq 1 30); do mkdir "$0" && cd "$0" || exit 1; done; echo x > Deep.md';
    execFileSync('bash', ['-c', script, 'd'.repeat(200)], { cwd: folder });
    writeFiles(folder, { 'Good.md': 'y' });
    const [[file, code] = []] = await failuresOf();
    expect(file).toMatch(/^ddd/);
    expect(code).toBe('invalid-request');
    expect(titles()).toEqual(['Good']);
    execFileSync('rm', ['-r', folder]);
  });
});

describe('the files of a note', () => {
  it('come with it, and are no notes themselves', async () => {
    writeFiles(folder, {
      'Tea.md': '---\nattachments: [Tea.files/pot.png, Tea.files/read me.md, cup.png]\n---\nx',
      'Tea.files/pot.png': 'pot',
      'Tea.files/read me.md': 'no note',
      'Tea.files/other.png': 'other',
      'cup.png': 'cup',
    });
    const counts = { found: 1, imported: 1, others: 1, failures: [] };
    expect(await importNotes(vault, folder, unwatched)).toMatchObject(counts);
    expect(attached()).toEqual({ Tea: ['pot.png', 'read me.md', 'cup.png'] });
  });

  it('must lie in its folder, and be no links', async () => {
    const secret = join(folder, '..', 'secret.txt');
    writeFiles(folder, {
      '../secret.txt': 'secret',
      'sub/Tea.md': `---\nattachments: [../up.txt, ../../secret.txt, "${secret}", sub/../../up.txt, link.txt, linked/secret.txt, gone.txt, ., folder, hard.txt]\n---\nx`,
      'up.txt': 'up',
      'sub/folder/x.txt': 'x',
    });
    symlinkSync(secret, join(folder, 'sub', 'link.txt'));
    symlinkSync(join(folder, '..'), join(folder, 'sub', 'linked'));
    linkSync(join(folder, 'up.txt'), join(folder, 'sub', 'hard.txt'));
    const failures = await failuresOf();
    expect(failures.map(([, code]) => code)).toEqual([
      ...['invalid-request', 'invalid-request', 'invalid-request', 'invalid-request'],
      ...['invalid-request', 'invalid-request', 'file-missing', 'invalid-request', 'invalid-request'],
    ]);
    expect(failures[0]).toEqual(['sub/../up.txt', 'invalid-request']);
    expect(attached()).toEqual({ Tea: ['hard.txt'] });
  });

  it('are added to a note that is there already and lacks them', async () => {
    await addNote(vault, { title: 'Tea', body: 'x' }, [{ name: 'pot.png', bytes: Buffer.from('pot') }]);
    writeFiles(folder, {
      'Tea.md': '---\nattachments: [pot.png, cup.png]\n---\nx',
      'pot.png': 'pot',
      'cup.png': 'cup',
    });
    expect(await importNotes(vault, folder, unwatched)).toMatchObject({ imported: 0, skipped: 1 });
    expect(attached()).toEqual({ Tea: ['pot.png', 'cup.png'] });
    await importNotes(vault, folder, unwatched);
    expect(attached()).toEqual({ Tea: ['pot.png', 'cup.png'] });
  });

  it('are added again where one does not open any more', async () => {
    const file = { name: 'pot.png', bytes: Buffer.from('pot') };
    const id = await addNote(vault, { title: 'Tea', body: 'x' }, [file]);
    const [damaged = ''] = vault.attachmentIds(id);
    vault.lock();
    const path = join(folder, '..', 'notes.latchkey');
    tamper(
      path,
      'UPDATE summary SET sealed = zeroblob(length(sealed)) WHERE id = ?',
      Buffer.from(damaged, 'hex'),
    );
    vault = await openVault(path);
    writeFiles(folder, { 'Tea.md': '---\nattachments: [pot.png]\n---\nx', 'pot.png': 'pot' });
    expect(await importNotes(vault, folder, unwatched)).toMatchObject({ skipped: 1, failures: [] });
    expect(vault.attachmentIds(id)).toHaveLength(2);
  });
});
