import type { Holder, Note, NoteId, NoteListEntry, NoteSummary } from '../contract/words.ts';
import type { KdfParameters, NewNote, NoteAtRevision, NoteText, VerifyReport } from '../vault/index.ts';
import type { BackupFile, BackupPlace, BackupReport } from './backups.ts';
import type { Rotated, RotationRequest } from './rotation.ts';
import type { Watch } from './watch.ts';

interface Call<Arguments extends readonly unknown[], Answer> {
  readonly arguments: Arguments;
  readonly answer: Answer;
}

/** A call that takes long: it tells how far it has come, and can be stopped (`cancelled`). */
interface LongCall<Arguments extends readonly unknown[], Answer> extends Call<Arguments, Answer> {
  readonly isLong: true;
}

/** What a vault says about itself once it is open. */
export interface Opened {
  /** 32 hex digits: the same for every copy of this vault, whatever its file is called. */
  readonly vaultId: string;
  /** How many writes this vault has seen: a smaller one than before means that an older copy was opened. */
  readonly writeCounter: number;
  readonly holders: readonly Holder[];
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
  readonly inspect: Call<[AtPath], Pick<Opened, 'vaultId' | 'holders'>>;
  /**
   * Makes a vault file and leaves it unlocked. The file appears whole or not at all, and never replaces another.
   * `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`,
   * `kdf-parameters-refused`, `vault-in-use`, `locked` (as `unlock`).
   */
  readonly create: Call<[AtPath & { readonly passphrase: string; readonly kdf?: KdfParameters }], Opened>;
  /**
   * Unlocks a vault, then checks the whole of it in the background: see `Engine.onProblems`. As `inspect`, and
   * `wrong-passphrase`, `kdf-parameters-refused`, `record-tampered`; `vault-in-use` also while a vault is unlocked
   * here, `locked` if `lock` was called meanwhile.
   */
  readonly unlock: Call<[AtPath & { readonly passphrase: string }], Opened>;
  /** As `unlock`, by 24 words in any case and spacing: `wrong-recovery-phrase`. */
  readonly unlockWithRecovery: Call<[AtPath & { readonly phrase: string }], Opened>;
  /**
   * Zeroes the keys and closes the file, whatever happens; ends every opening and all long work that is still going on,
   * which answer `locked`. What is written already, or waits to be, is kept. Answers what was open. Never rejects.
   */
  readonly lock: Call<[], Pick<Opened, 'vaultId' | 'writeCounter'> | null>;
  /**
   * Copies a backup to a path where nothing is, after a look at its layout and header. For the backup as `inspect`; for
   * the path `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`.
   */
  readonly restore: Call<[{ readonly backup: string; readonly path: string }], void>;
  /** The backups of one vault in a folder, newest first. `file-missing`, `permission-denied`. */
  readonly listBackups: Call<[BackupPlace], readonly BackupFile[]>;
  /** Removes backups that need not be kept, and answers which. Never the newest, never one that is open. As `listBackups`. */
  readonly thinBackups: Call<[BackupPlace], readonly string[]>;

  // What follows works on the vault that is unlocked, and answers `locked` when none is.

  /** Every note, those in the trash and those that cannot be read included, in no order. `record-tampered`. */
  readonly listNotes: Call<[], readonly NoteListEntry[]>;
  /** `not-found`, `record-tampered`, `rows-missing`, `rolled-back`. */
  readonly openNote: Call<[{ readonly id: NoteId }], Note>;
  /** The calls that change something answer when it is on the disk. `disk-full`, `file-missing`. */
  readonly createNote: Call<[NewNote], NoteSummary>;
  /** As `createNote`, and `conflict`, `not-found`, `record-tampered`. */
  readonly saveNote: Call<[NoteAtRevision & NoteText], NoteSummary>;
  /** As `saveNote`. */
  readonly trashNote: Call<[NoteAtRevision], NoteSummary>;
  /** As `saveNote`. */
  readonly restoreNote: Call<[NoteAtRevision], NoteSummary>;
  /** Deletes a note in the trash for good. As `saveNote`, and `invalid-request` for a note that is not in it. */
  readonly removeNote: Call<[NoteAtRevision], void>;

  // The next five answer who can open the vault afterwards, and are one write each. A copy made before still opens as it did.

  readonly holders: Call<[], readonly Holder[]>;
  /** `wrong-passphrase`, `kdf-parameters-refused`. Without `kdf` the new one costs what the old one did. */
  readonly changePassphrase: Call<
    [{ readonly current: string; readonly next: string; readonly kdf?: KdfParameters }],
    readonly Holder[]
  >;
  /** Replaces every passphrase. `invalid-request` unless the vault was opened by its recovery phrase. */
  readonly setPassphrase: Call<[{ readonly next: string; readonly kdf?: KdfParameters }], readonly Holder[]>;
  /** Makes a recovery phrase, in the place of any there is. Its words are told here and nowhere else. */
  readonly newRecovery: Call<[], { readonly phrase: string; readonly holders: readonly Holder[] }>;
  /** `not-found`, or `invalid-request` if nobody could open the vault after that. */
  readonly removeHolder: Call<[{ readonly id: string }], readonly Holder[]>;

  // Long work. Notes can be read meanwhile. While `verify` or `rotate` goes on, what is to be written waits for its end.

  /** Opens every record and answers all that is wrong. */
  readonly verify: LongCall<[], VerifyReport>;
  /**
   * Writes the whole vault again under a new key, and puts that in the place of the file once every record of it has
   * opened. `wrong-passphrase`; `record-tampered`, `rows-missing`, `rows-extra`, `rolled-back` if something is wrong
   * with the vault; `disk-full`, `permission-denied`, `read-only`. Nothing was changed then.
   */
  readonly rotate: LongCall<[RotationRequest], Rotated>;
  /**
   * Copies the vault into a folder and opens every record of the copy, which is kept only if all do. `file-missing` (no
   * such folder), `permission-denied`, `read-only`, `disk-full`, or what is wrong with the vault.
   */
  readonly backup: LongCall<[{ readonly folder: string }], BackupReport>;

  /** Words drawn evenly from the EFF long list, and the entropy of the draw in bits. Works locked or unlocked. */
  readonly generatePassphrase: Call<
    [{ readonly words: number }],
    { readonly passphrase: string; readonly bits: number }
  >;
}

export type EngineMethodName = keyof EngineCalls;

/** The methods that take long. */
export type LongMethodName = {
  readonly [M in EngineMethodName]: EngineCalls[M] extends { readonly isLong: true } ? M : never;
}[EngineMethodName];

/** `EngineCalls` as methods. What fails rejects with a `LatchkeyError`. */
export type EngineMethods = {
  readonly [M in EngineMethodName]: (
    ...args: M extends LongMethodName
      ? [...EngineCalls[M]['arguments'], watch?: Watch]
      : EngineCalls[M]['arguments']
  ) => Promise<EngineCalls[M]['answer']>;
};
