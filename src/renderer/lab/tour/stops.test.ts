import { describe, expect, it } from 'vitest';
import { minutesLeft, stops, tourMinutes } from './stops.ts';

describe('the stops of the tour', () => {
  it('are twelve to fourteen, each under a name of its own', () => {
    expect(stops.length).toBeGreaterThanOrEqual(12);
    expect(stops.length).toBeLessThanOrEqual(14);
    expect(new Set(stops.map(({ id }) => id)).size).toBe(stops.length);
    expect(new Set(stops.map(({ title }) => title)).size).toBe(stops.length);
  });

  it('show the request working before anything that speaks against it', () => {
    const order = stops.map(({ id }) => id);
    expect(order.slice(0, 5)).toEqual(['said', 'without', 'built', 'promised', 'refused']);
    expect(order.indexOf('weigh')).toBe(stops.length - 2);
  });

  it('can be read in the time they say: at two hundred words a minute, half of it is left for what they show', () => {
    const words = stops
      .flatMap(({ text }) => text)
      .join(' ')
      .split(/\s+/).length;
    expect(words / 200).toBeLessThan(tourMinutes / 2);
  });

  it.each(stops)('says $id in a few sentences', ({ text }) => {
    expect(text.length).toBeGreaterThan(0);
    expect(text.join(' ').split(/\s+/).length).toBeLessThan(130);
  });

  it('compute what they show, but for words and drawings', () => {
    const computed = stops.filter(({ exhibit: { kind } }) =>
      ['ceremony', 'scenario', 'matrix', 'numbers'].includes(kind),
    );
    expect(computed.map(({ id }) => id)).toEqual([
      'without',
      'promised',
      'refused',
      'direct',
      'copied',
      'log',
      'others',
      'off',
      'evader',
      'cost',
    ]);
  });
});

describe('the minutes left of the tour', () => {
  it('are all of them at the start, fewer at each stop, and never none', () => {
    const left = stops.map((_stop, at) => minutesLeft(at));
    expect(left[0]).toBe(tourMinutes);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left.at(-1)).toBe(1);
  });
});
