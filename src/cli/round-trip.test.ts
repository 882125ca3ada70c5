import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Note } from '../contract/words.ts';
import { freshPath, makeVault, openVault, passphrase, removeFolders } from '../engine/fixtures/vaults.ts';
import type { NoteText } from '../vault/index.ts';
import { testStreams } from './fixtures/streams.ts';
import { run } from './run.ts';

afterEach(removeFolders);

const notes: readonly NoteText[] = [
  { title: 'Tea', body: 'At four.' },
  { title: 'tea', body: 'At five.', notebook: 'Home' },
  { title: 'Tea', body: 'At six.', notebook: 'Home', tags: ['a, b', '---', 'null', ''] },
  { title: '', body: '' },
  { title: '../../escape', body: '\u0000\ufeff\r\n\ud800', notebook: '../..' },
  { title: '---\ntitle: no', body: '---\ntitle: not this\n---\n\nbody\n', notebook: 'CON/..' },
  { title: 'x'.repeat(10_000), body: 'long', notebook: 'Trash' },
];

/** Runs a command in this process with the passphrase on standard input, and returns its answer. */
async function answer(...args: readonly string[]): Promise<unknown> {
  const { input, streams, out } = testStreams({ isTTY: false });
  input.end(passphrase);
  await run([...args, '--passphrase-file', '-', '--json'], streams, new AbortController().signal);
  return JSON.parse(out());
}

async function notesIn(path: string): Promise<readonly Note[]> {
  const vault = await openVault(path);
  try {
    return vault.list().map(({ id }) => vault.open(id));
  } finally {
    vault.lock();
  }
}

/** A note without what another vault cannot know. */
function contentOf({ summary, body }: Note): string {
  const { title, tags, notebook, pinned, favourite, template, createdAt, archivedAt, trashedAt } = summary;
  const flags = { pinned, favourite, template, archivedAt, isTrashed: trashedAt !== null };
  return JSON.stringify({ title, tags, notebook, flags, createdAt, body });
}

describe('an export', () => {
  it('imported into another vault gives the same notes', async () => {
    const [from, to] = [freshPath(), freshPath()];
    const [, trashed] = await makeVault(from, notes);
    await answer('rm', from, trashed ?? '');
    await makeVault(to);
    const folder = join(dirname(to), 'out');
    expect(await answer('export', from, folder)).toMatchObject({ exported: notes.length, damaged: [] });
    expect(await answer('import', to, folder)).toMatchObject({
      imported: notes.length,
      skipped: 0,
      failed: 0,
    });
    const [before, after] = await Promise.all([notesIn(from), notesIn(to)]);
    expect(after.map(contentOf).toSorted()).toEqual(before.map(contentOf).toSorted());
    expect(await answer('import', from, folder)).toMatchObject({ imported: 0, skipped: notes.length });
  });

  it('stays in its folder and overwrites nothing', async () => {
    const from = freshPath();
    await makeVault(from, notes);
    const folder = join(dirname(from), 'a', 'out');
    await answer('export', from, folder);
    const first = readdirSync(folder, { recursive: true });
    await answer('export', from, folder);
    const second = readdirSync(folder, { recursive: true, withFileTypes: true });
    const written = second.filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
    expect(written).toHaveLength(2 * notes.length);
    expect(second.map(({ parentPath, name }) => join(parentPath, name))).toEqual(
      expect.arrayContaining(first.map((name) => join(folder, String(name)))),
    );
    expect(readdirSync(dirname(folder))).toEqual(['out']);
  });
});

describe('an import', () => {
  it('takes one file, leaves hidden folders and links alone, and names what it cannot read', async () => {
    const path = freshPath();
    await makeVault(path);
    const folder = join(dirname(path), 'in');
    mkdirSync(join(folder, '.obsidian'), { recursive: true });
    writeFileSync(join(folder, '.obsidian', 'Hidden.md'), 'x');
    writeFileSync(join(folder, 'Note.MD'), '---\ncreated: 2020-02-03\n---\nx');
    writeFileSync(join(folder, 'Long.md'), `---\ntitle: ${'x'.repeat(10_001)}\n---\n`);
    symlinkSync(path, join(folder, 'Link.md'));
    expect(await answer('import', path, folder)).toMatchObject({
      found: 2,
      imported: 1,
      failed: 1,
      failures: [{ file: 'Long.md', code: 'too-large' }],
      others: 1,
    });
    expect(await answer('import', path, join(folder, 'Note.MD'))).toMatchObject({ found: 1, skipped: 1 });
    expect(
      (await notesIn(path)).map(({ summary, body }) => [summary.title, summary.createdAt, body]),
    ).toEqual([['Note', Date.UTC(2020, 1, 3), 'x']]);
  });
});
