import * as v from 'valibot';

/** Every way Latchkey can fail that a person or a caller may want to tell apart. */
export const errorCodes = [
  'not-a-vault',
  'empty-file',
  'is-a-directory',
  'file-missing',
  'permission-denied',
  'already-exists',
  'unsupported-format',
  'vault-in-use',
  'schema-tampered',
  'header-tampered',
  'kdf-parameters-refused',
  'wrong-passphrase',
  'wrong-recovery-phrase',
  'wrong-pin',
  'key-file-required',
  'not-a-key-file',
  'not-an-escrow-file',
  'wrong-authority-key',
  'too-few-shares',
  'share-damaged',
  'warrant-expired',
  'warrant-not-yet-valid',
  'warrant-forged',
  'warrant-out-of-scope',
  'warrant-replayed',
  'log-inconsistent',
  'demo-vault',
  'demo-key',
  'real-key',
  'evidence-damaged',
  'other-key',
  'cancelled',
  'record-tampered',
  'rows-missing',
  'rows-extra',
  'rolled-back',
  'disk-full',
  'read-only',
  'not-found',
  'conflict',
  'too-large',
  'locked',
  'invalid-request',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What an error says about itself besides its message: never a key, a passphrase or a word of a note. */
export interface ErrorDetails {
  /** The table of the record concerned. */
  readonly table?: string;
  /** The id of the record concerned: 32 hex digits. */
  readonly id?: string;
}

/**
 * The one error class. `message` is a sentence for people: what happened, what it means, what to do. Neither it nor
 * `details` may hold a secret, because both are shown and logged.
 */
export class LatchkeyError extends Error {
  override readonly name = 'LatchkeyError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** An error as plain data: the form in which it crosses threads and processes. */
export const ErrorData = v.strictObject({
  code: v.picklist(errorCodes),
  message: v.string(),
  details: v.strictObject({ table: v.optional(v.string()), id: v.optional(v.string()) }),
});
export type ErrorData = v.InferOutput<typeof ErrorData>;

/**
 * Turns anything thrown into data. An error that is not ours becomes `internal` and loses its own message, which
 * might quote its input.
 */
export function errorToData(error: unknown): ErrorData {
  if (error instanceof LatchkeyError) {
    return { code: error.code, message: error.message, details: { ...error.details } };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside Latchkey. Your vault has not been changed by this step.',
    details: {},
  };
}

/** The inverse of `errorToData`. */
export function errorFromData(data: ErrorData): LatchkeyError {
  const { table, id } = data.details;
  return new LatchkeyError(data.code, data.message, {
    details: { ...(table === undefined ? {} : { table }), ...(id === undefined ? {} : { id }) },
  });
}
