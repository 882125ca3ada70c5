import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NoteId, NoteSummary } from '../contract/words.ts';
import { equalInConstantTime as areEqual } from './bytes.ts';
import { chunkLength, sealChunks } from './chunks.ts';
import { systemRandom } from './random.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { attach, bytesOf, codeOf, finish, flipped, makeVault, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let reopen: TestVault['reopen'];
let note: NoteSummary;

beforeEach(async () => {
  ({ store, vault, reopen } = await makeVault());
  note = vault.create({ title: 'T', body: 'text' });
});

const problemsOf = (of: Vault) =>
  finish(of.verify()).problems.map(({ code, details }) => [code, details.table]);

function currentOf(id: NoteId): NoteSummary {
  return vault.open(id).summary;
}

describe('an attached file', () => {
  it('comes back byte for byte, and belongs to its note', async () => {
    const bytes = bytesOf(200_000);
    const { summary, attachment } = attach(vault, note, bytes, 'photo.jpg');
    expect(summary).toMatchObject({ id: note.id, revision: 2 });
    expect(vault.attachments(note.id)).toEqual([attachment]);
    expect(attachment).toMatchObject({ note: note.id, name: 'photo.jpg', size: 200_000 });
    const opened = await reopen();
    expect(opened.attachmentSize(attachment.id)).toBe(200_000);
    expect(areEqual(opened.readAttachment(attachment.id, 0, 200_000), bytes)).toBe(true);
    expect(opened.list()).toHaveLength(1);
    expect(opened.open(note.id).body).toBe('text');
    expect(problemsOf(opened)).toEqual([]);
  });

  test.prop([fc.nat({ max: 250_000 }), fc.nat({ max: 250_000 })])(
    'can be read in any part',
    (from, length) => {
      const bytes = bytesOf(180_000);
      const [id = attach(vault, currentOf(note.id), bytes).attachment.id] = vault.attachmentIds(note.id);
      expect(areEqual(vault.readAttachment(id, from, length), bytes.subarray(from, from + length))).toBe(
        true,
      );
    },
  );

  it('may be empty', () => {
    const { attachment } = attach(vault, note, new Uint8Array());
    expect(vault.readAttachment(attachment.id, 0, 10)).toEqual(new Uint8Array());
    expect(problemsOf(vault)).toEqual([]);
  });

  it('stays when its note is saved, and goes when it is removed from it', () => {
    const { attachment } = attach(vault, note, bytesOf(100_000));
    const saved = vault.save({ ...currentOf(note.id), body: 'new' });
    expect(vault.attachmentIds(note.id)).toEqual([attachment.id]);
    const after = vault.removeAttachment({
      id: note.id,
      revision: saved.revision,
      attachment: attachment.id,
    });
    expect(after.revision).toBe(saved.revision + 1);
    expect(vault.attachments(note.id)).toEqual([]);
    expect(codeOf(() => vault.readAttachment(attachment.id, 0, 1))).toBe('not-found');
    expect(problemsOf(vault)).toEqual([]);
    finish(vault.sweep());
    expect([store.rows.chunk.size, vault.hasLoose]).toEqual([0, false]);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('goes with its note', () => {
    attach(vault, note, bytesOf(10));
    attach(vault, currentOf(note.id), bytesOf(70_000));
    vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    expect(store.rows.summary.size + store.rows.content.size).toBe(0);
    expect(vault.hasLoose).toBe(true);
    finish(vault.sweep());
    expect(store.rows.chunk.size).toBe(0);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('is not a note, and a note is not a file', () => {
    const { attachment } = attach(vault, note, bytesOf(10));
    const asNote = attachment.id as string as NoteId;
    expect(codeOf(() => vault.open(asNote))).toBe('not-found');
    expect(codeOf(() => vault.attachment(note.id as string as typeof attachment.id))).toBe('not-found');
  });

  it('whose summary is damaged is not listed as a damaged note', () => {
    const { attachment } = attach(vault, note, bytesOf(10));
    const row = store.rows.summary.get(attachment.id);
    if (!row) throw new Error('expected a row');
    store.writeItem('summary', { ...row, sealed: flipped(row.sealed) });
    expect(vault.list().map(({ id }) => id)).toEqual([note.id]);
    expect(codeOf(() => vault.attachments(note.id))).toBe('record-tampered');
  });

  it('of which a part is missing says so', () => {
    const { attachment } = attach(vault, note, bytesOf(200_000));
    store.rows.chunk.delete(`${attachment.id}/1`);
    expect(vault.readAttachment(attachment.id, 0, chunkLength)).toHaveLength(chunkLength);
    expect(codeOf(() => vault.readAttachment(attachment.id, chunkLength, 1))).toBe('rows-missing');
  });
});

describe('a file that is arriving', () => {
  const file = { name: 'a.bin', size: 200_000, chunks: 4 };

  it('belongs to nothing until it is finished, and a sweep leaves it alone', () => {
    const writer = vault.beginAttachment();
    const chunks = [...sealChunks(writer.sealer, [bytesOf(file.size)], systemRandom)];
    writer.put(chunks.slice(0, 2));
    expect(vault.hasLoose).toBe(false);
    finish(vault.sweep());
    expect(store.rows.chunk.size).toBe(2);
    expect(problemsOf(vault)).toEqual([]);
    vault.save({ ...note, body: 'written meanwhile' });
    writer.put(chunks.slice(2));
    const { attachment } = writer.finish(note, file);
    expect(vault.open(note.id).body).toBe('written meanwhile');
    expect(areEqual(vault.readAttachment(attachment.id, 0, file.size), bytesOf(file.size))).toBe(true);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('and then is given up leaves nothing behind after a sweep', () => {
    const writer = vault.beginAttachment();
    writer.put([...sealChunks(writer.sealer, [bytesOf(file.size)], systemRandom)]);
    writer.abandon();
    expect(vault.hasLoose).toBe(true);
    finish(vault.sweep());
    expect([store.rows.chunk.size, vault.hasLoose]).toEqual([0, false]);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('when the program dies is swept away by the next one', async () => {
    const writer = vault.beginAttachment();
    writer.put([...sealChunks(writer.sealer, [bytesOf(file.size)], systemRandom)].slice(0, 3));
    const next = await reopen(store.copy());
    expect(next.hasLoose).toBe(true);
    expect(problemsOf(next)).toEqual([]);
    finish(next.sweep());
    expect(next.hasLoose).toBe(false);
    expect(problemsOf(next)).toEqual([]);
  });

  it('is whole or not there when any write fails', () => {
    for (let failing = 0; ; failing++) {
      const writer = vault.beginAttachment();
      const writes = [
        ...[...sealChunks(writer.sealer, [bytesOf(file.size)], systemRandom)].map((chunk) => () => {
          writer.put([chunk]);
        }),
        () => void writer.finish(note, file),
      ];
      const code = codeOf(() => {
        for (const [index, write] of writes.entries()) {
          store.failNextCommit = index === failing;
          write();
        }
      });
      if (code === null) break;
      writer.abandon();
      expect(code).toBe('disk-full');
      expect(vault.attachmentIds(note.id)).toEqual([]);
      expect(problemsOf(vault)).toEqual([]);
    }
    expect(vault.attachmentIds(note.id)).toHaveLength(1);
    finish(vault.sweep());
    expect(store.rows.chunk.size).toBe(file.chunks);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('is swept in several writes, each of which may fail', () => {
    const { attachment } = attach(vault, note, bytesOf(300 * chunkLength));
    vault.removeAttachment({ ...currentOf(note.id), attachment: attachment.id });
    const sweep = vault.sweep();
    sweep.next();
    const { size } = store.rows.chunk;
    expect(size).toBeGreaterThan(0);
    store.failNextCommit = true;
    expect(codeOf(() => sweep.next())).toBe('disk-full');
    expect(problemsOf(vault)).toEqual([]);
    finish(vault.sweep());
    expect([store.rows.chunk.size, vault.hasLoose]).toEqual([0, false]);
    expect(problemsOf(vault)).toEqual([]);
  });

  it('takes its chunks in order, and all of them', () => {
    const writer = vault.beginAttachment();
    const chunks = [...sealChunks(writer.sealer, [bytesOf(file.size)], systemRandom)];
    expect(() => writer.put(chunks.slice(1))).toThrow(RangeError);
    writer.put(chunks.slice(0, 3));
    expect(() => writer.finish(note, file)).toThrow(RangeError);
  });

  it.each(['', 'a/b', 'x'.repeat(256)])('cannot be called %j', (name) => {
    expect(codeOf(() => attach(vault, note, bytesOf(1), name))).toBe('invalid-request');
  });

  it('cannot go on after a lock', () => {
    const writer = vault.beginAttachment();
    const chunks = [...sealChunks(writer.sealer, [bytesOf(1)], systemRandom)];
    vault.lock();
    expect(codeOf(() => writer.put(chunks))).toBe('locked');
  });
});
