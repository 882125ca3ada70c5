import { titleOf } from '../export/markdown.ts';
import { fileTitleOf, isReadable, type Attachment } from '../format/attachments.ts';
import type { Note, Version } from '../format/notes.ts';
import type { VersionText } from '../format/records.ts';
import { element, textElement } from './elements.ts';
import { countOf, dayOf, momentOf, sizeOf } from './words.ts';

/** What is asked for in the pane. */
interface Asked {
  readonly saveFile: (attachment: Attachment) => Promise<void>;
  readonly openVersion: (note: Note, version: Version) => Promise<void>;
}

/** A note, or one of its earlier texts. */
interface Shown {
  readonly note: Note;
  readonly version: VersionText | null;
}

/** The note that is open: its text, its files and its earlier texts. */
export class NotePane {
  readonly #asked: Asked;
  #shown: Shown | null = null;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  get shown(): Shown | null {
    return this.#shown;
  }

  open(note: Note): void {
    this.#showText({ note, version: null });
    element('note-facts', HTMLElement).textContent = factsOf(note);
    const trouble = element('note-problem', HTMLElement);
    trouble.textContent = note.problem ?? '';
    trouble.hidden = note.problem === null;
    this.#listFiles(note);
    this.#listVersions(note);
    const article = element('note', HTMLElement);
    article.hidden = false;
    article.focus();
  }

  showVersion(note: Note, version: Version, text: VersionText): void {
    if (this.#shown?.note !== note) return;
    this.#showText({ note, version: text });
    this.#mark(version.revision);
    element('earlier', HTMLElement).hidden = false;
    element('earlier-text', HTMLElement).textContent =
      `This is an earlier text of the note, saved on ${momentOf(text.savedAt)}.`;
    element('note', HTMLElement).focus();
  }

  /** The newest text again. */
  showNewest(): void {
    if (this.#shown) this.open(this.#shown.note);
  }

  #showText(shown: Shown): void {
    this.#shown = shown;
    const { note, version } = shown;
    element('note-title', HTMLElement).textContent = version?.title ?? titleOf(note);
    const body = version ? version.body : note.body;
    const text = element('note-body', HTMLPreElement);
    text.textContent = body ?? '';
    text.hidden = body === null;
    text.scrollTop = 0;
    element('save-note', HTMLButtonElement).hidden = body === null;
    element('earlier', HTMLElement).hidden = true;
  }

  #listFiles({ attachments }: Note): void {
    element('files-of-note', HTMLElement).hidden = attachments.length === 0;
    element('file-list', HTMLUListElement).replaceChildren(
      ...attachments.map((attachment) => this.#fileLine(attachment)),
    );
  }

  #fileLine(attachment: Attachment): HTMLElement {
    const line = document.createElement('li');
    const about = document.createElement('div');
    about.append(
      textElement('span', fileTitleOf(attachment), 'title'),
      textElement('span', attachment.size === null ? 'Size not known' : sizeOf(attachment.size), 'about'),
    );
    if (attachment.problem !== null) about.append(textElement('span', attachment.problem, 'about damaged'));
    line.append(about);
    if (isReadable(attachment)) {
      const save = textElement('button', 'Save');
      save.setAttribute('aria-label', `Save ${fileTitleOf(attachment)}`);
      save.addEventListener('click', () => void this.#asked.saveFile(attachment));
      line.append(save);
    }
    return line;
  }

  #listVersions(note: Note): void {
    element('versions-of-note', HTMLElement).hidden = note.versions.length === 0;
    element('version-list', HTMLUListElement).replaceChildren(
      ...note.versions.map((version) => this.#versionLine(note, version)),
    );
  }

  #versionLine(note: Note, version: Version): HTMLElement {
    const line = document.createElement('li');
    const { about } = version;
    if (!about) {
      line.append(
        textElement('span', `The text of revision ${version.revision} is damaged`, 'about damaged'),
      );
      return line;
    }
    const button = document.createElement('button');
    button.dataset.revision = String(version.revision);
    const title = about.title.trim() === '' ? 'Untitled' : about.title;
    button.append(textElement('span', momentOf(about.savedAt), 'title'), textElement('span', title, 'about'));
    button.addEventListener('click', () => void this.#asked.openVersion(note, version));
    line.append(button);
    return line;
  }

  /** Marks which earlier text is shown. */
  #mark(revision: number): void {
    for (const button of document.querySelectorAll<HTMLElement>('#version-list button')) {
      if (button.dataset.revision === String(revision)) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }
}

function factsOf({ summary, attachments, versions }: Note): string {
  return [
    ...(summary ? [`Written ${dayOf(summary.createdAt)}`, `changed ${dayOf(summary.updatedAt)}`] : []),
    ...(summary?.notebook == null ? [] : [`notebook ${summary.notebook}`]),
    ...(summary && summary.tags.length > 0 ? [`tags ${summary.tags.join(', ')}`] : []),
    ...(summary?.trashedAt == null ? [] : ['in the trash']),
    ...(attachments.length === 0 ? [] : [countOf(attachments.length, 'attached file', 'attached files')]),
    ...(versions.length === 0 ? [] : [countOf(versions.length, 'earlier text', 'earlier texts')]),
  ].join(' · ');
}
