/** A moment for people, to the minute and in UTC: `2026-01-31 12:00`. */
export function minuteOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
