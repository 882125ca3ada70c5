export * from './bytes.ts';
export { defaultKdf } from './kdf.ts';
export { formatNumber, headerTampered, unsupportedFormat } from './header.ts';
export { generatePassphrase } from './passphrase.ts';
export type { RandomBytes } from './random.ts';
export type * from './store.ts';
export {
  createVault,
  readHolders,
  unlockVault,
  type NewVault,
  type Surroundings,
  type Unlocking,
} from './unlocking.ts';
export { Vault, type NoteAtRevision, type NoteText } from './vault.ts';
