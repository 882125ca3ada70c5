import { resolve } from 'node:path';
import type { Exported, Imported } from '../../contract/care.ts';
import type { ErrorData } from '../../contract/errors.ts';
import { counted } from '../../engine/moving/stops.ts';
import type { Session } from '../../engine/session.ts';
import { watching, withVault, type Context, type Outcome } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { whereReaderIs } from '../reader-remark.ts';
import { onOneLine } from '../terminal.ts';

/** Imports Markdown files. */
export function importNotes(context: Context, vault: string, path: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) =>
    importReport(await session.importNotes({ path: resolve(path) }, watching(context, 'Imported'))),
  );
}

function importReport({ found, imported, skipped, failures, others }: Imported): Outcome {
  const failed = failures.length;
  return {
    data: {
      found,
      imported,
      skipped,
      failed,
      failures: failures.map(({ file, error: { code, message } }) => ({ file, code, message })),
      others,
    },
    text: [
      `${found} found, ${imported} imported, ${skipped} skipped because they are there already, ${failed} failed`,
      ...failures.map(({ file, error }) => `failed: ${onOneLine(`${file}: ${error.message}`)}`),
      ...(others === 0
        ? []
        : [`${counted(others, 'other file')} left alone: no Markdown, and named by no note as its own`]),
    ].join('\n'),
    exitCode: failed === 0 ? exitCodes.done : exitCodes.partly,
  };
}

/** Writes every note as a Markdown file. */
export function exportNotes(context: Context, vault: string, folder: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) =>
    exportReport(await write(context, session, folder)),
  );
}

/** Writes every note that opens, and lists everything that does not, whether or not it belongs to a note. */
export function salvage(context: Context, vault: string, folder: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) => {
    const exported = await write(context, session, folder);
    const { problems } = await session.verify(watching(context, 'Checked'));
    const known = exported.damaged.map(({ details }) => details.id);
    const further = problems.filter(({ details: { id } }) => id === undefined || !known.includes(id));
    return exportReport({ ...exported, damaged: [...exported.damaged, ...further] });
  });
}

function write(context: Context, session: Session, folder: string): Promise<Exported> {
  return session.exportNotes({ folder: resolve(folder) }, watching(context, 'Written'));
}

function exportReport({ folder, notes, attachments, damaged }: Exported): Outcome {
  const files = attachments === 0 ? '' : ` and ${counted(attachments, 'attached file')}`;
  return {
    data: { folder, exported: notes, attachments, damaged: damaged.map(damageOf) },
    text: [
      `${counted(notes, 'note')}${files} written, ${damaged.length} damaged`,
      ...damaged.map(({ code, details }) =>
        ['damaged:', code, details.table ?? [], details.id ?? []].flat().join('  '),
      ),
    ].join('\n'),
    remark: [
      'The files are not encrypted: anyone who can read them can read your notes.',
      ...whereReaderIs(folder),
    ].join('\n'),
    exitCode: damaged.length === 0 ? exitCodes.done : exitCodes.partly,
  };
}

function damageOf({ code, details }: ErrorData) {
  return { id: details.id ?? null, table: details.table ?? null, code };
}
