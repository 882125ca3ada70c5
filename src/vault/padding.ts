/** Exactly ⌊log₂ of a length⌋, from 1 to 2^53 − 1: the logarithm that the language has rounds. */
function exponentOf(length: number): number {
  const high = Math.floor(length / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(length);
}

/**
 * The Padmé size of a message of `length` bytes, up to 2^53 − 1: at most 12 % more, and it leaks only O(log log length)
 * bits of the length (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs
 * 2019, algorithm 1).
 */
export function padmeSize(length: number): number {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new RangeError(`padmeSize: expected a length of 0 to 2^53-1 bytes, got ${length}`);
  }
  if (length < 2) return length;
  const exponent = exponentOf(length);
  const keptBits = exponentOf(exponent) + 1;
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
