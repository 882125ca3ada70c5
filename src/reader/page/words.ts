import type { Escrow } from '../format/header.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const amount = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** The last time that a calendar has. */
const lastTime = 8.64e15;

/** A day for people; empty for a time beyond what a calendar has. */
export function dayOf(time: number): string {
  return time <= lastTime ? day.format(time) : '';
}

/** A day and the time of day; empty for a time beyond what a calendar has. */
export function momentOf(time: number): string {
  return time <= lastTime ? moment.format(time) : '';
}

/** A number of bytes for people, as file managers write it. */
export function sizeOf(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return bytes === 1 ? '1 byte' : `${amount.format(bytes / 1000 ** step)} ${units[step] ?? ''}`;
}

/** "one note", "3 notes". */
export function countOf(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

/** How the keys of each access model are held. */
const models: Readonly<Record<string, string>> = {
  M1: 'by one key',
  M2: 'by enough shares of one key',
  M3: 'by two keys together',
};

/**
 * In quotation marks, and apart from the direction of the text around it (U+2068, U+2069); what is not seen in it is shown. Nobody
 * has vouched for the file yet.
 */
function quoted(name: string): string {
  return `“\u2068${name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd')}\u2069”`;
}

/** Who can open a vault besides its owner, and by whose keys, in sentences. */
export function escrowWords({ model, authorities }: Escrow, label: string): string {
  const names = authorities.map(({ name }) => quoted(name)).join(' and ');
  const how = models[model] ?? `by the access model “${model}”`;
  const prints = authorities
    .filter(({ fingerprint }) => fingerprint !== '')
    .map(({ name, fingerprint }) => `${quoted(name)} ${fingerprint.match(/.{4}/g)?.join(' ') ?? ''}`);
  const fingerprints = prints.length === 0 ? '' : ` Fingerprints of their public keys: ${prints.join('; ')}.`;
  return `Escrow: ${names === '' ? quoted(label) : names} can open this vault without your passphrase, ${how}; not here.${fingerprints}`;
}
