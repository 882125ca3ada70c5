import { basename } from 'node:path';

const extension = '.latchkey';
const second = 1000;

/**
 * A name, and the moment it was made: UTC to the second, with no character that a disk may refuse. What `nameCopyBeforeRepair`
 * has named is no backup, and never goes by itself.
 */
const pattern = /^.+(?<! before repair) (\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.latchkey$/;

/**
 * The name of a backup made now, of a vault at this path: `<vault name> <yyyy-mm-ddThhmmssZ>.latchkey`. `at` is what the name
 * says, in milliseconds since 1970; it is later than `now` by as many seconds as are taken already.
 */
export function nameBackup(
  path: string,
  now: number,
  isTaken: (name: string) => boolean,
): { readonly name: string; readonly at: number } {
  return nameCopy(basename(path, extension), now, isTaken);
}

/** As `nameBackup`, for the vault as it is before it is repaired: `<vault name> before repair <yyyy-mm-ddThhmmssZ>.latchkey`. */
export function nameCopyBeforeRepair(path: string, now: number, isTaken: (name: string) => boolean): string {
  return nameCopy(`${basename(path, extension)} before repair`, now, isTaken).name;
}

function nameCopy(vault: string, now: number, isTaken: (name: string) => boolean) {
  for (let at = now - (now % second); ; at += second) {
    const stamp = new Date(at)
      .toISOString()
      .replaceAll(':', '')
      .replace(/\.\d+Z$/, 'Z');
    const name = `${vault} ${stamp}${extension}`;
    if (!isTaken(name)) return { name, at };
  }
}

/** When a backup was made, as its name says; null for a name that is not one of a backup. */
export function timeOfBackup(name: string): number | null {
  const [, date, hours, minutes, seconds] = pattern.exec(name) ?? [];
  if (date === undefined) return null;
  const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at) ? null : at;
}
