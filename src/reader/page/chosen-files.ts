import { ReaderError } from '../problem.ts';

/** The files of one vault, as chosen. */
export interface ChosenVault {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: Uint8Array;
  /** What the app left beside it when it did not close properly. */
  readonly log: Uint8Array | null;
}

/** Reads the chosen files. Throws `ReaderError` if they are not one vault, with or without its log. */
export async function readChosen(files: readonly File[]): Promise<ChosenVault> {
  const logs = files.filter(({ name }) => name.endsWith('-wal'));
  const vaults = files.filter(({ name }) => !name.endsWith('-wal') && !name.endsWith('-shm'));
  const [vault] = vaults;
  const [log] = logs;
  if (!vault || vaults.length > 1) {
    throw new ReaderError(
      'Choose one vault, whose name ends in .latchkey. The file of the same name that ends in -wal can be chosen with it, but not alone.',
    );
  }
  if (logs.length > 1 || (log && log.name !== `${vault.name}-wal`)) {
    throw new ReaderError(
      `The file ending in -wal does not belong to ${vault.name}: it must have the same name.`,
    );
  }
  return {
    name: vault.name.replace(/\.latchkey$/i, ''),
    file: await bytesOf(vault),
    log: log ? await bytesOf(log) : null,
  };
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new ReaderError(
      `${file.name} could not be read: it is a folder, it was moved, or it is larger than this browser can hold at once.`,
    );
  }
}
