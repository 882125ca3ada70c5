import { plainNumber } from '../../passphrase/plain-amounts.ts';

const locale = 'en-GB';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10³⁰`, `10⁻⁶`. */
function powerOfTen(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => superscripts[Number(digit)] ?? '');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Digits enough to see what is small, none that nobody reads: "95,618", "99", "7.54", "0.000099". */
export function exactCount(count: number): string {
  if (count === 0) return '0';
  if (count >= 1e15) return plainNumber(count);
  if (count >= 10) return whole.format(count);
  if (count < 1e-6) return `about ${powerOfTen(Math.round(Math.log10(count)))}`;
  return count.toLocaleString(locale, { maximumSignificantDigits: count < 1 ? 2 : 3 });
}

/** A number of things that come whole: "1 vault", "1 million vaults". */
export function vaultCount(count: number): string {
  const number = count < 1e6 ? whole.format(count) : plainNumber(count);
  return `${number} ${number === '1' ? 'vault' : 'vaults'}`;
}

/** A part of one as a percentage of two or three digits: "9.56 %", "40 %", "0.0099 %". */
export function percent(part: number): string {
  if (part > 0.9995 && part < 1) return 'over 99.9 %';
  const shown = part * 100;
  if (shown > 0 && shown < 1e-4) return 'under 0.0001 %';
  const digits = shown < 1 ? 2 : 3;
  return `${shown.toLocaleString(locale, { maximumSignificantDigits: digits })} %`;
}

/** A chance as people say it: "1 in 130", "37 in 100", "certain, as near as makes no difference". */
export function chanceWords(chance: number): string {
  if (chance <= 0) return 'no chance';
  if (chance >= 1) return 'certain';
  if (chance > 0.9995) return 'all but certain';
  if (chance < 0.1)
    return 1 / chance > 1e18 ? 'less than 1 in a quintillion' : `1 in ${plainNumber(1 / chance)}`;
  return `${Math.round(chance * 100)} in 100`;
}

/** How many of a hundred squares stand for a chance. */
export function ofHundred(chance: number): number {
  return Math.round(Math.min(1, Math.max(0, chance)) * 100);
}

/** Memory in KiB: "64 MiB", "1 GiB". */
export function memory(kib: number): string {
  const mib = kib / 1024;
  return mib < 1024 ? `${mib.toLocaleString(locale)} MiB` : `${(mib / 1024).toLocaleString(locale)} GiB`;
}

/** Bytes a second: "3.35 TB/s". */
export function bandwidth(bytes: number): string {
  const [amount, unit] = bytes < 1e12 ? [bytes / 1e9, 'GB/s'] : [bytes / 1e12, 'TB/s'];
  return `${amount.toLocaleString(locale, { maximumSignificantDigits: 3 })} ${unit}`;
}

/** A price in dollars and cents where there are any: "$3", "$0.50". */
export function price(dollars: number): string {
  return `$${Number.isInteger(dollars) ? dollars : dollars.toFixed(2)}`;
}

/** Seconds of one guess: "0.31 s". */
export function guessSeconds(seconds: number): string {
  return `${seconds.toLocaleString(locale, { maximumSignificantDigits: 2 })} s`;
}

/** Names of powers of ten at the marks of an axis. */
const named = new Map([
  [6, '1 million'],
  [9, '1 billion'],
  [12, '1 trillion'],
]);

/** A power of ten at a mark of an axis: "100", "0.01", "10 million", "10²⁴". */
export function mark(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (exponent > 14 || exponent < -3) return powerOfTen(exponent);
  if (exponent < 6) return value.toLocaleString(locale, { maximumSignificantDigits: 1 });
  return named.get(exponent) ?? plainNumber(value);
}
