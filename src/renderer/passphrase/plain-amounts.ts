const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.25 * day;
/** Seconds since the Big Bang. */
export const ageOfUniverse = 13.8e9 * year;

const scales = [
  { from: 1e15, name: 'quadrillion' },
  { from: 1e12, name: 'trillion' },
  { from: 1e9, name: 'billion' },
  { from: 1e6, name: 'million' },
] as const;

/** A count as people say it: two significant digits, large ones with a word. */
export function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(2));
  if (rounded >= 1000 * scales[0].from) return `more than 1,000 ${scales[0].name}`;
  const scale = scales.find(({ from }) => rounded >= from);
  const shown = scale === undefined ? Math.round(rounded) : Number((rounded / scale.from).toPrecision(2));
  const digits = shown.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return scale === undefined ? digits : `${digits} ${scale.name}`;
}

function counted(value: number, unit: string): string {
  const number = plainNumber(value);
  return `${number} ${unit}${number === '1' ? '' : 's'}`;
}

/** A length of time in the largest unit that suits it. */
export function plainTime(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < minute) return counted(seconds, 'second');
  if (seconds < hour) return counted(seconds / minute, 'minute');
  if (seconds < 2 * day) return counted(seconds / hour, 'hour');
  if (seconds < 60 * day) return counted(seconds / day, 'day');
  if (seconds < 2 * year) return counted(seconds / (year / 12), 'month');
  if (seconds < 200 * year) return counted(seconds / year, 'year');
  if (seconds < 2000 * year)
    return counted(seconds / (100 * year), 'century').replace('centurys', 'centuries');
  if (seconds < ageOfUniverse) return counted(seconds / year, 'year');
  const ages = seconds / ageOfUniverse;
  return ages < 2 ? 'the age of the universe' : `${plainNumber(ages)} times the age of the universe`;
}

/** A sum of US dollars. */
export function plainDollars(dollars: number): string {
  if (dollars < 0.01) return 'less than a cent';
  if (dollars < 1) return `${Math.round(dollars * 100)} cents`;
  const number = plainNumber(dollars);
  return number.startsWith('more than ') ? number.replace('more than ', 'more than $') : `$${number}`;
}
