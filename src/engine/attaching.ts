import * as fs from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentId, NoteId } from '../contract/words.ts';
import { ChunkCutter, wipe, type SealedChunk, type Vault } from '../vault/index.ts';
import { systemRandom } from '../vault/random.ts';
import { assertFree, createDraft, publishDraft, removeDraft, removeLeftDrafts } from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';
import { pieceLength, readPieces, sizeOfFile } from './file-pieces.ts';
import type { EngineCalls } from './methods.ts';
import { sealInWorker } from './sealing.ts';
import { isHeld } from './vault-file.ts';
import type { Run } from './watch.ts';

/** A file that is to become part of a note. */
interface AttachRequest {
  readonly id: NoteId;
  /** Whole path. */
  readonly file: string;
  /** Absent: the file's own. */
  readonly name?: string | undefined;
  /** When the note will have changed last. Absent: now. */
  readonly noteUpdatedAt?: number | undefined;
  /** What the note's text names it by already. Absent: drawn. */
  readonly as?: AttachmentId | undefined;
}

/** Bytes of an attachment that are opened at a time. */
const slice = 1024 * 1024;

/** The longest file that is sealed in this thread, in bytes: sooner done than a worker is started. */
const mostInThread = pieceLength;

/**
 * Puts a file into a note. Its chunks come in many transactions, and belong to the note only with the last one. What is
 * there already when this throws belongs to nothing, and goes with the next sweep. Progress counts bytes.
 */
export async function attachFile(
  vault: Vault,
  { id, file, name = basename(file), noteUpdatedAt, as }: AttachRequest,
  run: Run,
): Promise<EngineCalls['attach']['answer']> {
  // Throws for a note that is not there, before anything is read.
  vault.attachmentIds(id);
  const total = sizeOfFile(file);
  if (isHeld(file)) throw vaultItself();
  const writer = vault.beginAttachment(as);
  try {
    const write = (chunks: readonly SealedChunk[], read: number) => {
      if (chunks.length > 0) writer.put(chunks);
      run.onProgress({ done: Math.min(read, total), total });
    };
    const seal = total > mostInThread ? sealInWorker : sealHere;
    const { size, chunks } = await seal(writer.sealer, file, write, run);
    run.signal.throwIfAborted();
    return writer.finish({ id }, { name, size, chunks, noteUpdatedAt });
  } catch (error) {
    writer.abandon();
    throw error;
  } finally {
    wipe(writer.sealer.key);
  }
}

function vaultItself(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'That file is the vault that is open, and it cannot be put into itself. Nothing was changed: to have a copy of it, make a backup.',
  );
}

/** As `sealInWorker`, in this thread and at once. */
const sealHere: typeof sealInWorker = async (sealer, file, write) => {
  const cutter = new ChunkCutter(sealer, systemRandom);
  for (const piece of readPieces(file)) write(cutter.push(piece), cutter.size);
  write([...cutter.end()], cutter.size);
  return Promise.resolve({ size: cutter.size, chunks: cutter.chunks });
};

/**
 * Writes an attachment out, decrypted, where nothing is: the file gets its name once every byte of it is on the disk.
 * Throws `already-exists`. Progress counts bytes.
 */
export async function saveAttachment(
  vault: Vault,
  { id, file }: { readonly id: AttachmentId; readonly file: string },
  run: Run,
): Promise<void> {
  const size = vault.attachmentSize(id);
  assertFree(file);
  removeLeftDrafts(file, ['saving']);
  const draft = createDraft(file, 'saving');
  try {
    const descriptor = withFileErrors(() => fs.openSync(draft, 'w', 0o600));
    try {
      for (let done = 0; done < size;) {
        run.signal.throwIfAborted();
        const bytes = vault.readAttachment(id, done, slice);
        withFileErrors(() => fs.writeFileSync(descriptor, bytes));
        done += bytes.length;
        wipe(bytes);
        run.onProgress({ done, total: size });
        await setImmediate();
      }
      withFileErrors(() => fs.fsyncSync(descriptor));
    } finally {
      fs.closeSync(descriptor);
    }
    run.signal.throwIfAborted();
    publishDraft(draft, file);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}
