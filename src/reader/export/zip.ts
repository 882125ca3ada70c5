import { utf8, viewOf } from '../bytes.ts';

/** A file to put into an archive. */
export interface Entry {
  /** Folders are parted by "/". */
  readonly path: string;
  /** Milliseconds since 1970, UTC. */
  readonly modifiedAt: number;
  /** In bytes. */
  readonly size: number;
  /** CRC-32 of its bytes. */
  readonly sum: number;
  /** Its bytes, each time anew. */
  readonly bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What an archive without the 64-bit extension can hold. */
const maxEntries = 65_534;
const maxLength = 2 ** 32 - 2 ** 20;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 as in zip, gzip and PNG, of parts that come one after the other. */
export class Crc32 {
  #value = 0xffff_ffff;

  add(bytes: Uint8Array): this {
    let value = this.#value;
    for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
    this.#value = value;
    return this;
  }

  get value(): number {
    return (this.#value ^ 0xffff_ffff) >>> 0;
  }
}

/** Whether one archive can hold all of this. */
export function fitsZip(entries: readonly Entry[]): boolean {
  // 30 and 46 bytes for the two headers of each file, which both have the name.
  const length = entries.reduce((sum, { path, size }) => sum + size + 76 + 2 * utf8(path).length, 22);
  return entries.length <= maxEntries && length <= maxLength;
}

/**
 * A zip archive (PKWARE's APPNOTE 6.3) of files that are stored as they are, with names in UTF-8, in parts that are to be
 * joined. `fitsZip` must hold for the entries.
 */
export async function* zipOf(entries: readonly Entry[]): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = utf8(entry.path);
    const common = commonFields(name, entry);
    yield* [numbers([4, 0x0403_4b50]), common, name];
    yield* entry.bytes();
    // No comment, disk 0, no attributes, and where the file itself begins.
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    directory.push(numbers([4, 0x0201_4b50], [2, 20]), common, rest, name);
    offset += 4 + common.length + name.length + entry.size;
  }
  yield* directory;
  yield endOf(entries.length, lengthOf(directory), offset);
}

function endOf(count: number, directoryLength: number, directoryStart: number): Uint8Array<ArrayBuffer> {
  return numbers(
    [4, 0x0605_4b50],
    ...([
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
    ] as const),
    ...([
      [4, directoryLength],
      [4, directoryStart],
      [2, 0],
    ] as const),
  );
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** The fields that a file's own header and the directory share. Bit 11 of the flags says that names are UTF-8. */
function commonFields(name: Uint8Array, { size, sum, modifiedAt }: Entry): Uint8Array<ArrayBuffer> {
  const [time, date] = dosTimeOf(modifiedAt);
  return numbers(
    ...([
      [2, 20],
      [2, 0x0800],
      [2, 0],
      [2, time],
      [2, date],
    ] as const),
    ...([
      [4, sum],
      [4, size],
      [4, size],
    ] as const),
    ...([
      [2, name.length],
      [2, 0],
    ] as const),
  );
}

/** Little-endian numbers of 2 or 4 bytes, one after the other. */
function numbers(...fields: readonly (readonly [2 | 4, number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = viewOf(bytes);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}

/** MS-DOS time and date, in UTC: from 1980 to 2107, in steps of two seconds. */
function dosTimeOf(time: number): readonly [time: number, date: number] {
  const first = Date.UTC(1980, 0, 1);
  const last = Date.UTC(2107, 11, 31);
  const at = new Date(Math.min(Math.max(time, first), last));
  return [
    (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  ];
}
