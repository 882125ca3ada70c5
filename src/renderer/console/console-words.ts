import type { InboxWarrant } from '../../contract/index.ts';

/** Day and time of the desk's clock, in UTC, as it stands in warrants. */
export function dayAndTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What the signature and the dates of a warrant say. */
export const standings: Readonly<Record<InboxWarrant['standing'], string>> = {
  valid: 'Valid',
  expired: 'Expired',
  'not-yet-valid': 'Not valid yet',
  forged: 'Signature does not match',
  used: 'Used already',
};

/** What a warrant allows. */
export const scopes: Readonly<Record<string, string>> = {
  'read-notes': 'To read the notes',
  'read-metadata': 'To read what is known about the notes, not their text',
};
