import { LatchkeyError } from '../contract/errors.ts';
import type { KdfParameters } from './store.ts';

/** RFC 9106 section 4, second recommended option, with one lane because the WASM build has one thread. */
export const defaultKdf: KdfParameters = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };

const bounds = {
  memoryKiB: { least: 8 * 1024, most: 1024 * 1024 },
  passes: { least: 1, most: 32 },
  lanes: { least: 1, most: 8 },
} as const;

/**
 * Refuses costs that a file has no business asking for, before any memory is taken: 8 MiB to 1 GiB, 1 to 32 passes,
 * 1 to 8 lanes. Throws `kdf-parameters-refused`.
 */
export function checkKdf(parameters: KdfParameters): void {
  for (const [name, { least, most }] of Object.entries(bounds) as [
    keyof KdfParameters,
    { least: number; most: number },
  ][]) {
    const got = parameters[name];
    if (!Number.isSafeInteger(got) || got < least || got > most) {
      throw new LatchkeyError(
        'kdf-parameters-refused',
        `This file asks for ${costInWords[name]} of ${got} to check a passphrase; Latchkey accepts ${least} to ${most}. A vault made by Latchkey never asks for that. The file may be damaged, or made to freeze or exhaust this computer, so it was not opened.`,
      );
    }
  }
}

const costInWords: Readonly<Record<keyof KdfParameters, string>> = {
  memoryKiB: 'a memory cost in KiB',
  passes: 'a number of passes',
  lanes: 'a number of lanes',
};
