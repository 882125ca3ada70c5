import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPath, nodeArgon2, removeFolders, tamper } from '../../engine/fixtures/vaults.ts';
import { createStore } from '../../engine/sqlite-store.ts';
import { itemId } from '../../vault/bytes.ts';
import { chunkCountOf, sealChunk, sealChunks, type SealedChunk } from '../../vault/chunks.ts';
import {
  createVault,
  drawAttachmentId,
  makeKeyFile,
  referencesIn,
  withTargets,
  type Vault,
} from '../../vault/index.ts';
import { padmeSize as padmeSizeOfApp } from '../../vault/padding.ts';
import { cheapKdf, fixedRandom } from '../../vault/testing/surroundings.ts';
import { archiveOf } from '../export/archive.ts';
import { fileNameWithEndingOf, momentNameOf } from '../export/file-names.ts';
import { markdownOf } from '../export/markdown.ts';
import { bytesOf, isReadable, type Attachment } from '../format/attachments.ts';
import { secretOfKeyFile } from '../format/key-file.ts';
import { readContents, type Contents, type OpenVault } from '../format/notes.ts';
import { padmeSize } from '../format/padme.ts';
import { unlock } from '../format/unlock.ts';
import { readVaultFile } from '../format/vault-file.ts';
import { ReaderError } from '../problem.ts';
import { bytesSource } from '../sqlite/source.ts';

const passphrase = 'four geese on the lawn';
const random = fixedRandom();

interface Read extends Contents {
  readonly vault: OpenVault;
}

async function read(file: Uint8Array): Promise<Read> {
  const vaultFile = await readVaultFile(bytesSource(file), null);
  const keys = await unlock(vaultFile, { kind: 'passphrase', passphrase, keyFile: null });
  const vault = { file: vaultFile, keys };
  const steps = readContents(vault);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return { ...step.value, vault };
}

const attachmentsOf = ({ notes }: Contents) => notes.flatMap(({ attachments }) => attachments);

/** The bytes of a file, or what is said in their place. */
async function bytesOrProblem(vault: OpenVault, attachment: Attachment): Promise<Uint8Array | string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of bytesOf(vault, attachment)) parts.push(part.slice());
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof ReaderError) return error.message;
    throw error;
  }
}

/** A vault with one note, and its path. */
async function freshVault(): Promise<{ readonly vault: Vault; readonly path: string }> {
  const path = freshPath();
  const store = createStore(path);
  const vault = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2, random });
  store.publish();
  vault.create({ title: 'Tea', body: 'With a picture.' });
  return { vault, path };
}

const size = 150_000;
const picture = random(size);

/** A closed vault with one file, 150,000 bytes in three pieces unless they are cut and sealed otherwise. */
async function withFile(cut: (sealer: Parameters<typeof sealChunks>[0]) => Iterable<SealedChunk>) {
  const { vault, path } = await freshVault();
  const [note] = vault.list();
  if (note?.state !== 'readable') throw new Error('the note is there');
  const writer = vault.beginAttachment();
  writer.put([...cut(writer.sealer)]);
  const named = writer.finish(note, { name: 'picture.jpg', size, chunks: chunkCountOf(size) });
  vault.lock();
  return { path, id: named.attachment.id, note: note.id };
}

const properly = (sealer: Parameters<typeof sealChunks>[0]) => sealChunks(sealer, [picture], random);

/** The three pieces, each changed before it is sealed. */
function* pieces(
  { key, vaultId, id }: Parameters<typeof sealChunks>[0],
  change: (piece: { bytes: Uint8Array; isFinal: boolean }, position: number) => void,
): Generator<SealedChunk> {
  const padded = new Uint8Array(padmeSize(size));
  padded.set(picture);
  for (let position = 0; position < 3; position++) {
    const bytes = padded.slice(position * 65_536, (position + 1) * 65_536);
    const piece = { bytes, isFinal: position === 2 };
    change(piece, position);
    const place = { id: itemId(id), position, isFinal: piece.isFinal };
    yield { position, sealed: sealChunk({ key, vaultId }, place, piece.bytes, random) };
  }
}

afterAll(removeFolders);

describe('an attached file', () => {
  it('is given byte for byte, a piece at a time', async () => {
    const { path } = await withFile(properly);
    const contents = await read(readFileSync(path));
    const [attachment] = attachmentsOf(contents);
    expect(attachment).toMatchObject({ name: 'picture.jpg', size, problem: null });
    const lengths: number[] = [];
    if (attachment) for await (const part of bytesOf(contents.vault, attachment)) lengths.push(part.length);
    expect(lengths).toEqual([65_536, 65_536, size - 131_072]);
    expect(attachment && (await bytesOrProblem(contents.vault, attachment))).toEqual(Buffer.from(picture));
  });

  it.each([
    [
      'whose last piece does not say that it is the last',
      (piece: { isFinal: boolean }, position: number) => {
        if (position === 2) piece.isFinal = false;
      },
      'piece 3 of 3',
    ],
    [
      'of which a piece in the middle says that it is the last',
      (piece: { isFinal: boolean }, position: number) => {
        if (position === 1) piece.isFinal = true;
      },
      'piece 2 of 3',
    ],
    [
      'with something else than zeros behind its end',
      (piece: { bytes: Uint8Array }, position: number) => {
        if (position === 2) piece.bytes[piece.bytes.length - 1] = 1;
      },
      'piece 3 of 3',
    ],
    [
      'of which a piece is too short',
      (piece: { bytes: Uint8Array }, position: number) => {
        if (position === 0) piece.bytes = piece.bytes.subarray(1);
      },
      'piece 1 of 3',
    ],
    [
      'whose last piece is too long',
      (piece: { bytes: Uint8Array }, position: number) => {
        if (position === 2) piece.bytes = new Uint8Array([...piece.bytes, 0]);
      },
      'piece 3 of 3',
    ],
  ])('%s is not given, even sealed with the right key', async (_, change, place) => {
    const { path } = await withFile((sealer) => pieces(sealer, change));
    const contents = await read(readFileSync(path));
    expect(contents.problems).toEqual([]);
    const [attachment] = attachmentsOf(contents);
    expect(attachment && (await bytesOrProblem(contents.vault, attachment))).toContain(place);
  });

  it.each([
    ['a piece is missing', 'DELETE FROM chunk WHERE position = 1', '1 of its 3 pieces is missing', 'fewer'],
    ['all pieces are missing', 'DELETE FROM chunk', '3 of its 3 pieces are missing', 'fewer'],
    [
      'there is a piece more',
      `INSERT INTO chunk (item_id, position, sealed) SELECT item_id, 3, sealed FROM chunk WHERE position = 2`,
      'It has more pieces than it should.',
      'more',
    ],
    ['its name is missing', 'DELETE FROM summary WHERE id = $id', 'Its name is missing', 'fewer'],
    [
      'its name is damaged',
      'UPDATE summary SET sealed = zeroblob(length(sealed)) WHERE id = $id',
      'Its name is missing or damaged.',
      '',
    ],
    [
      'its manifest is missing',
      'DELETE FROM content WHERE id = $id',
      'One of its two records is missing',
      'fewer',
    ],
    [
      'both are missing',
      'DELETE FROM summary WHERE id = $id; DELETE FROM content WHERE id = $id',
      'without the size it cannot be put together',
      'fewer',
    ],
    [
      'all of it is missing',
      'DELETE FROM summary WHERE id = $id; DELETE FROM content WHERE id = $id; DELETE FROM chunk',
      'nothing of it is there',
      'fewer',
    ],
    ['its note is missing', 'DELETE FROM summary WHERE id <> $id', 'does not know it', 'fewer'],
  ])('is named when %s', async (_, sql, said, ofVault) => {
    const { path, id, note } = await withFile(properly);
    for (const statement of sql.split('; ')) tamper(path, statement.replace('$id', `x'${id}'`));
    tamper(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const contents = await read(readFileSync(path));
    expect(contents.problems.join()).toContain(ofVault);
    expect(contents.notes.map((found) => found.id)).toEqual([note]);
    const [attachment] = attachmentsOf(contents);
    expect(attachment?.problem).toContain(said);
    const given = attachment && (await bytesOrProblem(contents.vault, attachment));
    const isWhole = typeof given !== 'string';
    expect(isWhole).toBe(attachment && isReadable(attachment));
    if (isWhole) expect(given).toEqual(Buffer.from(picture));
  });

  it.each([
    ['changed places', 'UPDATE chunk SET position = CASE position WHEN 0 THEN 9 WHEN 1 THEN 0 ELSE 2 END'],
    ['come from another file', 'UPDATE chunk SET sealed = (SELECT sealed FROM chunk WHERE position = 0)'],
  ])('is not given when its pieces have %s, and the export names it', async (_, sql) => {
    const { path, id } = await withFile(properly);
    tamper(path, sql);
    tamper(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const contents = await read(readFileSync(path));
    const wanted = { attachments: true, versions: true };
    const { entries, lost, saved } = await archiveOf(contents.vault, contents, wanted, 0);
    expect([lost.attachments, saved.attachments, saved.notes]).toEqual([1, 0, 1]);
    expect(entries.map((entry) => entry.path)).toEqual(['About this export.txt', 'Tea.md']);
    const [report] = entries;
    let said = '';
    for await (const part of report?.bytes() ?? []) said += new TextDecoder().decode(part);
    expect(said).toContain('Attached files exported: 0; could not be read: 1');
    expect(said.includes(id) || said.includes('piece')).toBe(true);
  });

  describe('with a flipped bit somewhere in the file', () => {
    let file = new Uint8Array();
    beforeAll(async () => {
      const { path } = await withFile(properly);
      file = new Uint8Array(readFileSync(path));
    });

    it('is right, or named and not given', async () => {
      const wanted = Buffer.from(picture);
      const outcomes = { refused: 0, named: 0, right: 0 };
      const { vault } = await read(file);
      for (let index = 0; index < 150; index++) {
        const bit = Math.floor(((index * 0.618_033_988_749_895) % 1) * file.length * 8);
        const copy = file.slice();
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        try {
          const damaged = { keys: vault.keys, file: await readVaultFile(bytesSource(copy), null) };
          const steps = readContents(damaged);
          let step = await steps.next();
          while (!step.done) step = await steps.next();
          const found = attachmentsOf(step.value);
          for (const attachment of found) {
            const given = await bytesOrProblem(damaged, attachment);
            if (typeof given !== 'string') expect(wanted.equals(given)).toBe(true);
            outcomes[typeof given === 'string' ? 'named' : 'right'] += 1;
          }
          if (found.length === 0) expect(step.value.problems).not.toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(ReaderError);
          outcomes.refused += 1;
        }
      }
      expect(outcomes.named).toBeGreaterThan(50);
    });
  });
});

describe('the sizes that attachments are padded to', () => {
  it('are those that the app pads to', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        const length = Math.abs(number) % 2 ** 52;
        expect(padmeSize(length)).toBe(padmeSizeOfApp(length));
      }),
    );
    for (let length = 0; length < 5_000; length++) expect(padmeSize(length)).toBe(padmeSizeOfApp(length));
  });
});

describe('a key file', () => {
  const { text, secret } = makeKeyFile(fixedRandom());
  const written = new TextDecoder().decode(text);
  const bytes = (changed: string) => new TextEncoder().encode(changed);

  it('is read with either kind of line end, and without the last', () => {
    for (const form of [written, written.replaceAll('\n', '\r\n'), written.trimEnd()])
      expect(Buffer.from(secretOfKeyFile(bytes(form)))).toEqual(Buffer.from(secret));
  });

  it.each([
    ['an empty file', ''],
    ['another text', 'Latchkey key file 2\n'],
    ['one in capitals', written.toUpperCase()],
    ['one with a line more', `${written}\n`],
    ['one with a space', written.replace('\n', ' \n')],
    ['one with a changed digit', written.replace(/[0-9a-f](?=\n$)/, (digit) => (digit === '0' ? '1' : '0'))],
    ['a long file', written + ' '.repeat(2_000)],
  ])('is not made of %s', (_, changed) => {
    expect(() => secretOfKeyFile(bytes(changed))).toThrow(ReaderError);
  });
});

describe('an exported text', () => {
  it('leads to its files, in a way that the app reads back', () => {
    const [id, other] = ['a'.repeat(32), 'b'.repeat(32)];
    const body = `![x](attachment:${id}) [y](attachment:${other})`;
    const note = { id: 'c'.repeat(32), summary: null, body, problem: null, versions: [], attachments: [] };
    const path = 'Tea (2).files/ü & b.png';
    const text = markdownOf(note, [{ id, path, name: 'ü & b.png' }]);
    expect(text).toContain(`![x](Tea%20%282%29.files/%C3%BC%20%26%20b.png) [y](attachment:${other})`);
    const ids = new Map([[path, drawAttachmentId(random)]]);
    expect(referencesIn(withTargets(text, ids))).toEqual([...ids.values(), other]);
  });
});

describe('the name of an exported attachment', () => {
  it.each([
    ['photo.jpg', 'photo|.jpg'],
    ['兼六園の写真.jpeg', '兼六園の写真|.jpeg'],
    ['archive.tar.gz', 'archive.tar|.gz'],
    ['../../etc/passwd', 'etc passwd|'],
    ['.profile', 'profile|'],
    ['...', 'File|'],
    ['con.txt', '_con|.txt'],
    ['a\u202egpj.exe', 'a gpj|.exe'],
    ['no ending. here', 'no ending. here|'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(120)}|.png`],
  ])('for %j is %j', (name, wanted) => {
    expect(fileNameWithEndingOf(name).join('|')).toBe(wanted);
  });

  it('of a text that was kept is its time', () => {
    expect(momentNameOf(Date.UTC(2026, 2, 1, 9, 5, 7))).toBe('2026-03-01 09-05-07');
    expect(momentNameOf(8.64e15)).toBe('8640000000000000');
  });
});
