import type { EditorView } from '@codemirror/view';
import { errorFromData, type AttachmentSummary, type NoteSummary } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Toasts } from '../workspace/toast-store.ts';
import { kindOf } from './file-kind.ts';
import { fileName, upload, type WindowFile } from './upload.ts';

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly toasts: Toasts;
  /** The document whose text is in the editor. */
  readonly documentKey: string;
}

/** How a file's name stands in the text. */
export function attachmentLink({ id, name }: Pick<AttachmentSummary, 'id' | 'name'>): string {
  const words = name.replaceAll(/[[\]\\`*_<]/g, '\\$&');
  return `${kindOf(name) === 'picture' ? '!' : ''}[${words}](attachment:${id})`;
}

/** Writes the names of files into a text where its cursor is. `isNext`: the cursor stands behind another file. */
export function insertFiles(view: EditorView, files: readonly AttachmentSummary[], isNext = false): void {
  const { doc, selection } = view.state;
  const isBlank = doc.lineAt(selection.main.from).length === 0;
  const before = isNext ? (isBlank ? '\n' : '\n\n') : '';
  const text = before + files.map(attachmentLink).join('\n\n');
  // With the cursor beside it, a picture would be shown as what it is written as.
  const after = text.startsWith('!', text.lastIndexOf('\n') + 1) ? '\n' : '';
  view.dispatch(view.state.replaceSelection(text + after), {
    scrollIntoView: true,
    userEvent: 'input.paste',
  });
}

/** Puts files into the note that is open, and their names into its text where the cursor of `view` is, if one is given. */
export class FileIntake {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Files that the window has. One after the other; the first that fails is told, and ends it. */
  take(view: EditorView | null, files: readonly WindowFile[]): void {
    void this.#attempt(async () => {
      const note = await this.#noteFor(files[0]?.name ?? '');
      if (note === null) return;
      for (const [index, file] of files.entries()) await this.#takeOne(view, note, file, index > 0);
    });
  }

  /** Files that the person chooses in a dialog. */
  choose(view: EditorView | null): void {
    void this.#attempt(async () => {
      const note = await this.#noteFor('');
      if (note === null) return;
      const chosen = await this.#parts.api.call('attachments.choose', { note: note.id });
      if (chosen === null) return;
      this.#put(view, chosen.summary, chosen.added);
      if (chosen.problem !== null) throw errorFromData(chosen.problem);
    });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#parts.toasts.show({ text: shownError(thrown).message, action: null });
    }
  }

  /** The note as it is on the disk: a new one comes into being with its first file, and is called after it if it has no name yet. */
  async #noteFor(name: string): Promise<NoteSummary | null> {
    const { notes, documentKey } = this.#parts;
    const open = () => {
      const { open } = notes.store.getState();
      return open.kind === 'note' && open.key === documentKey ? open : null;
    };
    if (open()?.summary === null && open()?.title === '' && notes.textOf(documentKey).length === 0)
      notes.edit(documentKey, { title: name === '' ? 'Note with a file' : fileName(name) });
    await notes.flush();
    return open()?.summary ?? null;
  }

  async #takeOne(
    view: EditorView | null,
    { id }: NoteSummary,
    file: WindowFile,
    isNext: boolean,
  ): Promise<void> {
    const { api, toasts } = this.#parts;
    const stop = new AbortController();
    const tell = (sent: number): void => {
      const done = file.size === 0 ? 0 : Math.floor((100 * sent) / file.size);
      toasts.show({
        text: `Adding “${fileName(file.name)}”: ${done} %`,
        action: { label: 'Cancel', run: () => stop.abort() },
      });
    };
    tell(0);
    const { summary, added } = await upload(api, { note: id, file, onProgress: tell, signal: stop.signal });
    toasts.dismiss();
    this.#put(view, summary, [added], isNext);
  }

  #put(
    view: EditorView | null,
    summary: NoteSummary,
    added: readonly AttachmentSummary[],
    isNext = false,
  ): void {
    const { notes, toasts, documentKey } = this.#parts;
    notes.adopt(summary);
    if (view === null) return;
    const { open } = notes.store.getState();
    if (open.kind !== 'note' || open.key !== documentKey || !view.dom.isConnected) {
      const text = 'The file was added to the note, whose text was closed meanwhile: it is among its files.';
      toasts.show({ text, action: null });
      return;
    }
    insertFiles(view, added, isNext);
  }
}
