const locale = 'en-GB';
const dayAndTime = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** A moment in full, for a list that is read later: "22 November 2026 at 21:06:14". */
export function moment(time: number): string {
  return dayAndTime.format(time);
}

/** A file's size as people say it. */
export function plainBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${size.toLocaleString(locale, { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}

/** "1 record", "2,345 records". */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString(locale)} ${what}${count === 1 ? '' : 's'}`;
}
