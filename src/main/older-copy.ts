import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';

/** What `details.table` says of a problem with the vault file as a whole. */
export const wholeFile = 'vault';

/**
 * Whether a vault file is older than the one last used here, told by their write counts. Nothing inside an old file can
 * give it away: it is whole and true, only of another day.
 */
export function olderCopy(writeCounter: number | null, highestSeen: number): readonly ErrorData[] {
  const writes = highestSeen - (writeCounter ?? highestSeen);
  if (writes <= 0) return [];
  const howMany = writes === 1 ? 'one write' : `${writes.toLocaleString('en-GB')} writes`;
  return [
    errorToData(
      new LatchkeyError(
        'rolled-back',
        `This copy of the vault is older than the one last used here, by ${howMany}. ` +
          'What was written since is not in it. That is so for a backup or a copy from another computer; ' +
          'if you opened neither, somebody put an old file in the place of yours. ' +
          'Look for the newer file before you write here. If this is the copy you want, say so under Health.',
        { details: { table: wholeFile } },
      ),
    ),
  ];
}
