import { systemRandom, type RandomBytes } from './random.ts';

/**
 * `count` words drawn evenly and independently from `list`, joined by spaces, and the entropy of the draw in bits.
 * `list` has 2 to 65,536 different words.
 */
export function generatePassphrase(
  count: number,
  list: readonly string[],
  random: RandomBytes = systemRandom,
): { readonly passphrase: string; readonly bits: number } {
  if (list.length < 2 || list.length > 65_536) {
    throw new RangeError(`generatePassphrase: expected a list of 2 to 65536 words, got ${list.length}`);
  }
  const words = Array.from({ length: count }, () => list[evenIndex(list.length, random)] ?? '');
  return { passphrase: words.join(' '), bits: count * Math.log2(list.length) };
}

/** An index from 0 to `size` - 1, each as likely: draws that would favour the low ones are thrown away. */
function evenIndex(size: number, random: RandomBytes): number {
  const fair = Math.floor(65_536 / size) * size;
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const drawn = high * 256 + low;
    if (drawn < fair) return drawn % size;
  }
}
