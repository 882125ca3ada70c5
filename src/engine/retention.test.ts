import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupsToRemove } from './retention.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2031, 4, 14, 15, 30);

const kept = (times: readonly number[], at = now) => {
  const removed = new Set(backupsToRemove(times, at));
  return times.filter((time) => !removed.has(time));
};

const ages = fc.uniqueArray(fc.integer({ min: 0, max: 900 * day }), { maxLength: 200 });
const times = ages.map((all) => all.map((age) => now - age));

describe('which backups stay', () => {
  it('are none of none', () => {
    expect(backupsToRemove([], now)).toEqual([]);
  });

  it('are the newest of each hour, day, week and month', () => {
    const made = Array.from({ length: 400 * 24 * 2 }, (_, index) => now - (index * hour) / 2);
    const left = kept(made);
    const ageIn = (from: number, to: number) =>
      left.filter((time) => now - time >= from && now - time < to).length;
    expect(ageIn(0, day)).toBe(24);
    expect(ageIn(day, 7 * day)).toBe(7);
    expect(ageIn(7 * day, 28 * day)).toBe(4);
    expect(ageIn(28 * day, 400 * day)).toBe(13);
    expect(left[0]).toBe(now);
  });

  it('always include the newest', () => {
    fc.assert(
      fc.property(times, (all) => {
        if (all.length > 0) expect(kept(all)).toContain(Math.max(...all));
      }),
    );
  });

  it('are the same when asked again, in any order', () => {
    fc.assert(
      fc.property(times, (all) => {
        const left = kept(all);
        expect(kept(left)).toEqual(left);
        expect(kept(all.toReversed()).toReversed()).toEqual(left);
      }),
    );
  });

  it('include those that say they come from the future', () => {
    expect(kept([now + day, now + 2 * day, now])).toHaveLength(3);
  });

  it('are never more than an hour, a day, a week or a month older than one that goes', () => {
    fc.assert(
      fc.property(times, (all) => {
        const left = kept(all);
        for (const gone of backupsToRemove(all, now)) {
          const age = now - gone;
          const period = age < day ? hour : age < 7 * day ? day : age < 28 * day ? 7 * day : 31 * day;
          expect(left.some((time) => time > gone && time - gone <= period)).toBe(true);
        }
      }),
    );
  });

  it('cover a year of hourly backups thinned after each', () => {
    let left: number[] = [];
    for (let at = now; at < now + 365 * day; at += hour) left = kept([...left, at], at);
    const end = now + 365 * day - hour;
    const newestBefore = (time: number) => Math.max(...left.filter((each) => each <= time));
    for (let back = 0; back < 7; back++)
      expect(end - back * day - newestBefore(end - back * day)).toBeLessThan(day);
    for (let back = 1; back < 4; back++)
      expect(end - back * 7 * day - newestBefore(end - back * 7 * day)).toBeLessThan(7 * day);
    for (let back = 2; back < 12; back++)
      expect(end - back * 30 * day - newestBefore(end - back * 30 * day)).toBeLessThan(32 * day);
    expect(left.length).toBeLessThan(25 + 8 + 5 + 13);
  });
});
