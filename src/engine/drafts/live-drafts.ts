import type { DraftAnswer, DraftEdit, Splice } from '../../contract/drafts.ts';
import { maxBodyLength, type NoteSummary } from '../../contract/words.ts';
import type { Draft, Vault } from '../../vault/index.ts';

/** The most texts that are kept at once, and all of them together, in UTF-16 code units. */
const most = { drafts: 100, length: 4 * maxBodyLength } as const;

/** How many replacements wait before they are carried out: each one copies the text. */
const mostWaiting = 50;

/** A draft whose text has still to be put together: `body`, then `splices`, which makes it `length` long. */
interface LiveDraft extends Draft {
  readonly splices: readonly Splice[];
  readonly length: number;
}

/** Every text that a window has and the vault has not, as it is typed. In memory only. */
export class LiveDrafts {
  readonly #drafts = new Map<string, LiveDraft>();

  /** Takes over what was typed. Where the text so far is not here, it is what the note has, if nobody changed it since. */
  edit(edit: DraftEdit, vault: Vault): DraftAnswer {
    const { key, note, body, length } = edit;
    const before = this.#drafts.get(key);
    const base = before ?? baseOf(edit, vault);
    const after = base && changed(body === undefined ? base : whole(base, body), edit.splices ?? []);
    // What there is already stays until better comes.
    if (!base || after?.length !== length) return 'send-whole';
    if (!this.#hasRoom(before, length)) return 'too-much';
    const { notebook = base.notebook, tags = base.tags, title = base.title } = edit;
    this.#drafts.set(key, { ...after, note, title, notebook, tags });
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
    return drafts.map(({ note, title, notebook, tags, ...text }) => ({
      note,
      title,
      notebook,
      tags,
      body: spliced(text.body, text.splices),
    }));
  }

  #hasRoom(before: LiveDraft | undefined, length: number): boolean {
    let total = length - (before?.length ?? 0);
    for (const draft of this.#drafts.values()) total += draft.length;
    return (before !== undefined || this.#drafts.size < most.drafts) && total <= most.length;
  }
}

function whole(draft: LiveDraft, body: string): LiveDraft {
  return { ...draft, body, splices: [], length: body.length };
}

/** What a text begins with that is not here yet; null if only the window knows. */
function baseOf({ note, body }: DraftEdit, vault: Vault): LiveDraft | null {
  const empty = { note, title: '', body: '', notebook: null, tags: [], splices: [], length: 0 };
  if (note === null || body !== undefined) return empty;
  const stored = vault.textAt(note);
  return stored && { ...whole(empty, stored.body.replaceAll(/\r\n?/g, '\n')), title: stored.title };
}

/** A text with more replacements, after those that wait; null if one of them lies outside, or it would be too long. */
function changed(draft: LiveDraft, next: readonly Splice[]): LiveDraft | null {
  let { length } = draft;
  for (const [from, to, insert] of next) {
    if (from > to || to > length) return null;
    length += insert.length - (to - from);
    if (length > maxBodyLength) return null;
  }
  const splices = together([...draft.splices, ...next]);
  if (splices.length <= mostWaiting) return { ...draft, splices, length };
  return { ...draft, body: spliced(draft.body, splices), splices: [], length };
}

/** The same replacements in fewer: one that lies within what the one before has put in becomes a part of it, as in typing. */
export function together(splices: readonly Splice[]): readonly Splice[] {
  const fewer: Splice[] = [];
  for (const [from, to, insert] of splices) {
    const last = fewer.at(-1);
    if (last && from >= last[0] && to <= last[0] + last[2].length) {
      const [at, end, text] = last;
      fewer[fewer.length - 1] = [at, end, text.slice(0, from - at) + insert + text.slice(to - at)];
    } else fewer.push([from, to, insert]);
  }
  return fewer;
}

/** A text with parts of it replaced, one after the other. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return splices.reduce((so, [from, to, insert]) => so.slice(0, from) + insert + so.slice(to), text);
}
