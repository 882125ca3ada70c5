import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../../contract/words.ts';
import type { NewNote, Vault } from '../../vault/index.ts';
import { removeFolders } from '../fixtures/vaults.ts';
import { addNote, contentsOf, emptyVault, unwatched, type TestFile } from './fixtures/moving.ts';
import { exportNotes } from './exporting.ts';
import { importNotes } from './importing.ts';

afterEach(removeFolders);

const words = [
  'Tea',
  'tea',
  'CON',
  '..',
  '.',
  '',
  'a/b',
  'Tea.files',
  'Trash',
  'é',
  'e\u0301',
  '😀',
  '\ud800',
  '---',
];
const anyText = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 20 }));
const anyTime = fc.integer({ min: 0, max: 8.64e15 });
const anyNote = fc.record({
  title: anyText,
  body: anyText,
  tags: fc.array(anyText, { maxLength: 2 }),
  notebook: fc.option(anyText, { nil: null }),
  pinned: fc.boolean(),
  favourite: fc.boolean(),
  template: fc.boolean(),
  createdAt: anyTime,
  updatedAt: anyTime,
  archivedAt: fc.option(anyTime, { nil: null }),
  trashedAt: fc.option(anyTime, { nil: null }),
}) satisfies fc.Arbitrary<NewNote>;
const anyFileName = fc
  .oneof(
    fc.constantFrom('tea.png', 'TEA.png', 'notes.md', 'Tea.md', '.env', 'a:b?.txt', '..', 'x'.repeat(255)),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  )
  .filter((name) => !/[/\0]/.test(name));
const anyFile: fc.Arbitrary<TestFile> = fc.record({
  name: anyFileName,
  bytes: fc.uint8Array({ maxLength: 100 }),
});

describe('an export, imported into another vault', () => {
  it('gives the same notes and files, whatever they hold and are called', { timeout: 300_000 }, async () => {
    const notes = fc.array(fc.tuple(anyNote, fc.array(anyFile, { maxLength: 3 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(notes, async (notes) => {
        const [from, to] = [await emptyVault(), await emptyVault()];
        for (const [note, files] of notes) await addNote(from.vault, note, files);
        const folder = join(to.folder, 'out');
        expect(await exportNotes(from.vault, folder, unwatched)).toEqual({
          folder,
          notes: notes.length,
          attachments: notes.flatMap(([, files]) => files).length,
          damaged: [],
        });
        expect(await importNotes(to.vault, folder, unwatched)).toEqual({
          found: notes.length,
          imported: notes.length,
          skipped: 0,
          failures: [],
          others: 0,
        });
        const before = contentsOf(from.vault);
        expect(contentsOf(to.vault)).toEqual(before);
        expect(await importNotes(from.vault, folder, unwatched)).toMatchObject({
          imported: 0,
          skipped: notes.length,
        });
        expect(contentsOf(from.vault)).toEqual(before);
        from.vault.lock();
        to.vault.lock();
      }),
      { numRuns: process.env.SLOW === undefined ? 15 : 150 },
    );
  });

  it('keeps files of several chunks, and empty ones', async () => {
    const [from, to] = [await emptyVault(), await emptyVault()];
    const files = [0, 65_536, 3_000_000].map((size) => ({ name: `${size}.bin`, bytes: randomBytes(size) }));
    await addNote(from.vault, { title: 'Files', body: 'x' }, files);
    const folder = join(to.folder, 'out');
    await exportNotes(from.vault, folder, unwatched);
    await importNotes(to.vault, folder, unwatched);
    expect(contentsOf(to.vault)).toEqual(contentsOf(from.vault));
    from.vault.lock();
    to.vault.lock();
  });

  it('leads from a text to its files in the folder, and to the same files in the next vault', async () => {
    const [from, to] = [await emptyVault(), await emptyVault()];
    const files = ['a (1).png', 'b.bin'].map((name, index) => ({ name, bytes: new Uint8Array(index + 3) }));
    const note = await addNote(from.vault, { title: 'Tea, more', body: '' }, files);
    const textOf = (vault: Vault, id: NoteId) => {
      const [one, two] = vault.attachmentIds(id);
      return `![a](attachment:${one}) [b](attachment:${two}) ![a](attachment:${one})`;
    };
    from.vault.save({ ...from.vault.open(note).summary, body: textOf(from.vault, note) });
    const folder = join(to.folder, 'out');
    await exportNotes(from.vault, folder, unwatched);
    expect(readFileSync(join(folder, 'Tea, more.md'), 'utf8')).toContain(
      '![a](Tea%2C%20more.files/a%20%281%29.png) [b](Tea%2C%20more.files/b.bin)',
    );
    await importNotes(to.vault, folder, unwatched);
    const [id = note] = to.vault.list().map((entry) => entry.id);
    const body = textOf(to.vault, id);
    expect(to.vault.open(id).body).toBe(body);
    // As an import that was cut off leaves it.
    const [, last] = to.vault.attachmentIds(id);
    if (last) to.vault.removeAttachment({ ...to.vault.open(id).summary, attachment: last });
    for (const { vault } of [to, from])
      expect(await importNotes(vault, folder, unwatched)).toMatchObject({ imported: 0, skipped: 1 });
    expect([to.vault.open(id).body, textOf(to.vault, id)]).toEqual([body, body]);
    from.vault.lock();
    to.vault.lock();
  });

  it('keeps two notes that are alike, each with its own files', async () => {
    const [from, to] = [await emptyVault(), await emptyVault()];
    for (const name of ['a.txt', 'b.txt', 'c.txt'])
      await addNote(from.vault, { title: 'Same', body: 'x' }, [{ name, bytes: new Uint8Array(3) }]);
    const folder = join(to.folder, 'out');
    await exportNotes(from.vault, folder, unwatched);
    await importNotes(to.vault, folder, unwatched);
    expect(contentsOf(to.vault)).toEqual(contentsOf(from.vault));
    expect(await importNotes(to.vault, folder, unwatched)).toMatchObject({ imported: 0, skipped: 3 });
    expect(contentsOf(to.vault)).toEqual(contentsOf(from.vault));
    from.vault.lock();
    to.vault.lock();
  });
});
