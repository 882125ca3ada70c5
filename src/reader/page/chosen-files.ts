import { maxKeyFileLength, secretOfKeyFile } from '../format/key-file.ts';
import { ReaderError } from '../problem.ts';
import { bytesSource, stretchSource, type Source } from '../sqlite/source.ts';

/** The files of one vault, as chosen. */
export interface ChosenVault {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: Source;
  /** What the app left beside it when it did not close properly. */
  readonly log: Uint8Array | null;
}

/** The largest vault that is taken into memory as a whole, in bytes. */
const mostInMemory = 64 * 1024 * 1024;

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
    file: await sourceOf(vault),
    log: log ? await bytesOf(log, log.name) : null,
  };
}

/** The secret of a chosen key file. Throws `ReaderError` if it is not one. */
export async function readKeyFile(file: File): Promise<Uint8Array> {
  return secretOfKeyFile(await bytesOf(file.slice(0, maxKeyFileLength + 1), file.name));
}

async function sourceOf(vault: File): Promise<Source> {
  if (vault.size <= mostInMemory) return bytesSource(await bytesOf(vault, vault.name));
  const load = (from: number, to: number) => bytesOf(vault.slice(from, to), vault.name);
  return stretchSource(vault.size, load);
}

async function bytesOf(file: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new ReaderError(
      `${name} could not be read: it is a folder, it was moved or changed meanwhile, or it is larger than this browser can hold at once. Choose it again.`,
    );
  }
}
