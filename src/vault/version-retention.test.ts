import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isDrasticCut, isTimeToKeep, thinned, type KeptText } from './version-retention.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Wednesday, at noon UTC. */
const now = Date.UTC(2026, 0, 14, 12);

function kept(ages: readonly number[]): number[] {
  const versions = ages.map((age, index) => ({ revision: ages.length - index, savedAt: now - age }));
  const gone = new Set(thinned(versions, now));
  return versions.filter((version) => !gone.has(version)).map(({ savedAt }) => now - savedAt);
}

describe('the versions that are kept', () => {
  it('are all of the last 24 hours', () => {
    const ages = [0, 5, 10, 60, 600, 24 * 60].map((age) => age * minute);
    expect(kept(ages)).toEqual(ages);
  });

  it('are the newest of each UTC day for 30 days', () => {
    // 36 h ago was midnight: 37 h ago is the day before.
    expect(kept([25 * hour, 26 * hour, 36 * hour, 37 * hour, 38 * hour])).toEqual([25 * hour, 37 * hour]);
  });

  it('are the newest of each ISO week after that', () => {
    // 37 days ago was Monday 8 December; 38 the Sunday that ends the week before.
    expect(kept([36, 37, 38, 39, 44, 45].map((age) => age * day))).toEqual([36 * day, 38 * day, 45 * day]);
  });

  it('count those from the future, after the clock was set back', () => {
    expect(kept([-hour, -day, -400 * day])).toEqual([-hour, -day, -400 * day]);
  });

  const anyVersions = fc
    .uniqueArray(fc.integer({ min: -10 * day, max: 500 * day }), { maxLength: 60 })
    .map((ages) => ages.map((age, index): KeptText => ({ revision: index + 1, savedAt: now - age })));

  test.prop([anyVersions])('do not change when they are thinned once more', (versions) => {
    const gone = new Set(thinned(versions, now));
    const left = versions.filter((version) => !gone.has(version));
    expect(thinned(left, now)).toEqual([]);
  });

  test.prop([anyVersions, fc.integer({ min: 0, max: 100 * day })])(
    'never leave a week without one that had one, however often they are thinned',
    (versions, later) => {
      const weekOf = ({ savedAt }: KeptText) => Math.floor((Math.floor(savedAt / day) + 3) / 7);
      const first = new Set(thinned(versions, now));
      const left = versions.filter((version) => !first.has(version));
      const second = new Set(thinned(left, now + later));
      const end = left.filter((version) => !second.has(version));
      expect(new Set(end.map(weekOf))).toEqual(new Set(versions.map(weekOf)));
    },
  );
});

describe('a text is kept', () => {
  it('five minutes after the last one, not sooner', () => {
    expect(isTimeToKeep(now - 5 * minute + 1, now)).toBe(false);
    expect(isTimeToKeep(now - 5 * minute, now)).toBe(true);
  });

  it('after the clock was set back by more than that', () => {
    expect(isTimeToKeep(now + minute, now)).toBe(false);
    expect(isTimeToKeep(now + day, now)).toBe(true);
  });

  it('when the new one is shorter than half of it', () => {
    expect(isDrasticCut(8, 4)).toBe(false);
    expect(isDrasticCut(8, 3)).toBe(true);
    expect(isDrasticCut(0, 0)).toBe(false);
  });
});
