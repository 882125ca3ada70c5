import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOfFailure, resources } from '../fixtures/vaults.ts';
import { startLab, type Lab } from './lab.ts';

describe('the lab in a thread of its own', () => {
  let lab: Lab;

  beforeAll(() => {
    lab = startLab({ resources });
  });
  afterAll(() => lab.stop());

  it('answers calls, and errors as errors', async () => {
    expect((await lab.guide()).models).toHaveLength(10);
    expect(await codeOfFailure(() => lab.evidence())).toBe('not-found');
  });

  it('tells how far the matrix has come, and stops it', async () => {
    const stop = new AbortController();
    const progress: number[] = [];
    const run = lab.matrix({
      signal: stop.signal,
      onProgress: ({ done, total }) => {
        progress.push(done);
        expect(total).toBe(110);
        stop.abort();
      },
    });
    expect(await codeOfFailure(() => run)).toBe('cancelled');
    expect(progress[0]).toBe(1);
    expect(await lab.lastMatrix()).toBeNull();
  });

  it('ends while it is at work', async () => {
    const run = codeOfFailure(() => lab.matrix());
    await lab.consoleState();
    await lab.stop();
    expect(await run).toBe('cancelled');
    expect(await codeOfFailure(() => lab.guide())).toBe('cancelled');
  });
});
