import { describe, expect, it } from 'vitest';
import { capturesWords } from './inbox-words.ts';

describe('what is said of captures', () => {
  it('says how many came, and nothing where there were none', () => {
    expect(capturesWords({ count: 0, waiting: 0, why: null })).toBeNull();
    expect(capturesWords({ count: 1, waiting: 0, why: null })).toBe(
      'One capture came in, to the notebook “Inbox”.',
    );
    expect(capturesWords({ count: 1_200, waiting: 0, why: null })).toMatch(/^1,200 captures came in/);
  });

  it('says how many wait on, and why', () => {
    const why = { code: 'disk-full', message: 'The disk is full.', details: {} } as const;
    expect(capturesWords({ count: 2, waiting: 1, why })).toBe(
      '2 captures came in, to the notebook “Inbox”. One capture could not be taken in and is kept on this computer. The disk is full.',
    );
  });
});
