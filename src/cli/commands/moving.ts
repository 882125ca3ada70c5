import { resolve } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import type { Session } from '../../engine/session.ts';
import { watching, withVault, type Context, type Outcome } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { importMarkdown } from '../markdown-import.ts';
import { MarkdownFolder } from '../markdown-folder.ts';
import { findMarkdown } from '../markdown-files.ts';
import { breathe, newestFirst } from '../notes.ts';
import { onOneLine } from '../terminal.ts';

/** Imports Markdown files. */
export async function importNotes(context: Context, vault: string, path: string): Promise<Outcome> {
  const found = await findMarkdown(resolve(path));
  return withVault(context, resolve(vault), async (session) => {
    const report = await importMarkdown(session, found, watching(context, 'Imported'));
    const { imported, skipped, failures, others } = report;
    const total = found.files.length + found.unreadable.length;
    const failed = failures.length;
    return {
      data: { found: total, imported, skipped, failed, failures, others },
      text: [
        `${total} found, ${imported} imported, ${skipped} skipped because they are there already, ${failed} failed`,
        ...failures.map(({ file, message }) => `failed: ${onOneLine(`${file}: ${message}`)}`),
        ...(others === 0 ? [] : [`${others} other files were left alone: only Markdown is imported`]),
      ].join('\n'),
      exitCode: failed === 0 ? exitCodes.done : exitCodes.partly,
    };
  });
}

/** Something that could not be written, and why. */
interface Damage {
  readonly id: string | null;
  readonly table: string | null;
  readonly code: string;
}

/** Writes every note as a Markdown file. */
export function exportNotes(context: Context, vault: string, folder: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) => {
    const outcome = await writeNotes(context, session, resolve(folder));
    return reportOf(outcome);
  });
}

/** Writes every note that opens, and lists everything that does not, whether or not it belongs to a note. */
export function salvage(context: Context, vault: string, folder: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) => {
    const { exported, damaged } = await writeNotes(context, session, resolve(folder));
    return reportOf({ exported, damaged: [...damaged, ...(await furtherDamage(session, damaged, context))] });
  });
}

interface Written {
  readonly exported: number;
  readonly damaged: readonly Damage[];
}

async function writeNotes(context: Context, session: Session, path: string): Promise<Written> {
  const { signal, onProgress } = watching(context, 'Written');
  const entries = newestFirst(await session.listNotes());
  const folder = await MarkdownFolder.open(path);
  const damaged: Damage[] = [];
  let exported = 0;
  for (const entry of entries) {
    await breathe(signal);
    const note = await session
      .openNote({ id: entry.id })
      .catch((error: unknown) => damageOf(error, entry.id));
    if ('code' in note) {
      damaged.push(note);
    } else {
      await folder.write({ ...note.summary, body: note.body });
      exported += 1;
    }
    onProgress({ done: exported + damaged.length, total: entries.length });
  }
  return { exported, damaged };
}

/** A lock is Ctrl-C, and an error that is not ours is a fault of the program: neither is damage. */
function damageOf(error: unknown, id: string): Damage {
  if (!(error instanceof LatchkeyError) || error.code === 'locked') throw error;
  return { id, table: error.details.table ?? null, code: error.code };
}

/** What the check of the whole vault finds besides. */
async function furtherDamage(
  session: Session,
  known: readonly Damage[],
  context: Context,
): Promise<readonly Damage[]> {
  const { problems } = await session.verify(watching(context, 'Checked'));
  return problems
    .map(({ code, details: { id = null, table = null } }) => ({ id, table, code }))
    .filter(({ id }) => id === null || !known.some((damage) => damage.id === id));
}

function reportOf({ exported, damaged }: Written): Outcome {
  return {
    data: { exported, damaged },
    text: [
      `${exported} notes written, ${damaged.length} damaged`,
      ...damaged.map(({ id, table, code }) => ['damaged:', code, table ?? [], id ?? []].flat().join('  ')),
    ].join('\n'),
    remark: 'The files are not encrypted: anyone who can read them can read your notes.',
    exitCode: damaged.length === 0 ? exitCodes.done : exitCodes.partly,
  };
}
