import { describe, expect, it } from 'vitest';
import { estimateBits } from './typed-strength.ts';

describe('the estimate of a typed passphrase', () => {
  it('gives next to nothing for a password on every list', async () => {
    expect(await estimateBits('password1')).toBeLessThan(12);
  });

  it('is higher for unrelated words than for one word', async () => {
    expect(await estimateBits('lantern gravel otter plinth')).toBeGreaterThan(
      (await estimateBits('lantern')) + 20,
    );
  });

  it('answers in reasonable time for the longest passphrase allowed', async () => {
    const started = performance.now();
    await estimateBits('aB3$'.repeat(256));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
