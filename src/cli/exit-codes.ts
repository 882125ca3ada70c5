import type { ErrorCode } from '../contract/errors.ts';

/** What the process that called us is told. Each class of errors has one number; the numbers never change their meaning. */
export const exitCodes = {
  done: 0,
  internal: 1,
  usage: 2,
  missing: 3,
  credential: 4,
  busy: 5,
  damaged: 6,
  notOpenable: 7,
  place: 8,
  /** Everything that could be done was; what could not is listed in the answer. */
  partly: 9,
  /** As a shell reports a program that Ctrl-C ended. */
  cancelled: 130,
} as const;

export type ExitClass = keyof typeof exitCodes;

export const classOfError: Readonly<Record<ErrorCode, ExitClass>> = {
  'not-a-vault': 'notOpenable',
  'empty-file': 'notOpenable',
  'is-a-directory': 'notOpenable',
  'file-missing': 'missing',
  'permission-denied': 'place',
  'already-exists': 'place',
  'unsupported-format': 'notOpenable',
  'vault-in-use': 'busy',
  'schema-tampered': 'damaged',
  'header-tampered': 'damaged',
  'kdf-parameters-refused': 'notOpenable',
  'wrong-passphrase': 'credential',
  'wrong-recovery-phrase': 'credential',
  'wrong-pin': 'credential',
  'key-file-required': 'credential',
  'not-a-key-file': 'notOpenable',
  'not-an-escrow-file': 'notOpenable',
  'wrong-authority-key': 'credential',
  'too-few-shares': 'credential',
  'share-damaged': 'damaged',
  'warrant-expired': 'credential',
  'warrant-not-yet-valid': 'credential',
  'warrant-forged': 'credential',
  'warrant-out-of-scope': 'credential',
  'warrant-replayed': 'credential',
  'log-inconsistent': 'damaged',
  'demo-vault': 'notOpenable',
  'demo-key': 'credential',
  'real-key': 'credential',
  'evidence-damaged': 'damaged',
  'other-key': 'credential',
  cancelled: 'cancelled',
  'record-tampered': 'damaged',
  'rows-missing': 'damaged',
  'rows-extra': 'damaged',
  'rolled-back': 'damaged',
  'disk-full': 'place',
  'read-only': 'place',
  'not-found': 'missing',
  conflict: 'busy',
  'too-large': 'usage',
  locked: 'busy',
  'invalid-request': 'usage',
  internal: 'internal',
};

/** The exit code for an error. */
export function exitCodeOf(code: ErrorCode): number {
  return exitCodes[classOfError[code]];
}
