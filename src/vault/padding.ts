/**
 * The Padmé size of a message of `length` bytes: at most 12 % more, and it leaks only O(log log length) bits of the
 * length (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019,
 * algorithm 1).
 */
export function padmeSize(length: number): number {
  if (!Number.isInteger(length) || length < 0 || length > 0xffff_ffff) {
    throw new RangeError(`padmeSize: expected a length of 0 to 2^32-1 bytes, got ${length}`);
  }
  if (length < 2) return length;
  const exponent = 31 - Math.clz32(length);
  const keptBits = 32 - Math.clz32(exponent);
  const step = 2 ** Math.max(0, exponent - keptBits);
  return Math.ceil(length / step) * step;
}

const prefixLength = 4;

/** u32 little-endian length ‖ `message` ‖ zeros up to the Padmé size. */
export function pad(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(padmeSize(prefixLength + message.length));
  new DataView(padded.buffer).setUint32(0, message.length, true);
  padded.set(message, prefixLength);
  return padded;
}

/** The message inside padded bytes, as a view on them; null if they are not what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < prefixLength) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0, true);
  const end = prefixLength + length;
  if (end > padded.length || padmeSize(end) !== padded.length) return null;
  for (let i = end; i < padded.length; i++) if (padded[i] !== 0) return null;
  return padded.subarray(prefixLength, end);
}
