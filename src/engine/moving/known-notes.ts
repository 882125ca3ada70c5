import { createHash } from 'node:crypto';
import { LatchkeyError } from '../../contract/errors.ts';
import type { NoteId } from '../../contract/words.ts';
import { withReferences, type Vault } from '../../vault/index.ts';
import type { MarkdownNote } from '../../vault/markdown.ts';
import { breathe } from './stops.ts';

type Text = Pick<MarkdownNote, 'title' | 'body' | 'trashedAt'>;

/** A file of a note, as far as it can be told without reading it. */
export interface FileLook {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * The notes that were in a vault when an import began, by title and text. Each is found once only: of two notes that are
 * alike, the second is not taken for the first.
 */
export class KnownNotes {
  readonly #vault: Vault;
  readonly #ids = new Map<string, NoteId[]>();

  private constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Opens every note, in slices. One that does not open is none that is known. */
  static async read(vault: Vault, signal: AbortSignal): Promise<KnownNotes> {
    const known = new KnownNotes(vault);
    for (const entry of vault.list()) {
      await breathe(signal);
      if (entry.state === 'damaged') continue;
      const body = bodyOf(vault, entry.id);
      if (body !== null) known.#add(digestOf({ ...entry, body }), entry.id);
    }
    return known;
  }

  /** Takes out a note of that title and text, the one with the most of these files; null if there is none. */
  take(note: Text, files: readonly FileLook[]): NoteId | null {
    if (this.#ids.size === 0) return null;
    const digest = digestOf(note);
    const ids = this.#ids.get(digest) ?? [];
    const lacking = ids.map((id) => this.missing(id, files).length);
    const [id = null] = ids.splice(lacking.indexOf(Math.min(...lacking)), 1);
    return id;
  }

  /** Those of the files that a note does not have, by name and size. */
  missing<T extends FileLook>(id: NoteId, files: readonly T[]): readonly T[] {
    if (files.length === 0) return [];
    const present = this.#filesOf(id).map(keyOf);
    return files.filter((file) => {
      const index = present.indexOf(keyOf(file));
      if (index >= 0) present.splice(index, 1);
      return index < 0;
    });
  }

  /** Those that open: in the place of one that does not, the same file may come again. */
  #filesOf(note: NoteId): readonly FileLook[] {
    return this.#vault.attachmentIds(note).flatMap((id) => {
      try {
        return this.#vault.attachment(id);
      } catch (error) {
        if (error instanceof LatchkeyError && error.code !== 'locked') return [];
        throw error;
      }
    });
  }

  #add(digest: string, id: NoteId): void {
    const ids = this.#ids.get(digest);
    if (ids) ids.push(id);
    else this.#ids.set(digest, [id]);
  }
}

function bodyOf(vault: Vault, id: NoteId): string | null {
  try {
    return vault.open(id).body;
  } catch (error) {
    if (error instanceof LatchkeyError && error.code !== 'locked') return null;
    throw error;
  }
}

function keyOf({ name, size }: FileLook): string {
  return `${size} ${name}`;
}

/** What makes two notes the same, whatever their files are named by; a note and its like in the trash are two. */
function digestOf({ title, body, trashedAt }: Text): string {
  return createHash('sha256')
    .update(JSON.stringify([title, withReferences(body, () => 'attachment:'), trashedAt !== null]))
    .digest('base64');
}
