import { ReaderError } from '../problem.ts';
import { offerFile } from './elements.ts';

/** Where a file goes that is saved part by part. */
export interface Sink {
  /** The part is taken over: its sender must not change it any more. */
  write(part: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The file appears, whole. */
  finish(): Promise<void>;
  /** Nothing appears. */
  abandon(): Promise<void>;
}

/** What some browsers have, and others do not (https://wicg.github.io/file-system-access). */
interface SavePicker {
  showSaveFilePicker(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** From this size on a file is written where the person says, part by part, if the browser can. */
const streamedFrom = 64 * 1024 * 1024;

function canPick(scope: object): scope is SavePicker {
  return 'showSaveFilePicker' in scope;
}

/** Whether a file of that size is first put together by the browser, in its memory or in files of its own. */
export function isGathered(size: number): boolean {
  return size < streamedFrom || !canPick(globalThis);
}

/** Opens a place for a file; null if the person decided against it. To be called right after a click: browsers want that. */
export async function openSink(name: string, type: string, size: number): Promise<Sink | null> {
  const scope: object = globalThis;
  if (size < streamedFrom || !canPick(scope)) return gather(name, type);
  try {
    const handle = await scope.showSaveFilePicker({ suggestedName: name });
    return streamTo(await handle.createWritable());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    return gather(name, type);
  }
}

function streamTo(file: FileSystemWritableFileStream): Sink {
  const saying = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch {
      throw new ReaderError(
        'The file could not be written: the disk is full, or the place does not allow it.',
      );
    }
  };
  return {
    write: (part) => saying(file.write(part)),
    finish: () => saying(file.close()),
    abandon: () => file.abort().catch(() => undefined),
  };
}

/** Parts are handed to the browser at this length, so that the page itself never holds a large file. */
const handedOver = 8 * 1024 * 1024;

function gather(name: string, type: string): Sink {
  const blobs: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const handOver = () => {
    blobs.push(new Blob(parts));
    parts = [];
    length = 0;
  };
  return {
    write: (part) => {
      parts.push(part);
      length += part.length;
      if (length >= handedOver) handOver();
      return Promise.resolve();
    },
    finish: () => {
      handOver();
      offerFile(name, blobs, type);
      return Promise.resolve();
    },
    abandon: () => {
      blobs.length = 0;
      parts = [];
      return Promise.resolve();
    },
  };
}
