import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { NoteSummary } from '../contract/words.ts';
import {
  sealCapture,
  type Capture,
  type InboxAddress,
  type NamedCapture,
  type Vault,
} from '../vault/index.ts';
import { SealedFolder, type SealedKind } from './sealed-folder.ts';

/** The longest is a text of 100,000 characters that are all escaped in JSON. */
const captures: SealedKind = { extension: 'capture', noun: 'capture', files: 500, bytes: 1024 * 1024 };

/** What became of the captures that waited. */
export interface TakenIn {
  readonly notes: readonly NoteSummary[];
  /** How many wait on, and why. */
  readonly waiting: number;
  readonly why: ErrorData | null;
}

/** Captures that were sealed while their vaults were locked, each in a file of its own until its vault takes it in. */
export class Inbox {
  readonly #folder: string | null;

  /** `folder`: null where there is none, and nothing can be kept. */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** It is on the disk, sealed, when this returns. Throws `disk-full` and the like, and `too-large`. */
  keep(address: InboxAddress, capture: Capture): void {
    const folder = this.#folderOf(address.vaultId);
    if (!folder) throw new Error('There is no folder for captures');
    folder.write(sealCapture(address, capture));
  }

  /** How many wait for a vault of this id, 32 hex digits. */
  waitingFor(vaultId: string): number {
    return this.#folderOf(vaultId)?.names().length ?? 0;
  }

  /** Makes notes of the captures that wait. What does not open, or cannot be saved, stays where it is. Never throws. */
  takeIn(vault: Vault): TakenIn {
    const folder = this.#folderOf(vault.id);
    const notes: NoteSummary[] = [];
    const problems: ErrorData[] = [];
    try {
      folder?.tidy();
      for (const name of folder?.names() ?? []) {
        const taken = folder && takeOne(vault, folder, name);
        if (!taken) continue;
        if ('code' in taken) problems.push(taken);
        else notes.push(taken);
      }
      folder?.tidy();
    } catch (error) {
      problems.push(errorToData(error));
    }
    return { notes, waiting: problems.length, why: problems[0] ?? null };
  }

  #folderOf(vaultId: string): SealedFolder | null {
    return this.#folder === null ? null : new SealedFolder(this.#folder, vaultId, captures);
  }
}

/** The note is on the disk before the file goes: a crash between the two leaves a capture that makes no second note. */
function takeOne(vault: Vault, folder: SealedFolder, name: string): NoteSummary | ErrorData | null {
  try {
    const [capture] = folder.read(name);
    if (!capture) return null;
    const note = opened(vault, capture);
    folder.remove(name);
    return note;
  } catch (error) {
    return errorToData(error);
  }
}

function opened(vault: Vault, capture: NamedCapture): NoteSummary {
  try {
    return vault.takeCapture(capture);
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'record-tampered' && isOf(error, 'capture'))
      throw notOpened();
    throw error;
  }
}

function isOf({ details }: LatchkeyError, table: string): boolean {
  return details.table === table;
}

/** Nobody can tell the two apart. */
function notOpened(): LatchkeyError {
  return new LatchkeyError(
    'other-key',
    'A capture that is kept on this computer does not open: it was sealed to another key of this vault, or its file is damaged. It is left where it is. If you have a backup from before the last change of key, open that one here.',
  );
}
