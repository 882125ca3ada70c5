import { describe, expect, it } from 'vitest';
import { least } from './targets/trial.ts';
import { loadTarget } from './targets/index.ts';
import { runWatched } from './watched.ts';

// Whoever does anything but hang has time for it, on a busy machine too.
const patience = { call: 20_000, shrinking: 4_000 };
const impatience = { ...patience, call: 1_500 };

describe('what a target does that it must not', () => {
  it.each([
    ['trial-throws', /TypeError: not one of ours/],
    ['trial-ends', /ended its process \(3\)/],
    ['trial-hangs', /took longer than 1.5 s/],
    ['trial-hoards', /took more than 512 MiB/],
  ])('is found: %s', { timeout: 60_000 }, async (name, why) => {
    const { found } = await runWatched(
      await loadTarget(name),
      1,
      1,
      name === 'trial-hangs' ? impatience : patience,
    );
    const [first] = found;
    expect(first).toMatchObject({ target: name, why: expect.stringMatching(why) as string });
    expect(first?.input).toBeGreaterThanOrEqual(least);
    // A process that must be waited for each time leaves no time to make the case smaller.
    if (name === 'trial-throws') expect(first?.input).toBe(least);
  });
});
