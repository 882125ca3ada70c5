import { basename, resolve } from 'node:path';
import * as v from 'valibot';
import { LatchkeyError } from '../../contract/errors.ts';
import { AttachmentSummary, type AttachmentId } from '../../contract/words.ts';
import { watching, withVault, type Context, type Outcome } from '../context.ts';
import { findNote } from '../notes.ts';
import { onOneLine } from '../terminal.ts';
import { parseId } from './notes.ts';

/** Puts files into a note. Each is in the vault, whole, before the next one is begun. */
export function attach(
  context: Context,
  vault: string,
  id: string,
  files: readonly string[],
): Promise<Outcome> {
  const noteId = parseId(id);
  return withVault(context, resolve(vault), async (session) => {
    let { revision } = await findNote(session, noteId);
    const attached: AttachmentSummary[] = [];
    for (const file of files) {
      const request = { id: noteId, file: resolve(file) };
      const { summary, attachment } = await session.attach(request, watching(context, basename(file)));
      attached.push(attachment);
      revision = summary.revision;
    }
    return { data: { id, revision, attachments: attached.map(dataOf) }, ...listing(attached) };
  });
}

/** The files of a note. */
export function attachments(context: Context, vault: string, id: string): Promise<Outcome> {
  const note = parseId(id);
  return withVault(context, resolve(vault), async (session) => {
    const found = await session.listAttachments({ note });
    return { data: found.map(dataOf), ...listing(found) };
  });
}

/** Deletes a file for good. */
export function detach(context: Context, vault: string, id: string, attachment: string): Promise<Outcome> {
  const [noteId, attachmentId] = [parseId(id), parseAttachmentId(attachment)];
  return withVault(context, resolve(vault), async (session) => {
    const { revision } = await findNote(session, noteId);
    const saved = await session.removeAttachment({ id: noteId, revision, attachment: attachmentId });
    return { data: { id, revision: saved.revision, removed: attachment }, remark: 'Deleted for good.' };
  });
}

/** Writes a file out, decrypted, where none is. */
export function save(context: Context, vault: string, attachment: string, file: string): Promise<Outcome> {
  const [id, path] = [parseAttachmentId(attachment), resolve(file)];
  return withVault(context, resolve(vault), async (session) => {
    await session.saveAttachment({ id, file: path }, watching(context, basename(path)));
    return { data: { file: path }, remark: `Written to ${path}. It is not encrypted there.` };
  });
}

function dataOf({ id, name, size, createdAt }: AttachmentSummary) {
  return { id, name, size, createdAt };
}

function listing(found: readonly AttachmentSummary[]): Pick<Outcome, 'text'> {
  const lines = found.map(({ id, size, name }) => `${id}  ${String(size).padStart(12)}  ${onOneLine(name)}`);
  return lines.length === 0 ? {} : { text: lines.join('\n') };
}

function parseAttachmentId(id: string): AttachmentId {
  const parsed = v.safeParse(AttachmentSummary.entries.id, id);
  if (parsed.success) return parsed.output;
  throw new LatchkeyError(
    'invalid-request',
    'The id of an attached file has 32 digits from 0 to f. `latchkey attachments` shows them.',
  );
}
