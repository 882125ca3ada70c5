import type { NoteId, NoteSummary } from '../../contract/words.ts';
import type { Written } from '../../vault/index.ts';
import type { IndexedNote } from './builder.ts';

/** How much text waits in memory, in UTF-16 code units: what comes beyond is read from the vault again. */
const mostText = 4 * 1024 * 1024;

/** What is to be done about a note. */
export type Task =
  /** Read it from the vault. */
  | { readonly kind: 'read' }
  /** Take this text, which was just written. */
  | { readonly kind: 'text'; readonly note: IndexedNote }
  /** Take over what its summary says; its text is as it was. */
  | { readonly kind: 'summary'; readonly summary: NoteSummary }
  | { readonly kind: 'forget' };

/** What has become of the notes of a vault since an index was in step with it: one task for each note, the last that holds. */
export class IndexTasks {
  readonly #tasks = new Map<NoteId, Task>();
  #text = 0;

  get count(): number {
    return this.#tasks.size;
  }

  heed({ changed, bodies, gone }: Written): void {
    for (const summary of changed) this.#set(summary.id, this.#taskFor(summary, bodies.get(summary.id)));
    for (const id of gone) this.#set(id, { kind: 'forget' });
  }

  /** Takes out the task that has waited longest. */
  take(): (Task & { readonly id: NoteId }) | null {
    for (const [id, task] of this.#tasks) {
      this.#drop(id);
      return { ...task, id };
    }
    return null;
  }

  clear(): void {
    this.#tasks.clear();
    this.#text = 0;
  }

  #taskFor(summary: NoteSummary, written: string | undefined): Task {
    const before = this.#tasks.get(summary.id);
    const body = written ?? (before?.kind === 'text' ? before.note.body : undefined);
    if (body === undefined) {
      // One file that has taken the place of another leaves their number as it was.
      const isOther =
        before?.kind === 'summary' && before.summary.attachmentCount !== summary.attachmentCount;
      return before?.kind === 'read' || isOther ? { kind: 'read' } : { kind: 'summary', summary };
    }
    // The names of a note's files are in the vault alone.
    const isWhole = summary.attachmentCount === 0 && this.#text + body.length <= mostText;
    return isWhole ? { kind: 'text', note: { summary, body, attachmentNames: [] } } : { kind: 'read' };
  }

  #set(id: NoteId, task: Task): void {
    this.#drop(id);
    this.#tasks.set(id, task);
    this.#text += lengthOf(task);
  }

  #drop(id: NoteId): void {
    const task = this.#tasks.get(id);
    if (!task) return;
    this.#tasks.delete(id);
    this.#text -= lengthOf(task);
  }
}

function lengthOf(task: Task): number {
  return task.kind === 'text' ? task.note.body.length : 0;
}
