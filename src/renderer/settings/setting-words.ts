import type { SettingsState } from '../../contract/index.ts';

interface Option<T> {
  readonly value: T;
  readonly name: string;
}

/** `count` and its unit, in the singular for one. */
function amount(count: number, unit: string): string {
  return `${count.toLocaleString('en-GB')} ${unit}${count === 1 ? '' : 's'}`;
}

function minutes(count: number): string {
  return count >= 60 && count % 60 === 0 ? amount(count / 60, 'hour') : amount(count, 'minute');
}

function seconds(count: number): string {
  return count >= 60 && count % 60 === 0 ? amount(count / 60, 'minute') : amount(count, 'second');
}

/** Numbers to choose from, and the one that is set, which may be none of them. */
function choices(usual: readonly number[], now: number | null): readonly number[] {
  const all = now === null || usual.includes(now) ? usual : [...usual, now];
  return all.toSorted((a, b) => a - b);
}

export function lockOptions(now: number): readonly Option<string>[] {
  return choices([1, 2, 5, 10, 15, 30, 60, 120, 240], now).map((value) => ({
    value: String(value),
    name: minutes(value),
  }));
}

/** What stands for null in a list of numbers. */
export const never = 'never';

export function clipboardOptions(now: number | null): readonly Option<string>[] {
  return [
    ...choices([10, 20, 30, 60, 120, 300], now).map((value) => ({
      value: String(value),
      name: `After ${seconds(value)}`,
    })),
    { value: never, name: 'Only when the vault locks' },
  ];
}

export function trashOptions(now: number | null): readonly Option<string>[] {
  return [
    ...choices([7, 30, 90, 180, 365], now).map((value) => ({
      value: String(value),
      name: `After ${amount(value, 'day')}`,
    })),
    { value: never, name: 'Never' },
  ];
}

/** The number that an option stands for; null for `never`. */
export function numberOf(value: string): number | null {
  return value === never ? null : Number(value);
}

export function spellCheckWords({ can }: SettingsState): string {
  return can.spellCheck
    ? 'The checker of macOS marks misspelt words while you write. Nothing leaves this computer.'
    : 'Only macOS has a spell checker that needs no network. On this system the checker would fetch dictionaries from the internet, and Latchkey never goes there, so this stays off.';
}

export function captureWords({ can }: SettingsState): string {
  return can.hideFromCapture
    ? 'Screenshots, recordings and shared screens show an empty area in place of Latchkey’s windows.'
    : 'This system gives a program no way to keep its windows out of screenshots, so this stays off.';
}
