import { describe, expect, it } from 'vitest';
import { noteId } from '../bridge/fake-bridge.ts';
import { RowRequests } from './row-requests.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('asking for rows', () => {
  it('waits for an answer, and then asks for what is on the screen by then', async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const requests = new RowRequests((ids) => {
      asked.push(ids.join(' '));
      return new Promise((resolve) => answers.push(resolve));
    });
    for (const n of [1, 2, 3]) requests.want([noteId(n)]);
    answers[0]?.();
    await settle();
    answers[1]?.();
    await settle();
    requests.want([]);
    expect(asked).toEqual([noteId(1), noteId(3)]);
  });

  it('goes on after a call that failed', async () => {
    let calls = 0;
    const requests = new RowRequests(() => {
      calls += 1;
      return Promise.reject(new Error('locked'));
    });
    requests.want([noteId(1)]);
    await settle();
    requests.want([noteId(1)]);
    await settle();
    expect(calls).toBe(2);
  });
});
