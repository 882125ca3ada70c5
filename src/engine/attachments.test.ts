import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentId, NoteSummary } from '../contract/words.ts';
import { startEngine } from './engine.ts';
import { readPieces } from './file-pieces.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  passphrase,
  removeFolders,
  resources,
  startSession,
  tamper,
} from './fixtures/vaults.ts';
import type { Session } from './session.ts';
import { openStore } from './sqlite-store.ts';

const mebibyte = 1024 * 1024;
/** Sealed in the engine's thread, by the worker in one batch more than it has in hand, and lengths around the cuts. */
const lengths = [0, 1, 65_535, 65_536, 65_537, 3 * 65_536, 4 * mebibyte, 4 * mebibyte + 1, 21 * mebibyte + 5];

let path: string;
let folder: string;
let session: Session;
let note: NoteSummary;

beforeEach(async () => {
  path = freshPath();
  folder = dirname(path);
  session = startSession().session;
  await session.create({ path, passphrase, kdf: cheapKdf });
  note = await session.createNote({ title: 'With files', body: '' });
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

function fileOf(bytes: Uint8Array, name = 'Ferry times, 2026 📎.pdf'): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

async function attach(bytes: Uint8Array) {
  const { id } = note;
  const attached = await session.attach({ id, file: fileOf(bytes) });
  note = attached.summary;
  return attached.attachment;
}

async function readAll(id: AttachmentId): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let from = 0; ;) {
    const part = await session.readAttachment({ id, from, length: 300_000 });
    if (part.length === 0) return Buffer.concat(parts);
    parts.push(part);
    from += part.length;
  }
}

/** Rows of `chunk`. */
async function chunksInFile(): Promise<number> {
  await session.lock();
  const store = openStore(path);
  const count = Array.from(store.readChunks()).length;
  store.close();
  await session.unlock({ path, passphrase });
  return count;
}

/** Once everything that was asked for before, the sweep among it, has had its turn. */
const settled = () => session.inspect({ path });

describe('a file in a note', () => {
  it.each(lengths)('of %i bytes comes back as it was, also after a lock', async (length) => {
    const bytes = randomBytes(length);
    const { id, ...rest } = await attach(bytes);
    expect(rest).toMatchObject({ note: note.id, name: 'Ferry times, 2026 📎.pdf', size: length });
    expect((await readAll(id)).equals(bytes)).toBe(true);
    await session.lock();
    await session.unlock({ path, passphrase });
    expect((await readAll(id)).equals(bytes)).toBe(true);
    expect((await session.verify()).problems).toEqual([]);
  });

  it('is listed with its note, and changes its revision', async () => {
    const one = await attach(Buffer.from('one'));
    const two = await attach(Buffer.from('two'));
    expect(note.revision).toBe(3);
    expect(await session.listAttachments({ note: note.id })).toEqual([one, two]);
    expect(await session.listNotes()).toHaveLength(1);
  });

  it('takes another name if one is given, and never a folder', async () => {
    const { id } = note;
    const file = fileOf(Buffer.from('x'));
    const { attachment } = await session.attach({ id, file, name: 'other.txt' });
    expect(attachment.name).toBe('other.txt');
    const withFolder = { id, file, name: '../other.txt' };
    expect(await codeOfFailure(() => session.attach(withFolder))).toBe('invalid-request');
  });

  it('tells how far it is, in bytes', async () => {
    const length = 9 * mebibyte;
    const seen: number[] = [];
    const { id } = note;
    await session.attach(
      { id, file: fileOf(randomBytes(length)) },
      {
        onProgress: ({ done, total }) => {
          expect(total).toBe(length);
          seen.push(done);
        },
      },
    );
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(length);
  });

  it('lets notes be written meanwhile', async () => {
    const { id, revision } = note;
    const attaching = session.attach({ id, file: fileOf(randomBytes(9 * mebibyte)) });
    await session.saveNote({ id, revision, title: 'Typed on', body: 'while the file arrives' });
    const other = await session.createNote({ title: 'Meanwhile', body: '' });
    await session.saveNote({ ...other, body: 'saved' });
    expect((await attaching).summary).toMatchObject({ title: 'Typed on', revision: revision + 2 });
    expect((await session.verify()).problems).toEqual([]);
    expect(await session.listNotes()).toHaveLength(2);
  });
});

describe('a file that cannot be attached', () => {
  it('is named as what it is', async () => {
    const { id } = note;
    const attachFrom = (file: string) => codeOfFailure(() => session.attach({ id, file }));
    expect(await attachFrom(join(folder, 'nothing'))).toBe('not-found');
    expect(await attachFrom(folder)).toBe('is-a-directory');
    const file = fileOf(Buffer.from('x'));
    const nobody = { ...note, id: 'f'.repeat(32) as NoteSummary['id'], file };
    expect(await codeOfFailure(() => session.attach(nobody))).toBe('not-found');
    await settled();
    expect(await chunksInFile()).toBe(0);
    expect((await session.verify()).problems).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('may be a pipe, which nobody waits for', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { id } = note;
    expect(await codeOfFailure(() => session.attach({ id, file: pipe }))).toBe('is-a-directory');
  });

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'more')],
    ['shrinks', (file: string) => truncateSync(file, 4 * mebibyte + 10)],
  ])('is one that %s while it is read', (_, change) => {
    const file = fileOf(randomBytes(9 * mebibyte));
    const read = () => {
      for (const piece of readPieces(file)) if (piece.length > 0) change(file);
    };
    expect(read).toThrow('changed by another program');
  });

  it.each([5 * mebibyte, 21 * mebibyte])('leaves nothing when it is stopped: %i bytes', async (stopAt) => {
    const stop = new AbortController();
    const { id } = note;
    const attaching = session.attach(
      { id, file: fileOf(randomBytes(40 * mebibyte)) },
      {
        signal: stop.signal,
        onProgress: ({ done }) => {
          if (done >= stopAt) stop.abort();
        },
      },
    );
    expect(await codeOfFailure(() => attaching)).toBe('cancelled');
    await settled();
    expect(await chunksInFile()).toBe(0);
    expect(await session.listAttachments({ note: note.id })).toEqual([]);
    expect((await session.verify()).problems).toEqual([]);
  });

  it('leaves what a lock cut off to be swept away after the next unlock', async () => {
    const { id } = note;
    let locking: Promise<unknown> | undefined;
    const attaching = session.attach(
      { id, file: fileOf(randomBytes(40 * mebibyte)) },
      {
        onProgress: () => {
          locking ??= session.lock();
        },
      },
    );
    expect(await codeOfFailure(() => attaching)).toBe('locked');
    await locking;
    const store = openStore(path);
    expect(Array.from(store.readChunks()).length).toBeGreaterThan(0);
    store.close();
    await session.unlock({ path, passphrase });
    expect((await session.verify()).problems).toEqual([]);
    await settled();
    expect(await chunksInFile()).toBe(0);
  });
});

describe('a file that is removed', () => {
  it('goes for good: its chunks are swept away in the background', async () => {
    const kept = await attach(randomBytes(100_000));
    const { id: attachment } = await attach(randomBytes(21 * mebibyte));
    note = await session.removeAttachment({ id: note.id, revision: note.revision, attachment });
    expect(await session.listAttachments({ note: note.id })).toEqual([kept]);
    expect(await codeOfFailure(() => readAll(attachment))).toBe('not-found');
    await settled();
    expect(await chunksInFile()).toBe(2);
    expect((await session.verify()).problems).toEqual([]);
  });

  it('goes with its note', async () => {
    await attach(randomBytes(9 * mebibyte));
    await session.changeNotes({ ids: [note.id], change: { trashed: true } });
    await session.removeNotes({ ids: [note.id] });
    await settled();
    expect(await chunksInFile()).toBe(0);
    expect((await session.verify()).checked).toBe(0);
  });
});

describe('reading a file out of a note', () => {
  it('gives any part, and at most 1 MiB at once', async () => {
    const bytes = randomBytes(200_000);
    const { id } = await attach(bytes);
    const part = await session.readAttachment({ id, from: 65_000, length: 70_000 });
    expect(Buffer.from(part).equals(bytes.subarray(65_000, 135_000))).toBe(true);
    expect(await session.readAttachment({ id, from: 200_000, length: 5 })).toHaveLength(0);
    const tooLong = { id, from: 0, length: mebibyte + 1 };
    expect(await codeOfFailure(() => session.readAttachment(tooLong))).toBe('invalid-request');
  });

  it('ends at a chunk that was changed or deleted, and the others can be read', async () => {
    const { id } = await attach(randomBytes(300_000));
    await session.lock();
    tamper(path, 'UPDATE chunk SET sealed = zeroblob(length(sealed)) WHERE position = 1');
    tamper(path, 'DELETE FROM chunk WHERE position = 3');
    await session.unlock({ path, passphrase });
    const read = (from: number) => codeOfFailure(() => session.readAttachment({ id, from, length: 10 }));
    expect([await read(0), await read(70_000), await read(140_000), await read(200_000)]).toEqual([
      'no error',
      'record-tampered',
      'no error',
      'rows-missing',
    ]);
  });

  it('takes a chunk that claims to be huge for a damaged one, unread', async () => {
    const { id } = await attach(randomBytes(300_000));
    await session.lock();
    tamper(path, 'UPDATE chunk SET sealed = zeroblob(64000000) WHERE position = 1');
    await session.unlock({ path, passphrase });
    const before = process.memoryUsage().arrayBuffers;
    const damaged = { id, from: 70_000, length: 10 };
    expect(await codeOfFailure(() => session.readAttachment(damaged))).toBe('record-tampered');
    expect((await session.verify()).problems.map(({ details }) => details.table)).toContain('chunk');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32_000_000);
  });
});

describe('saving a file to the disk', () => {
  it('writes all of it, for this account alone', async () => {
    const bytes = randomBytes(3 * mebibyte + 7);
    const { id } = await attach(bytes);
    const out = join(folder, 'out.bin');
    await session.saveAttachment({ id, file: out });
    expect(readFileSync(out).equals(bytes)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('never replaces a file, and leaves nothing when it fails', async () => {
    const { id } = await attach(randomBytes(3 * mebibyte));
    const out = fileOf(Buffer.from('mine'), 'out.bin');
    expect(await codeOfFailure(() => session.saveAttachment({ id, file: out }))).toBe('already-exists');
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const other = join(folder, 'sub');
    expect(await codeOfFailure(() => session.saveAttachment({ id, file: join(other, 'a') }))).toBe(
      'file-missing',
    );
    mkdirSync(other);
    await session.lock();
    tamper(path, 'DELETE FROM chunk WHERE position = 20');
    await session.unlock({ path, passphrase });
    const file = join(other, 'a');
    expect(await codeOfFailure(() => session.saveAttachment({ id, file }))).toBe('rows-missing');
    const stopped = { signal: AbortSignal.abort() };
    expect(await codeOfFailure(() => session.saveAttachment({ id, file }, stopped))).toBe('cancelled');
    expect(readdirSync(other)).toEqual([]);
  });
});

describe('the engine in its thread', () => {
  it('attaches, reads and saves as a session does', async () => {
    await session.lock();
    const engine = startEngine({ resources });
    try {
      await engine.unlock({ path, passphrase });
      const bytes = randomBytes(9 * mebibyte);
      let seen = 0;
      const { attachment } = await engine.attach(
        { ...note, file: fileOf(bytes) },
        { onProgress: ({ done }) => (seen = done) },
      );
      expect(seen).toBe(bytes.length);
      const part = await engine.readAttachment({ id: attachment.id, from: 5 * mebibyte, length: 1000 });
      expect(Buffer.from(part).equals(bytes.subarray(5 * mebibyte, 5 * mebibyte + 1000))).toBe(true);
      const out = join(folder, 'out.bin');
      await engine.saveAttachment({ id: attachment.id, file: out });
      expect(readFileSync(out).equals(bytes)).toBe(true);
    } finally {
      await engine.stop();
    }
  });
});
