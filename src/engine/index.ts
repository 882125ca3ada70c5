export { startEngine, type Engine } from './engine.ts';
export { startLab, type Lab } from './lab/lab.ts';
export type { ChangedNotes, EngineOptions } from './messages.ts';
export type { BackupFile, BackupPlace, BackupReport } from './backups.ts';
export type { EngineMethods, Opened, PassphraseProof } from './methods.ts';
export type { KnownAuthority } from './escrow/authority-files.ts';
export type { Rotated, RotationRequest } from './rotation.ts';
export type { Watch } from './watch.ts';
export type { KdfParameters, Progress, VerifyReport } from '../vault/index.ts';
