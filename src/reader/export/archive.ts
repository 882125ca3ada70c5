import { utf8 } from '../bytes.ts';
import { bytesOf, fileTitleOf, type Attachment } from '../format/attachments.ts';
import { readVersion, type Contents, type Note, type OpenVault, type Version } from '../format/notes.ts';
import { ReaderError } from '../problem.ts';
import { FreshNames, fileNameOf, fileNameWithEndingOf, momentNameOf } from './file-names.ts';
import { markdownOf, titleOf, versionMarkdownOf, type ExportedFile } from './markdown.ts';
import { Crc32, type Entry } from './zip.ts';

/** The file in each export that says what it holds and what could not be read. */
export const reportName = 'About this export.txt';

/** What an export has besides the notes. */
export interface Wanted {
  readonly attachments: boolean;
  readonly versions: boolean;
}

/** What is to be put into an archive, and what cannot be. */
export interface Archive {
  readonly entries: readonly Entry[];
  readonly saved: Counts;
  /** Could not be read, though it was wanted. */
  readonly lost: Counts;
}

interface Counts {
  readonly notes: number;
  readonly attachments: number;
  readonly versions: number;
}

/** Told how many bytes of attachments have been checked. */
type OnBytes = (done: number) => void | Promise<void>;

/**
 * Every note that has a text as a Markdown file, those in the trash in a folder of their own; beside each a folder with its
 * attachments and one with its earlier texts; and a report. Every attachment is opened once to its end, so that a
 * damaged one is named in the report and left out.
 */
export async function archiveOf(
  vault: OpenVault,
  contents: Contents,
  wanted: Wanted,
  now: number,
  onBytes: OnBytes = () => undefined,
): Promise<Archive> {
  const plan = new Plan(vault, now, onBytes);
  for (const note of contents.notes) {
    const stem = plan.nameOf(note);
    const files: ExportedFile[] = [];
    for (const attachment of wanted.attachments ? note.attachments : [])
      files.push(...(await plan.addAttachment(stem, note, attachment)));
    plan.addNote(stem, note, files);
    if (wanted.versions) for (const version of note.versions) await plan.addVersion(stem, note, version);
  }
  return plan.archive(contents, wanted);
}

class Plan {
  readonly #vault: OpenVault;
  readonly #now: number;
  readonly #onBytes: OnBytes;
  readonly #names = new FreshNames();
  readonly #reportPath = this.#names.next('', reportName, '');
  readonly #entries: Entry[] = [];
  readonly #saved = { notes: 0, attachments: 0, versions: 0 };
  readonly #lost: { readonly kind: keyof Counts; readonly line: string }[] = [];
  readonly #doubtful: string[] = [];
  #bytes = 0;

  constructor(vault: OpenVault, now: number, onBytes: OnBytes) {
    this.#vault = vault;
    this.#now = now;
    this.#onBytes = onBytes;
  }

  /** A path for the note's file, without its ending. */
  nameOf(note: Note): string {
    const folder = note.summary?.trashedAt != null ? 'Trash/' : '';
    return this.#names.next(folder, fileNameOf(titleOf(note)), '.md').slice(0, -'.md'.length);
  }

  addNote(stem: string, note: Note, files: readonly ExportedFile[]): void {
    const { summary, body, problem } = note;
    const line = lineOf(titleOf(note), note.id, problem);
    if (body === null) {
      this.#lost.push({ kind: 'notes', line });
    } else {
      if (problem !== null) this.#doubtful.push(line);
      this.#saved.notes += 1;
      this.#addText(`${stem}.md`, summary?.updatedAt, () => markdownOf(note, files));
    }
  }

  /** Where the file is put; nothing if it cannot be read. */
  async addAttachment(stem: string, note: Note, attachment: Attachment): Promise<readonly ExportedFile[]> {
    const title = fileTitleOf(attachment);
    const line = lineOf(`${title}” of “${titleOf(note)}`, attachment.id, attachment.problem);
    const sum = new Crc32();
    let size = 0;
    try {
      for await (const bytes of bytesOf(this.#vault, attachment)) {
        sum.add(bytes);
        size += bytes.length;
        this.#bytes += bytes.length;
        await this.#onBytes(this.#bytes);
      }
    } catch (error) {
      if (!(error instanceof ReaderError)) throw error;
      this.#lost.push({ kind: 'attachments', line: attachment.problem === null ? error.message : line });
      return [];
    }
    if (attachment.problem !== null) this.#doubtful.push(line);
    this.#saved.attachments += 1;
    const path = this.#names.next(`${stem}.files/`, ...fileNameWithEndingOf(title));
    this.#entries.push({
      path,
      modifiedAt: attachment.createdAt ?? this.#now,
      size,
      sum: sum.value,
      bytes: () => bytesOf(this.#vault, attachment),
    });
    const { id } = attachment;
    return [{ id, path: path.slice(stem.lastIndexOf('/') + 1), name: attachment.name ?? title }];
  }

  async addVersion(stem: string, note: Note, version: Version): Promise<void> {
    const text = await readVersion(this.#vault, version);
    if (!text) {
      const line = lineOf(titleOf(note), note.id, `Its text of revision ${version.revision} is damaged.`);
      this.#lost.push({ kind: 'versions', line });
      return;
    }
    this.#saved.versions += 1;
    const path = this.#names.next(`${stem}.versions/`, momentNameOf(text.savedAt), '.md');
    this.#addText(path, text.savedAt, () => versionMarkdownOf(note, text));
  }

  #addText(path: string, modifiedAt: number | undefined, text: () => string): void {
    const bytes = utf8(text());
    this.#entries.push({
      path,
      modifiedAt: modifiedAt ?? this.#now,
      size: bytes.length,
      sum: new Crc32().add(bytes).value,
      bytes: () => [utf8(text())],
    });
  }

  archive(contents: Contents, wanted: Wanted): Archive {
    const count = (kind: keyof Counts) => this.#lost.filter((lost) => lost.kind === kind).length;
    const lost = { notes: count('notes'), attachments: count('attachments'), versions: count('versions') };
    const report = this.#report(contents, wanted, lost);
    const texts = this.#entries.splice(0);
    this.#addText(this.#reportPath, this.#now, () => report);
    return { entries: [...this.#entries, ...texts], saved: { ...this.#saved }, lost };
  }

  #report({ notes, problems }: Contents, wanted: Wanted, lost: Counts): string {
    const linesOf = (kind: keyof Counts) =>
      this.#lost.filter((it) => it.kind === kind).map(({ line }) => line);
    const { notes: saved, attachments, versions } = this.#saved;
    const lines = [
      `Exported from a Latchkey vault on ${new Date(this.#now).toISOString()} by the offline reader.`,
      '',
      `Notes in the vault: ${notes.length}`,
      `Exported: ${saved}`,
      `Could not be read: ${lost.notes}`,
      wanted.attachments
        ? `Attached files exported: ${attachments}; could not be read: ${lost.attachments}`
        : 'Attached files: left out, as was asked',
      wanted.versions
        ? `Earlier texts exported: ${versions}; could not be read: ${lost.versions}`
        : 'Earlier texts: left out, as was asked',
      ...section('Not exported, because the text could not be read:', linesOf('notes')),
      ...section(
        'Attached files that could not be read, and of which nothing was exported:',
        linesOf('attachments'),
      ),
      ...section('Earlier texts that could not be read:', linesOf('versions')),
      ...section('Exported, but look at these:', this.#doubtful),
      ...section('About the vault as a whole:', problems),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function lineOf(title: string, id: string, problem: string | null): string {
  return `“${title.replace(/\s+/g, ' ')}” (${id}): ${problem ?? ''}`;
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `- ${line}`)];
}
