import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';

interface Explanation {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What the operating system's error codes mean for somebody who keeps a vault. */
const explanations: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    code: 'file-missing',
    message:
      'There is no file or folder at that place. It may have been moved, renamed or deleted; choose it again.',
  },
  ENOTDIR: {
    code: 'file-missing',
    message: 'There is no such folder. Part of its path is a file; choose the place again.',
  },
  ELOOP: {
    code: 'file-missing',
    message: 'That is a link that leads to itself, and to no file or folder. Choose the file itself.',
  },
  EACCES: {
    code: 'permission-denied',
    message:
      'This account is not allowed to use that file or folder. Change its permissions, or choose another.',
  },
  EPERM: {
    code: 'permission-denied',
    message:
      'This account is not allowed to use that file or folder. Change its permissions, or choose another.',
  },
  EISDIR: {
    code: 'is-a-directory',
    message: 'That is a folder, and a vault is one file. Choose the .latchkey file.',
  },
  EEXIST: {
    code: 'already-exists',
    message:
      'A file of that name is there already, and it was left as it is. Choose another name or another folder.',
  },
  EROFS: {
    code: 'read-only',
    message: 'That disk can only be read. Copy the vault to a disk that can be written, and open it there.',
  },
  ENOSPC: {
    code: 'disk-full',
    message: 'The disk is full, so this change was not saved. Free some space and try again.',
  },
  EDQUOT: {
    code: 'disk-full',
    message:
      'Your share of this disk is used up, so this change was not saved. Free some space and try again.',
  },
  ENAMETOOLONG: {
    code: 'invalid-request',
    message: 'That name is too long for this disk. Choose a shorter one.',
  },
};

/** An error of the file system as one of ours. What is neither that nor known comes back as it was. */
export function fromFileError(error: unknown): unknown {
  const explanation = explanations[codeOf(error) ?? ''];
  return explanation ? new LatchkeyError(explanation.code, explanation.message, { cause: error }) : error;
}

/** Runs `work`; what it throws goes through `fromFileError`. */
export function withFileErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fromFileError(error);
  }
}

/** The code of a Node error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
