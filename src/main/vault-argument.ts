import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vaultExtension } from './vault-desk.ts';

/**
 * The whole path of the vault file that a command line names: the first argument that ends as vaults do and is no option.
 * Linux desktops hand over a `file:` URL. `folder` is where the command was given; without one, this process's own.
 */
export function vaultAmong(argv: readonly string[], folder?: string): string | null {
  for (const argument of argv.slice(1)) {
    const path = argument.startsWith('-') ? null : pathOf(argument);
    if (path?.endsWith(vaultExtension)) return folder === undefined ? resolve(path) : resolve(folder, path);
  }
  return null;
}

function pathOf(argument: string): string | null {
  if (!argument.startsWith('file:')) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}
