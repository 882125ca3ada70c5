export * from './bytes.ts';
export { maxPartLength, maxSealedPart, type Shelf } from './cache.ts';
export { sealCapture, type Capture, type InboxAddress, type NamedCapture } from './captures.ts';
export type { Catalogue, Differences } from './catalogue.ts';
export {
  asTarget,
  drawAttachmentId,
  referencesIn,
  withReferences,
  withTargets,
} from './attachment-references.ts';
export type { Credential } from './credentials.ts';
export type { Draft, NamedDraft } from './drafts.ts';
export { defaultKdf } from './kdf.ts';
export { makeKeyFile, maxKeyFileLength, notAKeyFile, parseKeyFile } from './key-file.ts';
export { formatNumber, headerTampered, unsupportedFormat } from './header.ts';
export { generatePassphrase } from './passphrase.ts';
export type { Progress } from './progress.ts';
export {
  deviceSeed,
  passphraseSeed,
  recoverySeed,
  type NewDevice,
  type NewPassphrase,
} from './slot-seeds.ts';
export { unwrapVaultKey, type EscrowSlot, type Slot, type SlotSeed } from './slots.ts';
export { systemRandom, type RandomBytes } from './random.ts';
export type * from './store.ts';
export {
  createVault,
  readEscrowSlots,
  readInfo,
  unlockVault,
  unlockWithKey,
  type NewVault,
  type Surroundings,
  type VaultInfo,
} from './unlocking.ts';
export {
  chunkCountOf,
  ChunkCutter,
  chunkLength,
  maxAttachmentSize,
  sealChunks,
  type ChunkSealer,
  type SealedChunk,
} from './chunks.ts';
export type { NewNote, NoteAtRevision, NoteText } from './notes.ts';
export type { LibraryStep, Organised } from './organising.ts';
export type { Mended, Repairs } from './repair.ts';
export type { Merged } from './copying.ts';
export { findRotationKey } from './rotation.ts';
export { Vault } from './vault.ts';
export type { VerifyReport } from './verification.ts';
export { warmUp } from './warming.ts';
export type { Written } from './written.ts';
export { canBeLinked, titleKeyOf, wikiLinksOf, type WikiLink } from './wiki-links.ts';
