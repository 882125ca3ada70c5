import type { DraftEdit, DraftAnswer, DraftsBack } from '../../contract/drafts.ts';
import { errorToData, LatchkeyError, type ErrorData } from '../../contract/errors.ts';
import type { NoteSummary, UnsavedAtLock } from '../../contract/words.ts';
import type { Draft, NamedDraft, Vault } from '../../vault/index.ts';
import { SealedFolder, type SealedKind } from '../sealed-folder.ts';
import { LiveDrafts } from './live-drafts.ts';

/** The longest is a text of 16 Mi characters that are all escaped in JSON. */
const drafts: SealedKind = { extension: 'draft', noun: 'draft', files: 500, bytes: 128 * 1024 * 1024 };

/** What became of the drafts that waited. */
export interface BroughtBack extends Pick<DraftsBack, 'waiting' | 'why'> {
  readonly notes: readonly NoteSummary[];
}

/** Drafts of the open vault: those that are being typed, and those that could not be saved at an earlier lock. */
export class Drafts {
  readonly #folder: string | null;
  readonly #live = new LiveDrafts();

  /** `folder`: where drafts are sealed that cannot be saved; null: nowhere. */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  edit(edit: DraftEdit, vault: Vault): DraftAnswer {
    return this.#live.edit(edit, vault);
  }

  saved(key: string | undefined, summary: NoteSummary): NoteSummary {
    if (key !== undefined) this.#live.saved(key, summary);
    return summary;
  }

  drop(key: string): void {
    this.#live.drop(key);
  }

  /**
   * The vault is about to lock: saves every draft, and seals into a file what cannot be saved. Nothing of them is here
   * afterwards. Null if all is in the vault. Never throws.
   */
  settle(vault: Vault): UnsavedAtLock | null {
    const failures = this.#live.take().flatMap((draft) => this.#settleOne(vault, draft) ?? []);
    const [first] = failures;
    if (!first) return null;
    const lost = failures.filter(({ isLost }) => isLost);
    return { kept: failures.length - lost.length, lost: lost.length, why: (lost[0] ?? first).why };
  }

  /** Puts the drafts that wait into notes. What cannot be saved or opened stays where it is. Never throws. */
  bringBack(vault: Vault): BroughtBack {
    const folder = this.#folderOf(vault);
    const notes = new Map<string, NoteSummary>();
    const problems: ErrorData[] = [];
    try {
      folder?.tidy();
      for (const name of folder?.names() ?? []) {
        const back = bringBackOne(vault, folder, name);
        if ('code' in back) problems.push(back);
        else notes.set(back.id, back);
      }
      folder?.tidy();
    } catch (error) {
      problems.push(errorToData(error));
    }
    return { notes: [...notes.values()], waiting: problems.length, why: problems[0] ?? null };
  }

  /**
   * The vault is about to get another key: seals the drafts that wait under that one, too. `finish` once the successor is in its
   * place, or `undo` if it never gets there. One that does not open stays as it is. Throws as a write does.
   */
  reseal(old: Vault, successor: Vault): { readonly finish: () => void; readonly undo: () => void } {
    const folder = this.#folderOf(old);
    const names: string[] = [];
    const undo = () => names.forEach((name) => tryTo(() => folder?.keep(name)));
    try {
      for (const name of folder?.names() ?? []) {
        const draft = tryTo(() => folder && opened(old, folder.read(name)));
        if (!draft) continue;
        names.push(name);
        folder?.write(successor.sealDraft(draft, name), '-next');
      }
    } catch (error) {
      undo();
      throw error;
    }
    return { finish: () => names.forEach((name) => tryTo(() => folder?.advance(name))), undo };
  }

  /** Null if the vault has it. */
  #settleOne(vault: Vault, draft: Draft): { readonly why: ErrorData; readonly isLost: boolean } | null {
    if (isBlank(draft)) return null;
    try {
      vault.saveDraft(draft);
      return null;
    } catch (error) {
      const why = errorToData(error);
      const folder = this.#folderOf(vault);
      if (!folder) return { why, isLost: true };
      try {
        folder.write(vault.sealDraft(draft));
        return { why, isLost: false };
      } catch (second) {
        return { why: errorToData(second), isLost: true };
      }
    }
  }

  #folderOf({ id }: Vault): SealedFolder | null {
    return this.#folder === null ? null : new SealedFolder(this.#folder, id, drafts);
  }
}

/** A new note without a word in it: there is nothing to keep. */
function isBlank({ note, title, body }: Draft): boolean {
  return note === null && title.trim() === '' && body.trim() === '';
}

/** The note that holds the draft now, or why it waits on. */
function bringBackOne(vault: Vault, folder: SealedFolder | null, name: string): NoteSummary | ErrorData {
  try {
    if (!folder) throw new Error('There is no folder for drafts');
    const draft = opened(vault, folder.read(name));
    const summary = vault.bringBackDraft(name, draft);
    folder.remove(name);
    return summary;
  } catch (error) {
    return errorToData(error);
  }
}

/** Of what lies under one name, the one that opens under this vault's key. */
function opened(vault: Vault, candidates: readonly NamedDraft[]): Draft {
  for (const candidate of candidates) {
    try {
      return vault.openDraft(candidate);
    } catch (error) {
      if (!(error instanceof LatchkeyError && error.code === 'record-tampered')) throw error;
    }
  }
  throw notOpened();
}

/** Nobody can tell the two apart. */
function notOpened(): LatchkeyError {
  return new LatchkeyError(
    'other-key',
    'A draft that is kept on this computer does not open: it was sealed under another key of this vault, or its file is damaged. It is left where it is. If you have a backup from before the last change of key, open that one here.',
  );
}

/** What `work` answers; null if it fails: the draft stays where it is. */
function tryTo<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
