import { describe, expect, it } from 'vitest';
import { editedWhen, listDate } from './list-date.ts';

const at = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
const now = at(2024, 5, 15, 14, 30);

describe('the date in the list', () => {
  it.each([
    [at(2024, 5, 15, 9, 5), '09:05'],
    [at(2024, 5, 15, 0, 0), '00:00'],
    [at(2024, 5, 14, 23, 59), 'Yesterday'],
    [at(2024, 5, 13), 'Monday'],
    [at(2024, 5, 9), 'Thursday'],
    [at(2024, 5, 8), '8 May'],
    [at(2024, 1, 2), '2 Jan'],
    [at(2023, 12, 31), '31 Dec 2023'],
  ])('shows %d as “%s”', (time, words) => {
    expect(listDate(time, now)).toBe(words);
  });

  it('counts calendar days, not spans of 24 hours', () => {
    expect(listDate(at(2024, 5, 14, 23, 59), at(2024, 5, 15, 0, 1))).toBe('Yesterday');
  });

  it('gives a clock that went backwards a plain date', () => {
    expect(listDate(at(2024, 5, 16), now)).toBe('16 May');
  });
});

describe('the time of the last edit', () => {
  it.each([
    [now - 10_000, 'just now'],
    [now - 60_000, 'a minute ago'],
    [now - 5 * 60_000, '5 minutes ago'],
    [at(2024, 5, 15, 9, 5), 'today at 09:05'],
    [at(2024, 5, 14, 9, 5), 'yesterday at 09:05'],
    [at(2024, 4, 1), 'on 1 April 2024'],
    [now + 5_000, 'today at 14:30'],
  ])('says %d as “%s”', (time, words) => {
    expect(editedWhen(time, now)).toBe(words);
  });
});
