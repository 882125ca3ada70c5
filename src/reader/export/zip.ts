import { utf8, viewOf } from '../bytes.ts';

/** A file to put into an archive. */
export interface Entry {
  /** Folders are parted by "/". */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly modifiedAt: number;
}

/** What an archive without the 64-bit extension can hold. */
const maxEntries = 65_534;
const maxLength = 2 ** 32 - 2 ** 20;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 as in zip, gzip and PNG. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffff_ffff) >>> 0;
}

/**
 * A zip archive (PKWARE's APPNOTE 6.3) of files that are stored as they are, with names in UTF-8, in parts to be joined.
 * Throws a RangeError for more files or bytes than such an archive can hold.
 */
export function zipOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { path, bytes, modifiedAt } of entries) {
    const name = utf8(path);
    const common = commonFields(name, bytes, modifiedAt);
    const local = [numbers([4, 0x0403_4b50]), common, name, Uint8Array.from(bytes)];
    const central = [
      numbers([4, 0x0201_4b50], [2, 20]),
      common,
      // No comment, disk 0, no attributes, and where the file itself begins.
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      name,
    ];
    parts.push(...local);
    directory.push(...central);
    offset += lengthOf(local);
    if (entries.length > maxEntries || offset > maxLength)
      throw new RangeError('too much for one zip archive');
  }
  const count = entries.length;
  const end = numbers(
    [4, 0x0605_4b50],
    ...([
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
    ] as const),
    ...([
      [4, lengthOf(directory)],
      [4, offset],
      [2, 0],
    ] as const),
  );
  return [...parts, ...directory, end];
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** The fields that a file's own header and the directory share. Bit 11 of the flags says that names are UTF-8. */
function commonFields(name: Uint8Array, bytes: Uint8Array, modifiedAt: number): Uint8Array<ArrayBuffer> {
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
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
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
