import type { NoteId } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import { isLinkable } from '../links/linkable.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Toasts } from '../workspace/toast-store.ts';

/** How many links were written anew, in words. */
export function followedWords(count: number): string {
  return count === 1
    ? 'Links in one other note now say the new title.'
    : `Links in ${count.toLocaleString('en-GB')} other notes now say the new title.`;
}

/** What becomes of links where none can name the new title, in words. */
export const unlinkableWords =
  'No link can name a title with | or [[ in it, or with square brackets at its ends. Links in other notes still say the old one.';

interface TitleBefore {
  readonly id: NoteId;
  readonly title: string;
}

/** A change of title from when the field got the focus until it is left. */
export class TitleFollowing {
  readonly #api: Api;
  readonly #notes: Notes;
  readonly #toasts: Toasts;
  /** What the note was called when its title got the focus; null while it does not have it. */
  #before: TitleBefore | null = null;
  /** What is being done about the last one. */
  #going: Promise<void> = Promise.resolve();

  constructor({ api, notes, toasts }: { readonly api: Api; readonly notes: Notes; readonly toasts: Toasts }) {
    this.#api = api;
    this.#notes = notes;
    this.#toasts = toasts;
  }

  /** Somebody begins to write. A note that is not in the vault yet, or has no title, is linked to by nobody. */
  begin(id: NoteId | null, title: string): void {
    this.#before = id === null || title.trim() === '' ? null : { id, title };
  }

  /** They have ended, with this title: once it is on the disk, links in other notes get it, too. */
  end(to: string): Promise<void> {
    const before = this.#before;
    this.#before = null;
    this.#going = Promise.all([this.#going, this.#follow(before, to)]).then(() => undefined);
    return this.#going;
  }

  async #follow(before: TitleBefore | null, to: string): Promise<void> {
    const unsaved = await this.#notes.flush();
    if (before === null || unsaved !== null || to.trim() === '' || to.trim() === before.title.trim()) return;
    if (!isLinkable(to) && isLinkable(before.title)) {
      this.#toasts.show({ text: unlinkableWords, action: null });
      return;
    }
    try {
      const { count } = await this.#api.call('notes.followTitle', { id: before.id, from: before.title, to });
      if (count > 0) this.#toasts.show({ text: followedWords(count), action: null });
    } catch (thrown) {
      const { code, message } = shownError(thrown);
      // After a lock there is nobody to tell, and nothing that could be done.
      if (code !== 'locked')
        this.#toasts.show({
          text: `The links of other notes still say the old title. ${message}`,
          action: null,
        });
    }
  }
}
