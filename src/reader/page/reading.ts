import { archiveOf, type Archive, type Wanted } from '../export/archive.ts';
import { fileNameOf, fileNameWithEndingOf } from '../export/file-names.ts';
import { markdownOf, titleOf, versionMarkdownOf } from '../export/markdown.ts';
import { fitsZip, zipOf } from '../export/zip.ts';
import { utf8 } from '../bytes.ts';
import { bytesOf, fileTitleOf, type Attachment } from '../format/attachments.ts';
import { readVersion, type Contents, type Note, type OpenVault, type Version } from '../format/notes.ts';
import type { VersionText } from '../format/records.ts';
import { ReaderError } from '../problem.ts';
import { element, offerFile, showSection, showTrouble, textElement } from './elements.ts';
import { NotePane } from './note-pane.ts';
import { Saving, pour } from './saving.ts';
import { isGathered, openSink } from './sink.ts';
import { countOf, dayOf, sizeOf } from './words.ts';

/** The list and the open note of a vault that was opened. */
export class Reading {
  readonly #name: string;
  readonly #vault: OpenVault;
  readonly #contents: Contents;
  readonly #notes: readonly Note[];
  readonly #saving = new Saving();
  readonly #pane: NotePane;

  constructor(name: string, vault: OpenVault, contents: Contents) {
    this.#name = name;
    this.#vault = vault;
    this.#contents = contents;
    this.#notes = [...contents.notes].sort((left, right) => lastChange(right) - lastChange(left));
    this.#pane = new NotePane({
      saveFile: (attachment) => this.#attempt(() => this.#saveFile(attachment)),
      openVersion: (note, version) => this.#attempt(() => this.#openVersion(note, version)),
    });
  }

  /** Zeroes the keys. */
  wipe(): void {
    this.#vault.keys.wipe();
  }

  /** Ends what is being saved. */
  stop(): void {
    this.#saving.stop();
  }

  show(): void {
    element('notes-heading', HTMLElement).textContent =
      `${this.#name}: ${countOf(this.#notes.length, 'note', 'notes')}`;
    say('');
    element('filter', HTMLInputElement).value = '';
    this.#showWanted();
    this.#showProblems();
    this.filter('');
    element('note', HTMLElement).hidden = true;
    showSection('notes');
  }

  /** Lists the notes with these words in title, text or the name of a file, in any case. */
  filter(words: string): void {
    const wanted = words.trim().toLowerCase();
    const found = this.#notes.filter((note) =>
      textsOf(note).some((text) => text.toLowerCase().includes(wanted)),
    );
    element('found', HTMLElement).textContent = wanted === '' ? '' : `${found.length} found`;
    element('list', HTMLUListElement).replaceChildren(...found.map((note) => this.#line(note)));
  }

  /** Saves everything that is wanted and can be read, and says how much that was. */
  async exportAll(): Promise<void> {
    const wanted = {
      attachments: element('with-files', HTMLInputElement).checked,
      versions: element('with-versions', HTMLInputElement).checked,
    };
    const size = wanted.attachments ? sizeOfFiles(this.#notes) : 0;
    await this.#saving.run(async (tell) => {
      const sink = await openSink(`${fileNameOf(this.#name)} notes.zip`, 'application/zip', size);
      if (!sink) return;
      say('');
      let archive: Archive;
      try {
        archive = await archiveOf(this.#vault, this.#contents, wanted, Date.now(), (done) =>
          tell(
            `Checking the attached files: ${sizeOf(done)} of ${sizeOf(size)}`,
            done / Math.max(1, size) / 2,
          ),
        );
        if (!fitsZip(archive.entries)) throw tooMuch(wanted);
      } catch (error) {
        await sink.abandon();
        throw error;
      }
      const length = archive.entries.reduce((sum, entry) => sum + entry.size, 0);
      await pour(sink, zipOf(archive.entries), length, (share) =>
        tell('Writing the .zip file', 0.5 + Math.min(1, share) / 2),
      );
      say(this.#outcome(archive));
    });
  }

  /** Saves the text that is shown. */
  exportShown(): void {
    const { note, version } = this.#pane.shown ?? {};
    if (!note || (note.body === null && !version)) return;
    const text = version ? versionMarkdownOf(note, version) : markdownOf(note);
    const name = `${fileNameOf(version?.title ?? titleOf(note))}.md`;
    offerFile(name, [utf8(text)], 'text/markdown');
    say(`“${name}” was saved.`);
  }

  /** Shows the newest text of the note again. */
  showNewest(): void {
    this.#pane.showNewest();
  }

  async #saveFile(attachment: Attachment): Promise<void> {
    const size = attachment.size ?? 0;
    const name = fileNameWithEndingOf(fileTitleOf(attachment)).join('');
    await this.#saving.run(async (tell) => {
      const sink = await openSink(name, 'application/octet-stream', size);
      if (!sink) return;
      say('');
      await pour(sink, bytesOf(this.#vault, attachment), size, (share) =>
        tell(`Saving “${name}”: ${sizeOf(Math.round(share * size))} of ${sizeOf(size)}`, share),
      );
      say(`“${name}” was saved.`);
    });
  }

  async #openVersion(note: Note, version: Version): Promise<void> {
    const text: VersionText | null = await readVersion(this.#vault, version);
    if (!text) throw new ReaderError('This earlier text is damaged. The others are not touched by that.');
    this.#pane.showVersion(note, version, text);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    showTrouble(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ReaderError)) throw error;
      showTrouble(error.message);
    }
  }

  #outcome({ saved, lost }: Archive): string {
    const counts = [
      countOf(saved.notes, 'note', 'notes'),
      saved.attachments > 0 ? countOf(saved.attachments, 'attached file', 'attached files') : '',
      saved.versions > 0 ? countOf(saved.versions, 'earlier text', 'earlier texts') : '',
    ].filter((text) => text !== '');
    const missing = lost.notes + lost.attachments + lost.versions;
    return (
      `Put into the .zip file: ${counts.join(', ')}. ` +
      (missing > 0
        ? `${missing} could not be read; “About this export.txt” in the .zip file names them.`
        : this.#contents.problems.length > 0
          ? 'What is wrong with the vault is also said in “About this export.txt” in there.'
          : 'None is missing.')
    );
  }

  #showWanted(): void {
    const files = this.#notes.flatMap(({ attachments }) => attachments);
    const versions = this.#notes.reduce((sum, note) => sum + note.versions.length, 0);
    const size = sizeOfFiles(this.#notes);
    element('with-files-label', HTMLElement).hidden = files.length === 0;
    element('with-files-text', HTMLElement).textContent =
      `with ${countOf(files.length, 'attached file', 'attached files')} (${sizeOf(size)})`;
    element('with-versions-label', HTMLElement).hidden = versions === 0;
    element('with-versions-text', HTMLElement).textContent =
      `with ${countOf(versions, 'earlier text', 'earlier texts')}`;
    element('wanted', HTMLElement).hidden = files.length + versions === 0;
    const largest = Math.max(0, ...files.map((file) => file.size ?? 0));
    element('gathered', HTMLElement).textContent =
      largest >= large && isGathered(largest)
        ? `This browser puts a file together in its memory, or in files of its own, before it saves it. If that fails for the largest here (${sizeOf(largest)}), open this page in Chrome or Edge, which can write it part by part.`
        : '';
  }

  #showProblems(): void {
    const lines = [...this.#contents.problems, ...this.#notes.flatMap(problemsOf)];
    element('problems', HTMLElement).hidden = lines.length === 0;
    element('problem-list', HTMLUListElement).replaceChildren(
      ...lines.map((line) => textElement('li', line)),
    );
  }

  #line(note: Note): HTMLElement {
    const button = document.createElement('button');
    button.append(textElement('span', titleOf(note), 'title'));
    const about =
      problemsOf(note).length === 0
        ? textElement('span', aboutOf(note), 'about')
        : textElement('span', note.body === null ? 'Cannot be read' : 'Look at this', 'about damaged');
    button.append(about);
    button.addEventListener('click', () => {
      for (const other of document.querySelectorAll('#list [aria-current]'))
        other.removeAttribute('aria-current');
      button.setAttribute('aria-current', 'true');
      this.#pane.open(note);
    });
    const line = document.createElement('li');
    line.append(button);
    return line;
  }
}

/** From this size on it is worth saying what a browser does with a file before it saves it. */
const large = 512 * 1024 * 1024;

function tooMuch({ attachments }: Wanted): ReaderError {
  return new ReaderError(
    attachments
      ? 'This is more than one .zip file can hold, which is 4 GiB. Leave out the attached files here, and save the large ones one by one from their notes.'
      : 'These notes are more than one .zip file can hold. Save them one by one.',
  );
}

function sizeOfFiles(notes: readonly Note[]): number {
  return notes.reduce(
    (sum, { attachments }) => attachments.reduce((more, { size }) => more + (size ?? 0), sum),
    0,
  );
}

function textsOf(note: Note): readonly string[] {
  return [titleOf(note), note.body ?? '', ...note.attachments.map(fileTitleOf)];
}

/** What is wrong with a note, its files and its earlier texts, a line each. */
function problemsOf(note: Note): readonly string[] {
  const title = titleOf(note);
  return [
    ...(note.problem === null ? [] : [`“${title}” (${note.id}): ${note.problem}`]),
    ...note.attachments.flatMap((attachment) =>
      attachment.problem === null
        ? []
        : [`“${fileTitleOf(attachment)}” of “${title}” (${attachment.id}): ${attachment.problem}`],
    ),
    ...note.versions.flatMap(({ about, revision }) =>
      about === null ? [`“${title}” (${note.id}): its earlier text of revision ${revision} is damaged.`] : [],
    ),
  ];
}

/** Says what has been done. */
function say(text: string): void {
  element('saved', HTMLElement).textContent = text;
}

function lastChange({ summary }: Note): number {
  return summary?.updatedAt ?? 0;
}

function aboutOf({ summary, attachments }: Note): string {
  return [
    ...(summary ? [dayOf(summary.updatedAt)] : []),
    ...(attachments.length > 0 ? [countOf(attachments.length, 'file', 'files')] : []),
    ...(summary?.trashedAt == null ? [] : ['in the trash']),
  ].join(', ');
}
