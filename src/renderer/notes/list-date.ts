const locale = 'en-GB';
const timeOfDay = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const fullDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const longDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });

/** Whole calendar days from `time` to `now`, in local time: a day with a clock change still counts as one. */
function daysBetween(time: Date, now: Date): number {
  const day = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(now) - day(time)) / 86_400_000);
}

/** A note's date as the list shows it: the nearer, the more exact. Both in milliseconds since 1970. */
export function listDate(time: number, now: number): string {
  const [then, today] = [new Date(time), new Date(now)];
  const days = daysBetween(then, today);
  if (days === 0) return timeOfDay.format(then);
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return weekday.format(then);
  return then.getFullYear() === today.getFullYear() ? dayAndMonth.format(then) : fullDate.format(then);
}

/** When a note was last edited, as part of a sentence: "just now", "5 minutes ago", "today at 09:30", "on 3 May 2024". */
export function editedWhen(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes >= 0 && minutes < 1) return 'just now';
  if (minutes >= 1 && minutes < 60) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  const then = new Date(time);
  const days = daysBetween(then, new Date(now));
  if (days === 0) return `today at ${timeOfDay.format(then)}`;
  if (days === 1) return `yesterday at ${timeOfDay.format(then)}`;
  return `on ${longDate.format(then)}`;
}

/** A day as a heading: "Today", "Yesterday", "2 May 2026". */
export function dayName(time: number, now: number): string {
  const days = daysBetween(new Date(time), new Date(now));
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : fullDay(time);
}

/** The time of day, as "09:30". */
export function clockTime(time: number): string {
  return timeOfDay.format(time);
}

/** A date in full, for sentences that are read later. */
export function fullDay(time: number): string {
  return longDate.format(time);
}
