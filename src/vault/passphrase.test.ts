import { describe, expect, it } from 'vitest';
import { generatePassphrase } from './passphrase.ts';

describe('a generated passphrase', () => {
  const list = Array.from({ length: 7_776 }, (_, index) => `word${index}`);

  it('has the words asked for, all from the list, and says its true entropy', () => {
    const { passphrase, bits } = generatePassphrase(6, list);
    expect(passphrase.split(' ')).toHaveLength(6);
    for (const word of passphrase.split(' ')) expect(list).toContain(word);
    expect(bits).toBeCloseTo(77.55, 2);
  });

  it('throws draws away that would make some words likelier', () => {
    const draws = [
      [255, 255],
      [0, 1],
    ].values();
    const { passphrase } = generatePassphrase(1, list, () => Uint8Array.from(draws.next().value ?? []));
    expect(passphrase).toBe('word1');
  });

  it('draws every word about equally often', () => {
    const counts = new Map<string, number>();
    const { passphrase } = generatePassphrase(30_000, ['a', 'b', 'c']);
    for (const word of passphrase.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
    // Six standard deviations: about once in a thousand million runs.
    for (const count of counts.values())
      expect(Math.abs(count - 10_000)).toBeLessThan(6 * Math.sqrt(30_000 * (2 / 9)));
  });
});
