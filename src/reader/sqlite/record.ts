import { textOf, viewOf } from '../bytes.ts';
import { Damage } from './damage.ts';

/** What a column holds. Fractions do not occur in a vault. */
export type Value = null | number | string | Uint8Array;

/** No table of a vault has as many columns. */
const maxColumns = 32;

/** SQLite's variable-length integer, and where the next byte is. Throws `Damage` above 2^53 - 1 or past the end. */
export function readVarint(bytes: Uint8Array, offset: number): readonly [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[offset + index];
    if (byte === undefined) throw new Damage('a number runs past its end');
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (index === 8 || byte < 0x80) {
      if (!Number.isSafeInteger(value)) throw new Damage('a number too large');
      return [value, offset + index + 1];
    }
  }
  throw new Damage('unreachable: a ninth byte always ends a number');
}

/** Where the next byte after a variable-length integer is, whatever its value. */
export function skipVarint(bytes: Uint8Array, offset: number): number {
  for (let index = 0; index < 8; index++) if ((bytes[offset + index] ?? 0) < 0x80) return offset + index + 1;
  return offset + 9;
}

/**
 * The columns of one row (https://sqlite.org/fileformat2.html#record_format). Of a `payload` that is only the start of a row, those that
 * are whole in it. Throws `Damage`.
 */
export function readRecord(payload: Uint8Array, rowLength = payload.length): readonly Value[] {
  const [headerLength, start] = readVarint(payload, 0);
  if (headerLength > payload.length) throw new Damage('a row shorter than its header');
  const values: Value[] = [];
  let at = headerLength;
  for (let next = start; next < headerLength;) {
    const [type, after] = readVarint(payload, next);
    const length = lengthOf(type);
    if (values.length === maxColumns || at + length > rowLength) throw new Damage('a row too long');
    if (at + length > payload.length) break;
    values.push(valueOf(type, payload.subarray(at, at + length)));
    at += length;
    next = after;
  }
  return values;
}

/** Bytes of a value, by its serial type. */
const integerLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;

function lengthOf(type: number): number {
  const length = integerLengths[type];
  if (length !== undefined) return length;
  if (type < 12) throw new Damage('a type that SQLite keeps to itself');
  return Math.floor((type - 12) / 2);
}

function valueOf(type: number, bytes: Uint8Array): Value {
  if (type === 0) return null;
  if (type === 7) throw new Damage('a fraction, where a vault has none');
  if (type === 8 || type === 9) return type - 8;
  if (type < 12) return integerOf(bytes);
  if (type % 2 === 0) return bytes;
  const text = textOf(bytes);
  if (text === null) throw new Damage('text that is not UTF-8');
  return text;
}

/** Two's complement, big-endian, 1 to 8 bytes. */
function integerOf(bytes: Uint8Array): number {
  const wide = new Uint8Array(8).fill((bytes[0] ?? 0) >= 0x80 ? 0xff : 0);
  wide.set(bytes, 8 - bytes.length);
  const value = Number(viewOf(wide).getBigInt64(0));
  if (!Number.isSafeInteger(value)) throw new Damage('a number too large');
  return value;
}
