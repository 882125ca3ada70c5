import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/index.ts';
import { createTrials, trialOf } from './trials.ts';

/** Answers are given by hand: the latest question is answered first. */
function byHand() {
  const asked: { key: string; answer: (value: string) => void; refuse: (error: Error) => void }[] = [];
  const trials = createTrials<string, string>(
    (key) => new Promise((answer, refuse) => void asked.push({ key, answer, refuse })),
  );
  return { trials, asked, of: (key: string) => trialOf(trials.store.getState(), key) };
}

describe('things that can be tried', () => {
  it('are nothing before they were tried', () => {
    expect(byHand().of('a')).toEqual({ isRunning: false, result: null, failure: null });
  });

  it('run, and show what came back', async () => {
    const { trials, asked, of } = byHand();
    const done = trials.run('a');
    expect(of('a')).toEqual({ isRunning: true, result: null, failure: null });
    asked[0]?.answer('opened');
    await done;
    expect(of('a')).toEqual({ isRunning: false, result: 'opened', failure: null });
    expect(of('b').result).toBeNull();
  });

  it('show why nothing came back, and can be tried again', async () => {
    const { trials, asked, of } = byHand();
    const failed = trials.run('a');
    asked[0]?.refuse(new LatchkeyError('conflict', 'The lab is at work already.'));
    await failed;
    expect(of('a')).toMatchObject({ isRunning: false, result: null, failure: { code: 'conflict' } });
    const again = trials.need('a');
    asked[1]?.answer('opened');
    await again;
    expect(of('a')).toEqual({ isRunning: false, result: 'opened', failure: null });
  });

  it('are not tried twice at once, and different ones do not wait for each other', () => {
    const { trials, asked } = byHand();
    void trials.run('a');
    void trials.run('a');
    void trials.need('a');
    void trials.run('b');
    expect(asked.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('are tried anew by running, and left as they are where they are only needed', async () => {
    const { trials, asked, of } = byHand();
    const first = trials.need('a');
    asked[0]?.answer('first');
    await first;
    await trials.need('a');
    expect(asked).toHaveLength(1);
    const second = trials.run('a');
    // What came of it before is not shown as if it were the new result.
    expect(of('a').result).toBeNull();
    asked[1]?.answer('second');
    await second;
    expect(of('a').result).toBe('second');
  });
});
