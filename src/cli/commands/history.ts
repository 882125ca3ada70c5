import { resolve } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import { withVault, type Context, type Outcome } from '../context.ts';
import { findNote } from '../notes.ts';
import { onOneLine, printable } from '../terminal.ts';
import { parseId } from './notes.ts';

/** The earlier texts of a note that were kept, newest first. */
export function history(context: Context, vault: string, id: string): Promise<Outcome> {
  const noteId = parseId(id);
  return withVault(context, resolve(vault), async (session) => {
    const versions = await session.listVersions({ id: noteId });
    const lines = versions.map(({ revision, savedAt, title, wordCount }) =>
      [
        String(revision).padStart(6),
        new Date(savedAt).toISOString(),
        `${wordCount} words`.padStart(12),
        onOneLine(title) || 'Untitled',
      ].join('  '),
    );
    return { data: versions, ...(lines.length === 0 ? {} : { text: lines.join('\n') }) };
  });
}

/** An earlier text of a note in full. */
export function showVersion(context: Context, vault: string, id: string, written: string): Promise<Outcome> {
  const [noteId, revision] = [parseId(id), parseRevision(written)];
  return withVault(context, resolve(vault), async (session) => {
    const { summary, body } = await session.openVersion({ id: noteId, revision });
    const { title, savedAt } = summary;
    return {
      data: { id, revision, title, body, savedAt },
      text: [title, `saved ${new Date(savedAt).toISOString()}`, '', body]
        .map(context.terminal.isRead ? printable : String)
        .join('\n'),
    };
  });
}

/** Gives a note an earlier text again; the one it has is kept as a version. */
export function revert(context: Context, vault: string, id: string, written: string): Promise<Outcome> {
  const [noteId, version] = [parseId(id), parseRevision(written)];
  return withVault(context, resolve(vault), async (session) => {
    const before = await findNote(session, noteId);
    const request = { id: noteId, revision: before.revision, version };
    const { revision } = await session.restoreVersion(request);
    return { data: { id, revision }, remark: 'Saved. The text from before is kept in the history.' };
  });
}

function parseRevision(written: string): number {
  if (/^[1-9]\d{0,14}$/.test(written)) return Number(written);
  throw new LatchkeyError(
    'invalid-request',
    'A revision is a whole number from 1. `latchkey history` shows which ones there are.',
  );
}
