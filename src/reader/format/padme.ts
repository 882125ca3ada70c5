/** The size that something of `length` bytes is padded to: `length` is at most 2^53 - 1. */
export function padmeSize(length: number): number {
  if (length < 2) return length;
  const exponent = bitsOf(length) - 1;
  const step = 2 ** Math.max(0, exponent - bitsOf(exponent));
  return Math.ceil(length / step) * step;
}

/** Binary digits of a whole number: ⌊log₂ n⌋ + 1, exactly. */
function bitsOf(value: number): number {
  return value.toString(2).length;
}
