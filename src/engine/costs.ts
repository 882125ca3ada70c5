import { defaultKdf, readInfo, type KdfParameters, type Store } from '../vault/index.ts';

/** What it costs to try a passphrase on this holder: a new one in its place costs the same unless somebody says otherwise. */
export function costsOf(store: Store, holder: string): KdfParameters {
  return readInfo(store).holders.find(({ id }) => id === holder)?.kdf ?? defaultKdf;
}
