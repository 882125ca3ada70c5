export * from './bytes.ts';
export { defaultKdf } from './kdf.ts';
export { formatNumber, headerTampered, unsupportedFormat } from './header.ts';
export { generatePassphrase } from './passphrase.ts';
export type { Progress } from './progress.ts';
export { recoveryPhraseLength } from './recovery-phrase.ts';
export { passphraseSeed, recoverySeed, type NewPassphrase, type Slot, type SlotSeed } from './slots.ts';
export type { RandomBytes } from './random.ts';
export type * from './store.ts';
export {
  createVault,
  findHolder,
  readInfo,
  unlockVault,
  type Credential,
  type NewVault,
  type Surroundings,
} from './unlocking.ts';
export { Vault, type NewNote, type NoteAtRevision, type NoteText, type SlotChange } from './vault.ts';
export type { VerifyReport } from './verification.ts';
