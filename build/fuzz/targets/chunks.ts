import fc from 'fast-check';
import { itemId, toHex, Vault, type StoredChunk } from '../../../src/vault/index.ts';
import {
  chunkCountOf,
  ChunkCutter,
  chunkLength,
  openChunkOf,
  type ChunkSealer,
} from '../../../src/vault/chunks.ts';
import { fixedRandom } from '../../../src/vault/testing/surroundings.ts';
import { changedBytes } from '../mutations.ts';
import { makeSampleVault, now, patternOf, sampleKeyring } from '../sample-vault.ts';
import { defineTarget, must, orRefused } from '../target.ts';
import { runOut } from '../use-vault.ts';

const { store, attachments } = await makeSampleVault();
const random = fixedRandom();
const rows = Array.from(store.readChunks());

/** What somebody without the key can do to the rows of files. */
type RowChange =
  | { readonly kind: 'bytes'; readonly row: number; readonly sealed: Uint8Array }
  | { readonly kind: 'remove'; readonly row: number }
  | { readonly kind: 'move'; readonly row: number; readonly id: number; readonly position: number }
  | { readonly kind: 'swap'; readonly row: number; readonly other: number };

/** A file cut at odd places; or rows changed, and what is read then. */
type Input =
  | { readonly kind: 'cut'; readonly pieces: readonly number[] }
  | {
      readonly kind: 'rows';
      readonly changes: readonly RowChange[];
      readonly reads: readonly (readonly [number, number])[];
    };

const row = fc.nat(rows.length - 1);
const change: fc.Arbitrary<RowChange> = fc.oneof(
  row.chain((index) =>
    fc.record({
      kind: fc.constant('bytes' as const),
      row: fc.constant(index),
      sealed: changedBytes(
        rows.slice(index, index + 1).map(({ sealed }) => sealed),
        { most: 2 },
      ),
    }),
  ),
  fc.record({ kind: fc.constant('remove' as const), row }),
  fc.record({
    kind: fc.constant('move' as const),
    row,
    id: fc.nat(attachments.length - 1),
    position: fc.oneof(fc.nat(4), fc.constantFrom(2 ** 31, 2 ** 53 - 1)),
  }),
  fc.record({ kind: fc.constant('swap' as const), row, other: row }),
);
const offset = fc.oneof(
  fc.nat(120_000),
  fc.constantFrom(0, chunkLength - 1, chunkLength, chunkLength + 1, 99_999, 100_000, 2 ** 40, 2 ** 53 - 1),
);

const inputs: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      pieces: fc.array(fc.oneof(fc.nat(200_000), fc.nat(20), fc.constant(chunkLength)), { maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('rows' as const),
      changes: fc.array(change, { maxLength: 3 }),
      reads: fc.array(fc.tuple(offset, offset), { minLength: 1, maxLength: 6 }),
    }),
  },
);

/** Attachments: cutting and sealing them, and reading them from rows that somebody changed. */
export const chunks = defineTarget<Input>({
  name: 'chunks',
  inputs,
  run(input) {
    if (input.kind === 'cut') cutAndRead(input.pieces);
    else readChanged(input.changes, input.reads);
  },
});

/** However a file comes in, its chunks are the same, and opened they are the file. */
function cutAndRead(pieces: readonly number[]): void {
  const keyring = sampleKeyring();
  const id = itemId(new Uint8Array(16).fill(7));
  const sealer: ChunkSealer = { key: keyring.subkey('chunk'), vaultId: keyring.vaultId, id };
  const size = pieces.reduce((sum, piece) => sum + piece, 0);
  const file = patternOf(size);
  const cutter = new ChunkCutter(sealer, random);
  let at = 0;
  const sealed = [
    ...pieces.flatMap((piece) => cutter.push(file.subarray(at, (at += piece)))),
    ...cutter.end(),
  ];
  must(cutter.size === size && cutter.chunks === sealed.length, 'a cutter that miscounts');
  must(chunkCountOf(size) === sealed.length, 'another number of chunks than the size has');
  const opened = Buffer.concat(
    sealed.map((chunk) => openChunkOf(keyring, { id, size, chunks: sealed.length }, chunk)),
  );
  must(opened.subarray(0, size).equals(file), 'another file');
}

/** What is read is what was attached, or it is refused. */
function readChanged(changes: readonly RowChange[], reads: readonly (readonly [number, number])[]): void {
  const copy = store.copy();
  for (const each of changes) changeRow(copy, each);
  const vault = new Vault(copy, sampleKeyring(), { now: () => now, random });
  for (const { id, bytes } of attachments) {
    const [listed] = vault
      .list()
      .flatMap((entry) => vault.attachments(entry.id).filter((one) => one.id === toHex(id)));
    if (!listed) throw new Error('an attachment that is not listed');
    for (const [from, length] of reads) {
      const read = orRefused(() => vault.readAttachment(listed.id, from, length));
      must(
        read === undefined || Buffer.from(bytes.subarray(from, from + length)).equals(read),
        'other bytes',
      );
    }
  }
  const isChanged = changes.length > 0 && !isSame(Array.from(copy.readChunks()));
  const problems = [...runOut(vault.verify()).problems, ...runOut(vault.check())];
  must(
    isChanged === problems.length > 0,
    isChanged ? 'a change that no check names' : 'a problem where none is',
  );
}

function changeRow(copy: typeof store, change: RowChange): void {
  const found = rows[change.row];
  if (!found) return;
  if (change.kind === 'bytes') copy.writeChunk({ ...found, sealed: change.sealed });
  else if (change.kind === 'swap')
    copy.writeChunk({ ...found, sealed: rows[change.other]?.sealed ?? found.sealed });
  else {
    copy.deleteChunk(found.id, found.position);
    const id = change.kind === 'move' ? attachments[change.id]?.id : undefined;
    if (change.kind === 'move' && id)
      copy.writeChunk({ id, position: change.position, sealed: found.sealed });
  }
}

function isSame(changed: readonly StoredChunk[]): boolean {
  const name = ({ id, position, sealed }: StoredChunk) => `${toHex(id)} ${position} ${toHex(sealed)}`;
  return changed.map(name).sort().join() === rows.map(name).sort().join();
}
