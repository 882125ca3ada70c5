import { sha256 } from '@noble/hashes/sha2.js';
import { LatchkeyError } from '../contract/errors.ts';
import { fromHex, keyFileSecret, toHex, utf8, type KeyFileSecret } from './bytes.ts';
import { systemRandom, type RandomBytes } from './random.ts';

/** No key file is longer, in bytes: whoever reads one need not read on. */
export const maxKeyFileLength = 1024;

const title = 'Latchkey key file 1';

/** ASCII. Three lines: the title, the secret and the first 4 bytes of its SHA-256, in lower-case hex. */
const wholeFile = /^Latchkey key file 1\r?\n(?<secret>[0-9a-f]{64})\r?\n(?<check>[0-9a-f]{8})(?:\r?\n)?$/;

/** A new key file: its bytes, and the secret in it. Whoever gets them zeroes them. */
export function makeKeyFile(random: RandomBytes = systemRandom): {
  readonly text: Uint8Array;
  readonly secret: KeyFileSecret;
} {
  const secret = keyFileSecret(random(32));
  return { text: utf8(`${title}\n${toHex(secret)}\n${checkOf(secret)}\n`), secret };
}

/** The secret in a key file. Line ends may be those of Windows, and the last may be missing. Throws `not-a-key-file`. */
export function parseKeyFile(bytes: Uint8Array): KeyFileSecret {
  if (bytes.length > maxKeyFileLength) throw notAKeyFile();
  const { secret, check } = wholeFile.exec(String.fromCharCode(...bytes))?.groups ?? {};
  if (secret === undefined) throw notAKeyFile();
  const found = keyFileSecret(fromHex(secret));
  if (checkOf(found) !== check) throw notAKeyFile('It was a key file, but it has been changed or damaged.');
  return found;
}

/** For a file that cannot be the one that was asked for. `reason` is a sentence. */
export function notAKeyFile(reason = 'That file is not a Latchkey key file.'): LatchkeyError {
  return new LatchkeyError(
    'not-a-key-file',
    `${reason} Choose the file that Latchkey made when the key file was set up, or a copy of it.`,
  );
}

function checkOf(secret: KeyFileSecret): string {
  return toHex(sha256(secret).subarray(0, 4));
}
