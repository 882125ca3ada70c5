import {
  LatchkeyError,
  maxAttachmentNameLength,
  maxPieceLength,
  type NoteId,
  type Response,
} from '../../contract/index.ts';
import type { Api } from '../bridge/api.ts';

/** A file as the window has it: pasted, dropped or made here. */
export interface WindowFile {
  readonly name: string;
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

interface Upload {
  readonly note: NoteId;
  readonly file: WindowFile;
  /** Told how many bytes are on their way after each piece. */
  readonly onProgress: (sent: number) => void;
  /** Ends it: nothing of the file is kept then. */
  readonly signal: AbortSignal;
}

export type Added = Response<'attachments.finish'>;

/** A name without what no file system takes. The end with the extension stays where the name is too long. */
export function fileName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}/\\]/gu, ' ').trim();
  const extension = /\.[^.]{1,20}$/.exec(plain)?.[0] ?? '';
  const short =
    plain.length <= maxAttachmentNameLength
      ? plain
      : plain.slice(0, maxAttachmentNameLength - extension.length) + extension;
  return short === '' ? 'File' : short;
}

async function bytesOf(file: WindowFile, from: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, from + maxPieceLength).arrayBuffer());
  } catch {
    throw new LatchkeyError(
      'file-missing',
      `“${fileName(file.name)}” could not be read: it may have been moved or changed. It was not added.`,
    );
  }
}

function stopped(): LatchkeyError {
  return new LatchkeyError('cancelled', 'The file was not added.');
}

/** Puts a file into a note, piece by piece. Rejects with `LatchkeyError`; what had been sent is then dropped. */
export async function upload(api: Api, { note, file, onProgress, signal }: Upload): Promise<Added> {
  const { token } = await api.call('attachments.begin', { note, name: fileName(file.name), size: file.size });
  try {
    for (let from = 0; from < file.size; from += maxPieceLength) {
      const bytes = await bytesOf(file, from);
      if (signal.aborted) throw stopped();
      await api.call('attachments.write', { token, bytes });
      onProgress(Math.min(file.size, from + bytes.length));
    }
    if (signal.aborted) throw stopped();
    return await api.call('attachments.finish', { token });
  } catch (thrown) {
    // It may be gone already, as at a lock.
    await api.call('attachments.cancel', { token }).catch(() => undefined);
    throw thrown;
  }
}
