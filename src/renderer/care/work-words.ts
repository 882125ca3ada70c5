import type { LatchkeyError, Work } from '../../contract/index.ts';
import { counted } from './plain-care.ts';

interface WorkWords {
  /** What is being done. */
  readonly doing: string;
  /** What its progress counts. */
  readonly unit: string;
  /** What is said when somebody has stopped it; null where that goes without saying. Absent: the error tells what was done. */
  readonly cancelled?: string | null;
}

export const workWords: Readonly<Record<Work, WorkWords>> = {
  check: { doing: 'Checking every record', unit: 'record', cancelled: null },
  rotation: {
    doing: 'Sealing everything under a new key',
    unit: 'record',
    cancelled: 'Cancelled. The vault and its key are as they were.',
  },
  backup: {
    doing: 'Backing up, and opening every record of the backup',
    unit: 'record',
    cancelled: null,
  },
  repair: {
    doing: 'Repairing the vault',
    unit: 'record',
    cancelled: 'Cancelled. The vault is as it was.',
  },
  rehearsal: {
    doing: 'Opening every record of the backup',
    unit: 'record',
    cancelled: 'Cancelled before every record had been opened.',
  },
  export: {
    doing: 'Writing the notes as plain files',
    unit: 'note',
  },
  import: {
    doing: 'Importing',
    unit: 'file',
  },
};

/** "Importing: 12 of 400 files". */
export function progressWords(
  work: Work,
  known: { readonly done: number; readonly total: number } | null,
): string {
  const { doing, unit } = workWords[work];
  return known === null
    ? `${doing}…`
    : `${doing}: ${known.done.toLocaleString('en-GB')} of ${counted(known.total, unit)}`;
}

/** How work ended that did not succeed; null if nothing needs to be said. */
export function endWords(work: Work, { code, message }: LatchkeyError): string | null {
  const { cancelled = message } = workWords[work];
  return code === 'cancelled' ? cancelled : message;
}
