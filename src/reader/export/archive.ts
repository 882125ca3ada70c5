import { utf8 } from '../bytes.ts';
import type { Contents, Note } from '../format/notes.ts';
import { FreshNames, fileNameOf } from './file-names.ts';
import { markdownOf, titleOf } from './markdown.ts';
import type { Entry } from './zip.ts';

/** The file in each export that says what it holds and what could not be read. */
export const reportName = 'About this export.txt';

/** Every note that has a text as a Markdown file, those in the trash in a folder of their own, and a report. */
export function filesOf({ notes, problems }: Contents, now: number): readonly Entry[] {
  const names = new FreshNames();
  const report = { path: names.next('', reportName, ''), modifiedAt: now };
  const files = notes
    .filter(({ body }) => body !== null)
    .map((note): Entry => {
      const folder = note.summary?.trashedAt != null ? 'Trash/' : '';
      return {
        path: names.next(folder, fileNameOf(titleOf(note)), '.md'),
        bytes: utf8(markdownOf(note)),
        modifiedAt: note.summary?.updatedAt ?? now,
      };
    });
  return [{ ...report, bytes: utf8(reportOf({ notes, problems }, now)) }, ...files];
}

function reportOf({ notes, problems }: Contents, now: number): string {
  const lost = notes.filter(({ body }) => body === null);
  const doubtful = notes.filter(({ body, problem }) => body !== null && problem !== null);
  const lines = [
    `Exported from a Latchkey vault on ${new Date(now).toISOString()} by the offline reader.`,
    '',
    `Notes in the vault: ${notes.length}`,
    `Exported: ${notes.length - lost.length}`,
    `Could not be read: ${lost.length}`,
    ...section('Not exported, because the text could not be read:', lost.map(lineOf)),
    ...section('Exported, but look at these:', doubtful.map(lineOf)),
    ...section('About the vault as a whole:', problems),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf(note: Note): string {
  return `${titleOf(note).replace(/\s+/g, ' ')} (${note.id}): ${note.problem ?? ''}`;
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `- ${line}`)];
}
