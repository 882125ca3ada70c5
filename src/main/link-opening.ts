import { LatchkeyError } from '../contract/errors.ts';

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * An address that may be given to the system to open: of the web or of mail, read anew here and written out in ASCII, so that
 * nothing in it can mean something else to a program on the way. `invalid-request` for all others.
 */
export function addressToOpen(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !schemes.has(url.protocol) || !/^[\u0021-\u007e]+$/.test(url.href)) {
    throw new LatchkeyError(
      'invalid-request',
      'Latchkey opens addresses of the web (https, http) and of mail, and no others. Nothing was opened.',
    );
  }
  return url.href;
}
