import type { DraftAnswer, DraftEdit, Splice } from '../../contract/drafts.ts';
import { maxBodyLength, type NoteSummary } from '../../contract/words.ts';
import type { Draft, Vault } from '../../vault/index.ts';

/** The most texts that are kept at once, and all of them together, in UTF-16 code units. */
const most = { drafts: 100, length: 4 * maxBodyLength } as const;

/** Every text that a window has and the vault has not, as it is typed. In memory only. */
export class LiveDrafts {
  readonly #drafts = new Map<string, Draft>();

  /** Takes over what was typed. Where the text so far is not here, it is what the note has, if nobody changed it since. */
  edit(edit: DraftEdit, vault: Vault): DraftAnswer {
    const { key, note, length } = edit;
    const before = this.#drafts.get(key);
    const base = before ?? baseOf(edit, vault);
    const body = edit.body ?? (base && spliced(base.body, edit.splices ?? []));
    // What there is already stays until better comes.
    if (!base || body?.length !== length) return 'send-whole';
    if (!this.#hasRoom(before, length)) return 'too-much';
    const { notebook = base.notebook, tags = base.tags, title = base.title } = edit;
    this.#drafts.set(key, { note, title, body, notebook, tags });
    return 'kept';
  }

  /** A save of this text, or of one it had before, made the note what it is now. */
  saved(key: string, { id, revision }: NoteSummary): void {
    const draft = this.#drafts.get(key);
    if (draft) this.#drafts.set(key, { ...draft, note: { id, revision } });
  }

  drop(key: string): void {
    this.#drafts.delete(key);
  }

  /** Gives out every draft, and forgets it. */
  take(): readonly Draft[] {
    const drafts = [...this.#drafts.values()];
    this.#drafts.clear();
    return drafts;
  }

  #hasRoom(before: Draft | undefined, length: number): boolean {
    let total = length - (before?.body.length ?? 0);
    for (const { body } of this.#drafts.values()) total += body.length;
    return (before !== undefined || this.#drafts.size < most.drafts) && total <= most.length;
  }
}

/** What a text begins with that is not here yet; null if only the window knows. */
function baseOf({ note, body }: DraftEdit, vault: Vault): Draft | null {
  const empty = { note, title: '', body: '', notebook: null, tags: [] };
  if (note === null || body !== undefined) return empty;
  const stored = vault.textAt(note);
  return stored && { ...empty, title: stored.title, body: stored.body.replaceAll(/\r\n?/g, '\n') };
}

/** A text with parts of it replaced, one after the other; null if one of them lies outside. */
export function spliced(text: string, splices: readonly Splice[]): string | null {
  let result = text;
  for (const [from, to, insert] of splices) {
    if (from > to || to > result.length) return null;
    result = result.slice(0, from) + insert + result.slice(to);
    if (result.length > maxBodyLength) return null;
  }
  return result;
}
