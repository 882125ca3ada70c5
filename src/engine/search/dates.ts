/** From the first moment of it to the first one after it: milliseconds since 1970, UTC. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const day = /^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/;
const ago = /^(?<count>\d{1,4})(?<unit>[dwmy])$/;

/**
 * What a person means by `2026`, `2026-11`, `2026-11-26`, `today`, `yesterday`, `7d`, `2w`, `3m` or `1y`, by the clock of the place
 * they are in. The last four last from midnight of that day until now. Null for anything else.
 */
export function spanOf(text: string, now: number): TimeSpan | null {
  const word = text.toLowerCase();
  const today = new Date(now);
  if (word === 'today') return dayBefore(today, 0);
  if (word === 'yesterday') return dayBefore(today, 1);
  return calendarSpan(word) ?? recentSpan(word, today);
}

function calendarSpan(word: string): TimeSpan | null {
  const parts = day.exec(word)?.groups;
  if (!parts) return null;
  const year = Number(parts.year);
  if (parts.month === undefined) return { from: midnight(year, 0, 1), to: midnight(year + 1, 0, 1) };
  const month = Number(parts.month) - 1;
  if (month < 0 || month > 11) return null;
  if (parts.day === undefined) return { from: midnight(year, month, 1), to: midnight(year, month + 1, 1) };
  const date = Number(parts.day);
  const from = midnight(year, month, date);
  // There is no 31st of November.
  if (date < 1 || new Date(from).getDate() !== date) return null;
  return { from, to: midnight(year, month, date + 1) };
}

function recentSpan(word: string, today: Date): TimeSpan | null {
  const parts = ago.exec(word)?.groups;
  if (!parts) return null;
  const count = Number(parts.count);
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const to = midnight(year, month, date + 1);
  if (parts.unit === 'd') return { from: midnight(year, month, date - count), to };
  if (parts.unit === 'w') return { from: midnight(year, month, date - 7 * count), to };
  if (parts.unit === 'm') return { from: midnight(year, month - count, date), to };
  return { from: midnight(year - count, month, date), to };
}

function dayBefore(today: Date, days: number): TimeSpan {
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate() - days];
  return { from: midnight(year, month, date), to: midnight(year, month, date + 1) };
}

/** Years below 100 are years below 100. */
function midnight(year: number, month: number, date: number): number {
  const time = new Date(2000, 0, 1);
  time.setFullYear(year, month, date);
  return time.getTime();
}
