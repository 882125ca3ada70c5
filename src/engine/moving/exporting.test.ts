import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/errors.ts';
import type { Vault } from '../../vault/index.ts';
import { freshPath, openVault, removeFolders, tamper } from '../fixtures/vaults.ts';
import { mountDisk } from '../fixtures/small-disk.ts';
import { cancelled, type Run } from '../watch.ts';
import { addNote, emptyVault, unwatched, writeFiles } from './fixtures/moving.ts';
import { exportNotes } from './exporting.ts';

let vault: Vault;
let path = '';
let folder = '';

beforeEach(async () => {
  const made = await emptyVault();
  vault = made.vault;
  path = join(made.folder, 'notes.latchkey');
  folder = join(made.folder, 'a', 'out');
});

afterEach(() => {
  vault.lock();
  removeFolders();
});

const bytes = Buffer.alloc(200_000, 7);
/** Every file in the folder but the reader, sorted. */
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'latchkey-reader.html')
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
const blob = (id: string) => Buffer.from(id, 'hex');

/** Changes the closed vault by SQL, and opens it again. */
async function damage(sql: string, id: string): Promise<void> {
  vault.lock();
  tamper(path, sql, blob(id));
  vault = await openVault(path);
}

describe('an export', () => {
  it('puts the files of a note beside it, and names them in its front matter', async () => {
    const same = { name: 'pot:1.png', bytes };
    await addNote(vault, { title: 'Tea', body: 'x', notebook: 'Home' }, [same, same]);
    expect(await exportNotes(vault, folder, unwatched)).toMatchObject({ notes: 1, attachments: 2 });
    expect(files()).toEqual(['Home/Tea.files/pot 1 2.png', 'Home/Tea.files/pot 1.png', 'Home/Tea.md']);
    const text = readFileSync(join(folder, 'Home/Tea.md'), 'utf8');
    expect(text).toContain('attachments: ["Tea.files/pot 1.png", "Tea.files/pot 1 2.png"]\n');
    expect(text).toContain('attachment-names: ["pot:1.png", "pot:1.png"]\n');
    expect(readFileSync(join(folder, 'Home/Tea.files/pot 1.png')).equals(bytes)).toBe(true);
    expect(statSync(join(folder, 'Home/Tea.files/pot 1.png')).mode & 0o077).toBe(0);
  });

  it('overwrites nothing, not even a folder', async () => {
    await addNote(vault, { title: 'Tea', body: 'x' }, [{ name: 'pot.png', bytes }]);
    writeFiles(folder, { 'Tea.md': 'mine', 'Tea 2.files/pot.png': 'mine' });
    await exportNotes(vault, folder, unwatched);
    expect(readFileSync(join(folder, 'Tea.md'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'Tea 2.files/pot.png'), 'utf8')).toBe('mine');
    expect(files()).toEqual(['Tea 2.files/pot.png', 'Tea 3.files/pot.png', 'Tea 3.md', 'Tea.md']);
  });

  it.skipIf(!existsSync('out/reader/latchkey-reader.html'))('brings the reader along', async () => {
    await exportNotes(vault, folder, unwatched);
    expect(existsSync(join(folder, 'latchkey-reader.html'))).toBe(true);
  });

  it('lists what does not open, and writes the rest', async () => {
    const file = { name: 'pot.png', bytes };
    const text = await addNote(vault, { title: 'No text', body: 'x' }, [file]);
    const summary = await addNote(vault, { title: 'No summary', body: 'x' });
    const chunk = await addNote(vault, { title: 'No chunk', body: 'x' }, [
      file,
      { ...file, name: 'cup.png' },
    ]);
    const gone = await addNote(vault, { title: 'No file', body: 'x' }, [file]);
    const [chunkFile, goneFile] = [vault.attachmentIds(chunk)[0] ?? '', vault.attachmentIds(gone)[0] ?? ''];
    await damage(`UPDATE content SET sealed = zeroblob(length(sealed)) WHERE id = ?`, text);
    await damage(`UPDATE summary SET sealed = zeroblob(length(sealed)) WHERE id = ?`, summary);
    await damage(`DELETE FROM chunk WHERE position = 2 AND item_id = ?`, chunkFile);
    await damage(`DELETE FROM summary WHERE id = ?`, goneFile);
    const { damaged, ...counts } = await exportNotes(vault, folder, unwatched);
    expect(counts).toEqual({ folder, notes: 2, attachments: 2 });
    expect(new Set(damaged.map(({ code, details }) => [code, details.table, details.id].join(' ')))).toEqual(
      new Set([
        `record-tampered content ${text}`,
        `record-tampered summary ${summary}`,
        `rows-missing chunk ${chunkFile}`,
        `rows-missing summary ${goneFile}`,
      ]),
    );
    // What a note that does not open still has; and of a file, all or nothing.
    expect(files()).toEqual(['No chunk.files/cup.png', 'No chunk.md', 'No file.md', 'No text.files/pot.png']);
    expect(readFileSync(join(folder, 'No chunk.md'), 'utf8')).toContain(
      'attachments: ["No chunk.files/cup.png"]',
    );
  });

  it('leaves nothing half when it is stopped, and says what was written', async () => {
    for (const title of ['One', 'Two', 'Three'])
      await addNote(vault, { title, body: 'x' }, [{ name: 'pot.png', bytes: Buffer.alloc(5_000_000) }]);
    const controller = new AbortController();
    let pieces = 0;
    const read = vault.readAttachment.bind(vault);
    vault.readAttachment = (...args) => {
      // In the middle of the second note's file.
      if (++pieces === 8) controller.abort(cancelled('The export'));
      return read(...args);
    };
    const run: Run = { ...unwatched, signal: controller.signal };
    const error = await exportNotes(vault, folder, run).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(String(error)).toContain('1 note and 1 attached file had been written');
    expect(files()).toHaveLength(2);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('leaves nothing half when the disk is full', async () => {
    const disk = mountDisk(4096);
    if (!disk) return;
    try {
      await addNote(vault, { title: 'Big', body: 'x' }, [
        { name: 'pot.png', bytes: Buffer.alloc(30_000_000) },
      ]);
      const error = await exportNotes(vault, disk.folder, unwatched).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(LatchkeyError);
      expect(error).toMatchObject({ code: 'disk-full' });
      expect(readdirSync(disk.folder)).toEqual([]);
    } finally {
      disk.remove();
    }
  });

  it('ends with the place’s error where it cannot write', async () => {
    const file = freshPath('file');
    writeFiles(join(file, '..'), { file: 'x' });
    const error = await exportNotes(vault, join(file, 'out'), unwatched).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(LatchkeyError);
  });
});
