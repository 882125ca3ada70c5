import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, readFound } from './found.ts';
import { loadTarget, targetNames } from './targets/index.ts';

describe('what strangers may have made', () => {
  it.each(targetNames)('is read or refused by a code, never anything else: %s', async (name) => {
    const { inputs, run } = await loadTarget(name);
    await fc.assert(fc.asyncProperty(inputs, async (input) => run(input)));
  });

  const found = readFound();

  it.skipIf(found.length === 0)('is read or refused where it once was not', async () => {
    for (const { target, why, input } of found) {
      const { run } = await loadTarget(target);
      await expect(Promise.resolve(run(input)), `${target}: ${why}`).resolves.toBeUndefined();
    }
  });

  it('is kept as text without loss', () => {
    const input = { bytes: Uint8Array.of(0, 255), text: 'a \ud800 \u2028', list: [null, 1e300] };
    expect(decode(encode(input))).toEqual(input);
  });
});
