import type { Holder, Note, NoteId, NoteListEntry, NoteSummary } from '../contract/words.ts';
import type { KdfParameters, NoteAtRevision, NoteText } from '../vault/index.ts';

interface Call<Arguments extends readonly unknown[], Answer> {
  readonly arguments: Arguments;
  readonly answer: Answer;
}

/** A vault file, by its whole path. */
interface AtPath {
  readonly path: string;
}

/** Everything the engine does when asked, and the codes of the errors it may answer with besides `internal`. */
export interface EngineCalls {
  /**
   * Who can open a vault, as its file says to anyone. Works for the vault that is unlocked here, too. `file-missing`,
   * `is-a-directory`, `permission-denied`, `read-only`, `empty-file`, `not-a-vault`, `unsupported-format`,
   * `vault-in-use`, `schema-tampered`, `header-tampered`.
   */
  readonly inspect: Call<[AtPath], { readonly holders: readonly Holder[] }>;
  /**
   * Makes a vault file and leaves it unlocked. The file appears whole or not at all, and never replaces another.
   * `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`,
   * `kdf-parameters-refused`, `vault-in-use`, `locked` (as `unlock`).
   */
  readonly create: Call<[AtPath & { readonly passphrase: string; readonly kdf?: KdfParameters }], void>;
  /**
   * Unlocks a vault, then checks the whole of it in the background: see `Engine.onProblems`. As `inspect`, and
   * `wrong-passphrase`, `kdf-parameters-refused`, `record-tampered`; `vault-in-use` also while a vault is unlocked
   * here, `locked` if `lock` was called meanwhile.
   */
  readonly unlock: Call<[AtPath & { readonly passphrase: string }], void>;
  /** Zeroes the keys and closes the file, whatever happens; ends an `unlock` or a `create` that is still going on. */
  readonly lock: Call<[], void>;

  // What follows works on the vault that is unlocked, and answers `locked` when none is.

  /** Every note, those in the trash and those that cannot be read included, in no order. `record-tampered`. */
  readonly listNotes: Call<[], readonly NoteListEntry[]>;
  /** `not-found`, `record-tampered`, `rows-missing`, `rolled-back`. */
  readonly openNote: Call<[{ readonly id: NoteId }], Note>;
  /** The calls that change something answer when it is on the disk. `disk-full`, `file-missing`. */
  readonly createNote: Call<[NoteText], NoteSummary>;
  /** As `createNote`, and `conflict`, `not-found`, `record-tampered`. */
  readonly saveNote: Call<[NoteAtRevision & NoteText], NoteSummary>;
  /** As `saveNote`. */
  readonly trashNote: Call<[NoteAtRevision], NoteSummary>;
  /** As `saveNote`. */
  readonly restoreNote: Call<[NoteAtRevision], NoteSummary>;
  /** Deletes a note in the trash for good. As `saveNote`, and `invalid-request` for a note that is not in it. */
  readonly removeNote: Call<[NoteAtRevision], void>;

  /** Words drawn evenly from the EFF long list, and the entropy of the draw in bits. Works locked or unlocked. */
  readonly generatePassphrase: Call<
    [{ readonly words: number }],
    { readonly passphrase: string; readonly bits: number }
  >;
}

export type EngineMethodName = keyof EngineCalls;

/** `EngineCalls` as methods. What fails rejects with a `LatchkeyError`. */
export type EngineMethods = {
  readonly [M in EngineMethodName]: (
    ...args: EngineCalls[M]['arguments']
  ) => Promise<EngineCalls[M]['answer']>;
};
