import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import * as v from 'valibot';
import { AttachmentSummary, type AttachmentId } from '../contract/words.ts';
import type { Engine } from '../engine/index.ts';
import { rangeOf, type ByteRange } from './byte-range.ts';

/** What reads the files of one vault. */
export type FileReader = Pick<Engine, 'describeAttachment' | 'readAttachment'>;

/** Bytes that are opened at a time. */
const pieceLength = 256 * 1024;

/** Kinds that a window shows. Every other file is bytes and nothing else, whatever it says of itself. */
const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.ogv': 'video/ogg',
};

const address = /^\/files\/([0-9a-f]{32})\/([0-9a-f]{32})$/;

/**
 * Files of unlocked vaults, opened as they are asked for and never on the disk. Each unlocking has an address that nobody can
 * guess, and that leads nowhere after the lock.
 */
export class ServedFiles {
  readonly #readers = new Map<string, FileReader>();

  /** Serves a vault's files below `/files/<token>/` until `end`. The token is 16 random bytes as hex. */
  serve(reader: FileReader): { readonly token: string; readonly end: () => void } {
    const token = randomBytes(16).toString('hex');
    this.#readers.set(token, reader);
    return { token, end: () => this.#readers.delete(token) };
  }

  /** Null where the path is none of a file. */
  async respond(path: string, range: string | null): Promise<Response | null> {
    const [, token = '', hex] = address.exec(path) ?? [];
    const id = v.safeParse(AttachmentSummary.entries.id, hex);
    if (!id.success) return null;
    const reader = this.#readers.get(token);
    const file = await reader?.describeAttachment({ id: id.output }).catch(() => null);
    if (reader === undefined || file === undefined || file === null) return nothing(404);
    const wanted = rangeOf(range, file.size);
    if (wanted === 'unsatisfiable') return nothing(416, { 'content-range': `bytes */${file.size}` });
    return this.#answer(token, file, wanted);
  }

  #answer(token: string, { id, name, size }: AttachmentSummary, wanted: ByteRange | null): Response {
    const { first, last } = wanted ?? { first: 0, last: size - 1 };
    return new Response(this.#stream(token, id, first, last), {
      status: wanted === null ? 200 : 206,
      headers: {
        ...safely,
        'content-type': types[extname(name).toLowerCase()] ?? 'application/octet-stream',
        'content-length': String(last - first + 1),
        ...(wanted === null ? {} : { 'content-range': `bytes ${first}-${last}/${size}` }),
      },
    });
  }

  /** Piece by piece, as they are taken. It breaks off where the vault is locked, or a piece does not open. */
  #stream(token: string, id: AttachmentId, first: number, last: number): ReadableStream<Uint8Array> {
    let from = first;
    return new ReadableStream({
      pull: async (controller) => {
        if (from > last) {
          controller.close();
          return;
        }
        const reader = this.#readers.get(token);
        if (reader === undefined) throw new Error('The vault was locked.');
        const bytes = await reader.readAttachment({
          id,
          from,
          length: Math.min(pieceLength, last - from + 1),
        });
        from += bytes.length;
        controller.enqueue(bytes);
      },
    });
  }
}

/** A file may be anything, a page with scripts included: nothing of it runs, and nobody else may embed it. */
const safely = {
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

function nothing(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...safely, ...headers } });
}
