import { filesOf } from '../export/archive.ts';
import { fileNameOf } from '../export/file-names.ts';
import { markdownOf, titleOf } from '../export/markdown.ts';
import { zipOf } from '../export/zip.ts';
import { utf8 } from '../bytes.ts';
import type { Contents, Note } from '../format/notes.ts';
import { element, offerFile, showSection, showTrouble, textElement } from './elements.ts';
import { dayOf } from './opening.ts';

/** The list and the open note of a vault that was opened. */
export class Reading {
  readonly #name: string;
  readonly #contents: Contents;
  readonly #notes: readonly Note[];
  #shown: Note | null = null;

  constructor(name: string, contents: Contents) {
    this.#name = name;
    this.#contents = contents;
    this.#notes = [...contents.notes].sort((left, right) => lastChange(right) - lastChange(left));
  }

  show(): void {
    const count = this.#notes.length;
    element('notes-heading', HTMLElement).textContent =
      `${this.#name}: ${count === 1 ? 'one note' : `${count} notes`}`;
    element('saved', HTMLElement).textContent = '';
    element('filter', HTMLInputElement).value = '';
    this.#showProblems();
    this.filter('');
    element('note', HTMLElement).hidden = true;
    showSection('notes');
  }

  /** Lists the notes with these words in title or text, in any case. */
  filter(words: string): void {
    const wanted = words.trim().toLowerCase();
    const found = this.#notes.filter(
      (note) =>
        titleOf(note).toLowerCase().includes(wanted) || (note.body ?? '').toLowerCase().includes(wanted),
    );
    element('found', HTMLElement).textContent = wanted === '' ? '' : `${found.length} found`;
    element('list', HTMLUListElement).replaceChildren(...found.map((note) => this.#line(note)));
  }

  /** Saves every note that can be read, and says how many there were. */
  exportAll(): void {
    const files = filesOf(this.#contents, Date.now());
    try {
      offerFile(`${fileNameOf(this.#name)} notes.zip`, zipOf(files), 'application/zip');
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      showTrouble('These notes are more than one .zip file can hold. Save them one by one.');
      return;
    }
    const saved = files.length - 1;
    const lost = this.#notes.length - saved;
    element('saved', HTMLElement).textContent =
      `${saved === 1 ? 'One note was' : `${saved} notes were`} put into the .zip file. ` +
      (lost > 0
        ? `${lost} could not be read; “About this export.txt” in the .zip file names them.`
        : this.#contents.problems.length > 0
          ? 'What is wrong with the vault is also said in “About this export.txt” in there.'
          : 'None is missing.');
  }

  /** Saves the note that is shown. */
  exportShown(): void {
    if (this.#shown?.body == null) return;
    const name = `${fileNameOf(titleOf(this.#shown))}.md`;
    offerFile(name, [utf8(markdownOf(this.#shown))], 'text/markdown');
    element('saved', HTMLElement).textContent = `“${name}” was saved.`;
  }

  #showProblems(): void {
    const damaged = this.#notes.filter(({ problem }) => problem !== null);
    const lines = [
      ...this.#contents.problems,
      ...damaged.map((note) => `“${titleOf(note)}” (${note.id}): ${note.problem ?? ''}`),
    ];
    element('problems', HTMLElement).hidden = lines.length === 0;
    element('problem-list', HTMLUListElement).replaceChildren(
      ...lines.map((line) => textElement('li', line)),
    );
  }

  #line(note: Note): HTMLElement {
    const button = document.createElement('button');
    button.append(textElement('span', titleOf(note), 'title'));
    const about =
      note.problem === null
        ? textElement('span', aboutOf(note), 'about')
        : textElement('span', note.body === null ? 'Cannot be read' : 'Look at this', 'about damaged');
    button.append(about);
    button.addEventListener('click', () => {
      for (const other of document.querySelectorAll('#list [aria-current]'))
        other.removeAttribute('aria-current');
      button.setAttribute('aria-current', 'true');
      this.#open(note);
    });
    const line = document.createElement('li');
    line.append(button);
    return line;
  }

  #open(note: Note): void {
    this.#shown = note;
    const { summary, body, problem } = note;
    element('note-title', HTMLElement).textContent = titleOf(note);
    element('note-facts', HTMLElement).textContent = [
      ...(summary ? [`Written ${dayOf(summary.createdAt)}`, `changed ${dayOf(summary.updatedAt)}`] : []),
      ...(summary?.notebook == null ? [] : [`notebook ${summary.notebook}`]),
      ...(summary && summary.tags.length > 0 ? [`tags ${summary.tags.join(', ')}`] : []),
      ...(summary?.trashedAt == null ? [] : ['in the trash']),
    ].join(' · ');
    const trouble = element('note-problem', HTMLElement);
    trouble.textContent = problem ?? '';
    trouble.hidden = problem === null;
    const text = element('note-body', HTMLPreElement);
    text.textContent = body ?? '';
    text.hidden = body === null;
    element('save-note', HTMLButtonElement).hidden = body === null;
    const article = element('note', HTMLElement);
    article.hidden = false;
    article.focus();
  }
}

function lastChange({ summary }: Note): number {
  return summary?.updatedAt ?? 0;
}

function aboutOf({ summary }: Note): string {
  if (!summary) return '';
  return `${dayOf(summary.updatedAt)}${summary.trashedAt === null ? '' : ', in the trash'}`;
}
