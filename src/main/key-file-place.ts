import { dirname, resolve } from 'node:path';

/**
 * The folder proposed for a vault's key file: never the vault's own, because whoever copies that has both. It is the home
 * folder, which services that copy the documents folder elsewhere leave out, or the documents if the vault lies at home.
 */
export function placeForKeyFile(vaultPath: string, home: string, documents: string): string {
  return dirname(resolve(vaultPath)) === resolve(home) ? documents : home;
}
