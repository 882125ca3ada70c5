import { describe, expect, it } from 'vitest';
import { Openings } from './openings.ts';

describe('openings', () => {
  it('count until they have ended, however they end', async () => {
    const openings = new Openings();
    const failing = openings.run(() => Promise.reject(new Error('no')));
    const working = openings.run(() => Promise.resolve());
    expect(openings.areGoing).toBe(true);
    await openings.end();
    await expect(failing).rejects.toThrow('no');
    await working;
    expect(openings.areGoing).toBe(false);
  });

  it('that wait to begin are given up, and those asked for afterwards are not', async () => {
    const openings = new Openings();
    const ready = Promise.withResolvers<undefined>();
    const done: string[] = [];
    const early = openings.run(() => Promise.resolve(void done.push('early')), ready.promise);
    openings.giveUp();
    const late = openings.run(() => Promise.resolve(void done.push('late')), ready.promise);
    await expect(early).rejects.toMatchObject({ code: 'locked' });
    ready.resolve(undefined);
    await late;
    expect(done).toEqual(['late']);
  });

  it('are given up even if they could begin at this moment', async () => {
    const openings = new Openings();
    const opening = openings.run(() => Promise.resolve());
    openings.giveUp();
    await expect(opening).rejects.toMatchObject({ code: 'locked' });
  });

  it('that have begun are waited for', async () => {
    const openings = new Openings();
    const work = Promise.withResolvers<undefined>();
    const begun = openings.run(() => work.promise);
    await new Promise(setImmediate);
    openings.giveUp();
    work.resolve(undefined);
    await expect(begun).resolves.toBeUndefined();
  });
});
