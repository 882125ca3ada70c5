import type { NoteLinks, SearchAnswer, SearchRow, TitleHit } from '../contract/finding.ts';
import type { Exported, Imported, Rehearsal, Repaired } from '../contract/care.ts';
import type { CapturesIn } from '../contract/settings.ts';
import type { DraftAnswer, DraftEdit, DraftsBack } from '../contract/drafts.ts';
import type { OwnVaultModel } from '../contract/lab.ts';
import type { Library, ListPart, NoteChange } from '../contract/library.ts';
import type {
  AttachmentId,
  AttachmentSummary,
  Holder,
  Note,
  NoteId,
  NoteListEntry,
  NoteSummary,
  UnsavedAtLock,
  Version,
  VersionSummary,
} from '../contract/words.ts';
import type {
  InboxAddress,
  KdfParameters,
  LibraryStep,
  NewNote,
  NoteAtRevision,
  NoteText,
  VerifyReport,
} from '../vault/index.ts';
import type { ArrivingFile } from './arrivals.ts';
import type { BackupFile, BackupPlace, BackupReport } from './backups.ts';
import type { AuthorityPlace, KnownAuthority, MadeAuthority } from './escrow/authority-files.ts';
import type { EscrowRequest } from './escrow/enabling.ts';
import type { Call, LongCall, Methods } from './calls.ts';
import type { Rotated, RotationRequest } from './rotation.ts';

/** What a vault says about itself once it is open. */
export interface Opened {
  /** 32 hex digits: the same for every copy of this vault, whatever its file is called. */
  readonly vaultId: string;
  /**
   * How many writes this vault has seen: a smaller one than before means that an older copy was opened. Null if its state is
   * damaged: it can then be read and repaired, and nothing else.
   */
  readonly writeCounter: number | null;
  readonly holders: readonly Holder[];
  /** A change of key was cut off, and `rotate` can carry it on. */
  readonly rotationLeft: boolean;
}

/** A passphrase, and the key file that goes with it where one is needed. */
export interface PassphraseProof {
  readonly passphrase: string;
  /** Whole path. */
  readonly keyFile?: string | undefined;
}

/** A vault that was open until now. */
export interface Locked extends Pick<Opened, 'vaultId' | 'writeCounter'> {
  /** To whom captures are sealed from now on: 64 hex digits. Null if the vault has no inbox yet. */
  readonly inboxKey: string | null;
  /** Drafts that could not be saved; null if there are none. */
  readonly unsaved: UnsavedAtLock | null;
}

/** A vault file, by its whole path. */
interface AtPath {
  readonly path: string;
}

/** The draft that a saved text is known by, if there is one. */
interface OfDraft {
  readonly draft?: string | undefined;
}

/** Everything the engine does when asked, and the codes of the errors it may answer with besides `internal`. */
export interface EngineCalls {
  /**
   * Who can open a vault, and whether it was made for a demonstration, as its file says to anyone. Works for the vault that is unlocked here, too. `file-missing`,
   * `is-a-directory`, `permission-denied`, `read-only`, `empty-file`, `not-a-vault`, `unsupported-format`,
   * `vault-in-use`, `schema-tampered`, `header-tampered`.
   */
  readonly inspect: Call<[AtPath], Pick<Opened, 'vaultId' | 'holders'> & { readonly isDemo: boolean }>;
  /**
   * Makes a vault file and leaves it unlocked. The file appears whole or not at all, and never replaces another.
   * `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`,
   * `kdf-parameters-refused`, `vault-in-use`, `locked` (as `unlock`).
   */
  readonly create: Call<[AtPath & { readonly passphrase: string; readonly kdf?: KdfParameters }], Opened>;
  /**
   * Unlocks a vault, then checks the whole of it in the background: see `Engine.onProblems`. As `inspect`, and
   * `wrong-passphrase`, `kdf-parameters-refused`, `record-tampered`; `vault-in-use` also while a vault is unlocked
   * here, `locked` if `lock` was called meanwhile. `key-file-required` if the passphrase could only open it together
   * with a key file; for that file `not-a-key-file`, `file-missing`, `permission-denied`. `demo-vault` for one that was made
   * for a demonstration, whatever it is opened by.
   */
  readonly unlock: Call<[AtPath & PassphraseProof], Opened>;
  /** As `unlock`, by 24 words in any case and spacing: `wrong-recovery-phrase`. */
  readonly unlockWithRecovery: Call<[AtPath & { readonly phrase: string }], Opened>;
  /**
   * As `unlock`, by the secret that `addDevice` gave out and its PIN: `wrong-pin`, or `not-found` if that holder is not in
   * the vault any more.
   */
  readonly unlockWithDevice: Call<
    [AtPath & { readonly id: string; readonly secret: Uint8Array; readonly pin: string }],
    Opened
  >;
  /**
   * Zeroes the keys and closes the file, whatever happens; ends every opening and all long work that is still going on,
   * which answer `locked`. What is written already, or waits to be, is kept; drafts are saved, or sealed beside the vault. Answers
   * what was open. Never rejects.
   */
  readonly lock: Call<[], Locked | null>;
  /**
   * Copies a backup to a path where nothing is, after a look at its layout and header. For the backup as `inspect`; for
   * the path `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`.
   */
  readonly restore: Call<[{ readonly backup: string; readonly path: string }], void>;
  /** The backups of one vault in a folder, newest first. `file-missing`, `permission-denied`. */
  readonly listBackups: Call<[BackupPlace], readonly BackupFile[]>;
  /** Removes backups that need not be kept, and answers which. Never the newest, never one that is open. As `listBackups`. */
  readonly thinBackups: Call<[BackupPlace], readonly string[]>;

  /**
   * Seals a text into a file of its own until the vault at `path`, which is locked, is unlocked the next time. `publicKey` is the
   * `inboxKey` that was told when it was open. As `inspect`, and `other-key` if the file has another now, `disk-full`, `too-large`.
   */
  readonly sealCapture: Call<[AtPath & InboxAddress & { readonly text: string }], void>;
  /** How many captures wait for each of these vaults. `permission-denied`. */
  readonly waitingCaptures: Call<[{ readonly vaultIds: readonly string[] }], readonly number[]>;

  // What follows works on the vault that is unlocked, and answers `locked` when none is.

  /** Every note, those in the trash and those that cannot be read included, in no order. `record-tampered`. */
  readonly listNotes: Call<[], readonly NoteListEntry[]>;
  /**
   * The same a part at a time, newest change first: `from` is null at first, and then what the last part gave as `next`. All parts are
   * of the moment at which the first was asked for. A note whose row was damaged outside may be listed as it was until the check
   * of the vault has found it: see `Engine.onChanged`.
   */
  readonly listPart: Call<[{ readonly from: number | null }], ListPart>;
  /** As `listNotes`, of these notes, in their order; what is not there is left out. */
  readonly listEntries: Call<[{ readonly ids: readonly NoteId[] }], readonly NoteListEntry[]>;
  /** `not-found`, `record-tampered`, `rows-missing`, `rolled-back`. */
  readonly openNote: Call<[{ readonly id: NoteId }], Note>;
  /** The calls that change something answer when it is on the disk. `disk-full`, `file-missing`, `too-large`. */
  readonly createNote: Call<[NewNote & OfDraft], NoteSummary>;
  /** As `createNote`, and `conflict`, `not-found`, `record-tampered`. */
  readonly saveNote: Call<[NoteAtRevision & NoteText & OfDraft], NoteSummary>;
  /** Keeps in memory what a window has and the vault has not: see `lock`. `not-found`, `record-tampered` for the note. */
  readonly editDraft: Call<[DraftEdit], DraftAnswer>;
  readonly dropDraft: Call<[{ readonly key: string }], void>;
  /** Puts drafts that were sealed at a lock into notes. What cannot be saved or opened stays where it is. */
  readonly bringBackDrafts: Call<[], DraftsBack>;
  /** Makes a note of a text: see `noteOfCapture`. The note is told to `onChanged`. As `createNote`. */
  readonly addCapture: Call<[{ readonly text: string }], void>;
  /**
   * Makes notes of the captures that wait for this vault, and an inbox where there is none. What cannot be saved or opened stays
   * where it is. The notes are told to `onChanged`.
   */
  readonly takeCaptures: Call<[], CapturesIn & { readonly inboxKey: string | null }>;

  // What the next ones change is told to `onChanged`, and they answer how many notes that are.

  /** All of the notes in one write, or none. `not-found`, `record-tampered`, `disk-full`. */
  readonly changeNotes: Call<[{ readonly ids: readonly NoteId[]; readonly change: NoteChange }], number>;
  /**
   * Deletes notes in the trash for good, all of them in one write, or none. `invalid-request` if one is not in the trash,
   * `not-found`, `record-tampered`, `disk-full`.
   */
  readonly removeNotes: Call<[{ readonly ids: readonly NoteId[] }], number>;
  /**
   * Writes a note's new title into the links of others. 0 if they would lead elsewhere then, or did before. `not-found`,
   * `record-tampered`, `disk-full`.
   */
  readonly followTitle: Call<[{ readonly id: NoteId; readonly from: string; readonly to: string }], number>;

  readonly readLibrary: Call<[], Library>;
  /**
   * Does one thing to the order that notes are kept in, in one write with the notes that it changes; those are told to
   * `onChanged`. `not-found`, `invalid-request`, `too-large`, `disk-full`.
   */
  readonly organise: Call<[LibraryStep], Library>;

  // The next ones copy files, if there are any, and count their bytes. Cut off, nothing stays. `not-found`, `record-tampered`, `rows-missing`, `disk-full`.

  /** A copy of a note, with its files. */
  readonly duplicateNote: LongCall<[{ readonly id: NoteId }], NoteSummary>;
  /**
   * Puts notes together into a new one; they go to the trash, which is told to `onChanged`. `too-large`, or `conflict` if one of
   * them changes meanwhile.
   */
  readonly mergeNotes: LongCall<[{ readonly ids: readonly NoteId[] }], NoteSummary>;
  /** A new note from a template. `invalid-request` if it includes itself, on whatever way, or lies too deep; `too-large`. */
  readonly createFromTemplate: LongCall<
    [{ readonly id: NoteId; readonly notebook: string | null }],
    NoteSummary
  >;

  /** Notes that fit a query: what a query is, `search/query.ts` says. `place`: where to look unless it says so itself. */
  readonly searchNotes: Call<
    [{ readonly query: string; readonly place: 'notes' | 'archive' | 'trash' }],
    SearchAnswer
  >;
  /** Hits as rows show them. A note that is gone or cannot be read is left out. */
  readonly searchRows: Call<
    [{ readonly query: string; readonly ids: readonly NoteId[] }],
    readonly SearchRow[]
  >;
  /** Notes by letters of their titles, the likeliest first. */
  readonly findTitles: Call<[{ readonly text: string }], readonly TitleHit[]>;
  /** What a note links to, and what links to it. As `openNote`. */
  readonly linksOf: Call<[{ readonly id: NoteId }], NoteLinks>;

  /** Earlier texts that were kept, newest first. `not-found`, `record-tampered`. */
  readonly listVersions: Call<[{ readonly id: NoteId }], readonly VersionSummary[]>;
  /** `not-found`, `record-tampered`. */
  readonly openVersion: Call<[{ readonly id: NoteId; readonly revision: number }], Version>;
  /** Gives a note the title and text of a version; the text it had is kept as one. As `saveNote`. */
  readonly restoreVersion: Call<[NoteAtRevision & { readonly version: number }], NoteSummary>;

  /** The files that belong to a note. `not-found`, `record-tampered`. */
  readonly listAttachments: Call<[{ readonly note: NoteId }], readonly AttachmentSummary[]>;
  /** Part of a file: fewer bytes than asked for only at its end. At most 1 MiB at a time. `not-found`, `record-tampered`, `rows-missing`. */
  readonly readAttachment: Call<
    [{ readonly id: AttachmentId; readonly from: number; readonly length: number }],
    Uint8Array
  >;
  /**
   * Begins a file that comes piece by piece. Answers what the next three calls name it by. `not-found`; `invalid-request` while
   * too many are on their way. A lock ends all of them.
   */
  readonly beginArrival: Call<[ArrivingFile], { readonly token: string }>;
  /** The next bytes, in order; on the disk when it answers. `not-found`, `invalid-request`, `disk-full`. */
  readonly writeArrival: Call<[{ readonly token: string; readonly bytes: Uint8Array }], void>;
  /** All bytes are there: the file belongs to its note when it answers. As `writeArrival`, `too-large`. */
  readonly finishArrival: Call<
    [{ readonly token: string }],
    { readonly summary: NoteSummary; readonly attachment: AttachmentSummary }
  >;
  /** Nothing of it is kept. */
  readonly cancelArrival: Call<[{ readonly token: string }], void>;
  /** One file without its bytes. `not-found`, `record-tampered`. */
  readonly describeAttachment: Call<[{ readonly id: AttachmentId }], AttachmentSummary>;
  /** Deletes a file for good. As `saveNote`. */
  readonly removeAttachment: Call<[NoteAtRevision & { readonly attachment: AttachmentId }], NoteSummary>;

  // The next ones answer who can open the vault afterwards, and are one write each. A copy made before still opens as it did.

  readonly holders: Call<[], readonly Holder[]>;
  /** `wrong-passphrase`, `kdf-parameters-refused`. Without `kdf` the new one costs what the old one did. */
  readonly changePassphrase: Call<
    [
      {
        readonly current: string;
        /** Needed now, and with the next passphrase. */
        readonly keyFile?: string | undefined;
        readonly next: string;
        readonly kdf?: KdfParameters;
      },
    ],
    readonly Holder[]
  >;
  /** Replaces every passphrase. `invalid-request` unless the vault was opened by its recovery phrase. */
  readonly setPassphrase: Call<[{ readonly next: string; readonly kdf?: KdfParameters }], readonly Holder[]>;
  /**
   * Makes a recovery phrase, in the place of any there is. Its words are told here and nowhere else. `wrong-passphrase`,
   * unless null says that the caller has seen to it that the right person asks.
   */
  readonly newRecovery: Call<
    [PassphraseProof | null],
    { readonly phrase: string; readonly holders: readonly Holder[] }
  >;
  /**
   * Makes a key file where none is, or with null does without one: from then on the passphrase opens the vault together
   * with the new file, or alone. `keyFile` is the one needed so far. `wrong-passphrase`, `already-exists`, `file-missing`
   * (no such folder), `permission-denied`, `disk-full`.
   */
  readonly setKeyFile: Call<[PassphraseProof & { readonly next: string | null }], readonly Holder[]>;
  /**
   * Lets a computer keep a key that a PIN unlocks: `secret` (32 bytes) is for that computer's keychain, and is given out
   * this once. `replaces`: the holder whose place it takes. `wrong-passphrase`.
   */
  readonly addDevice: Call<
    [PassphraseProof & { readonly pin: string; readonly label: string; readonly replaces: string | null }],
    { readonly id: string; readonly secret: Uint8Array; readonly holders: readonly Holder[] }
  >;
  /** `not-found`, or `invalid-request` if nobody could open the vault after that, or for an authority: see `disableEscrow`. */
  readonly removeHolder: Call<[{ readonly id: string }], readonly Holder[]>;

  /**
   * Reads the public key file of an authority that may be let into a real vault by this model. `not-an-escrow-file`, `demo-key`,
   * `invalid-request` for another model's, `file-missing`, `permission-denied`. Works locked or unlocked.
   */
  readonly readAuthority: Call<[{ readonly file: string; readonly model: OwnVaultModel }], KnownAuthority>;
  /**
   * Makes an authority and writes its files into a folder, all or none. Works locked or unlocked. `already-exists`, `file-missing`
   * (no such folder), `permission-denied`, `read-only`, `disk-full`.
   */
  readonly makeAuthority: Call<[AuthorityPlace], MadeAuthority>;
  /**
   * Lets authorities into the vault. `wrong-passphrase` before all else; `invalid-request` while others are let in already, or
   * for the wrong number of cards; as `readAuthority` for a card.
   */
  readonly enableEscrow: Call<[EscrowRequest], readonly Holder[]>;

  // Long work. Notes can be read meanwhile. While `verify` or `rotate` goes on, what is to be written waits for its end.

  /** Opens every record and answers all that is wrong. */
  readonly verify: LongCall<[], VerifyReport>;
  /**
   * Writes the whole vault again under a new key, and puts that in the place of the file once every record of it has
   * opened. `wrong-passphrase`; `record-tampered`, `rows-missing`, `rows-extra`, `rolled-back` if something is wrong
   * with the vault; `disk-full`, `permission-denied`, `read-only`. Nothing was changed then. What a crash cut off is
   * carried on if the passphrase is still the same, and begun again otherwise. Authorities that were let in stay in, as far as
   * `dropped` does not name them.
   */
  readonly rotate: LongCall<[RotationRequest], Rotated>;
  /**
   * As `rotate`, with a key that no authority gets; always begun anew. `invalid-request` if none was let in.
   */
  readonly disableEscrow: LongCall<[RotationRequest], Rotated>;
  /**
   * Copies the vault into a folder and opens every record of the copy, which is kept only if all do. `file-missing` (no
   * such folder), `permission-denied`, `read-only`, `disk-full`, or what is wrong with the vault.
   */
  readonly backup: LongCall<[{ readonly folder: string }], BackupReport>;
  /** Opens every record of a backup that has the key of the open vault. `other-key`, or for the file as `inspect`. */
  readonly rehearse: LongCall<[{ readonly file: string }], Rehearsal>;
  /**
   * Writes the vault again without what is damaged, and puts back what the backups (whole paths, the newest first) or
   * kept versions still have. The file as it was stays beside. `disk-full`, `permission-denied`, `read-only`; nothing was
   * changed then.
   */
  readonly repair: LongCall<[{ readonly backups: readonly string[] }], Repaired>;
  /**
   * Puts a file into a note, which may be written meanwhile. Every byte is on the disk when this answers; cut off, nothing
   * of it stays. `disk-full`, `record-tampered`; `not-found` for the note or the file, `permission-denied` and `is-a-directory` for
   * the file, `conflict` if it changes while it is read, `too-large`. Progress counts bytes.
   */
  readonly attach: LongCall<
    [{ readonly id: NoteId; readonly file: string; readonly name?: string | undefined }],
    { readonly summary: NoteSummary; readonly attachment: AttachmentSummary }
  >;
  /** Writes a file out, decrypted, where none is. As `readAttachment`, `already-exists`, `disk-full`. Progress counts bytes. */
  readonly saveAttachment: LongCall<[{ readonly id: AttachmentId; readonly file: string }], void>;
  /** Writes every note that opens as a Markdown file with its attachments, and replaces nothing. Progress counts notes. */
  readonly exportNotes: LongCall<[{ readonly folder: string }], Exported>;
  /** Adds the Markdown files of a folder, or one. Progress counts files. `file-missing`, `permission-denied`. */
  readonly importNotes: LongCall<[{ readonly path: string }], Imported>;
  /** Removes what a rotation that was cut off has left. */
  readonly discardRotation: Call<[], void>;

  /** Words drawn evenly from the EFF long list, and the entropy of the draw in bits. Works locked or unlocked. */
  readonly generatePassphrase: Call<
    [{ readonly words: number }],
    { readonly passphrase: string; readonly bits: number }
  >;
}

/** `EngineCalls` as methods. What fails rejects with a `LatchkeyError`. */
export type EngineMethods = Methods<EngineCalls>;
