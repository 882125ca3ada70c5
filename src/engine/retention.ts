const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
/** 1 January 1970 was a Thursday: weeks begin on Monday. */
const daysBeforeMonday = 3 * day;

/**
 * Which of these backups may go: milliseconds since 1970, UTC, in and out. One an hour stays for the last 24 hours, one a day
 * for 7 days, one a week for 4 weeks, one a month after that: of each the newest, and the newest of all. What claims to
 * come from the future stays.
 */
export function backupsToRemove(times: readonly number[], now: number): number[] {
  const kept = new Map<string, number>();
  for (const time of times) {
    const period = periodOf(time, now);
    kept.set(period, Math.max(time, kept.get(period) ?? -Infinity));
  }
  const staying = new Set([...kept.values(), Math.max(...times)]);
  return times.filter((time) => !staying.has(time));
}

/** Two backups of one period are one too many. */
function periodOf(time: number, now: number): string {
  const age = now - time;
  if (age < 0) return `future ${time}`;
  if (age < day) return `hour ${Math.floor(time / hour)}`;
  if (age < week) return `day ${Math.floor(time / day)}`;
  if (age < 4 * week) return `week ${Math.floor((time + daysBeforeMonday) / week)}`;
  const date = new Date(time);
  return `month ${date.getUTCFullYear()}-${date.getUTCMonth()}`;
}
