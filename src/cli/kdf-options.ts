import { LatchkeyError } from '../contract/errors.ts';
import { defaultKdf, type KdfParameters } from '../vault/index.ts';

export interface KdfOptions {
  /** In MiB. */
  readonly kdfMemory?: string;
  readonly kdfPasses?: string;
}

/** What a vault's file may ask for: see docs/format.md. */
const bounds = { memory: { least: 8, most: 1024 }, passes: { least: 1, most: 32 } } as const;

/** The costs of guessing that were asked for; none where no option was given. Throws `kdf-parameters-refused`. */
export function kdfOf({ kdfMemory, kdfPasses }: KdfOptions): { readonly kdf?: KdfParameters } {
  if (kdfMemory === undefined && kdfPasses === undefined) return {};
  const memory = parse(kdfMemory, '--kdf-memory', bounds.memory) ?? defaultKdf.memoryKiB / 1024;
  const passes = parse(kdfPasses, '--kdf-passes', bounds.passes) ?? defaultKdf.passes;
  return { kdf: { ...defaultKdf, memoryKiB: memory * 1024, passes } };
}

function parse(
  written: string | undefined,
  option: string,
  { least, most }: { least: number; most: number },
) {
  if (written === undefined) return undefined;
  const number = /^\d{1,6}$/.test(written) ? Number(written) : NaN;
  if (number >= least && number <= most) return number;
  throw new LatchkeyError(
    'kdf-parameters-refused',
    `${option} takes a whole number from ${least} to ${most}.`,
  );
}
