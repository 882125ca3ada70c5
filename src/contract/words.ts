import * as v from 'valibot';
import { ErrorData } from './errors.ts';

/** Longest title, in UTF-16 code units. */
export const maxTitleLength = 10_000;
/** Longest note body, in UTF-16 code units: 16 Mi. */
export const maxBodyLength = 16 * 1024 * 1024;
/** Shortest passphrase for a new vault, in UTF-16 code units (NIST SP 800-63B section 5.1.1.1). */
export const minPassphraseLength = 8;
/** Longest passphrase, in UTF-16 code units: bounds what is hashed. */
export const maxPassphraseLength = 1024;

/** Longest name of an authority that holds an escrow key, in UTF-16 code units. */
export const maxAuthorityNameLength = 100;

/** A whole number from 0 that a JavaScript number holds exactly. */
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Milliseconds since 1970, UTC: up to the last one that a JavaScript date can name (ECMA-262, time values). */
export const Time = v.pipe(Count, v.maxValue(8.64e15));

/** A note's id as it crosses the boundary: 16 bytes as 32 lower-case hex digits. */
export const NoteId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/), v.brand('NoteId'));
export type NoteId = v.InferOutput<typeof NoteId>;

export const Title = v.pipe(v.string(), v.maxLength(maxTitleLength));
export const Body = v.pipe(v.string(), v.maxLength(maxBodyLength));
export const Passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(maxPassphraseLength));
export const NewPassphrase = v.pipe(
  v.string(),
  v.minLength(minPassphraseLength),
  v.maxLength(maxPassphraseLength),
);

/** What unlocks a vault on the one computer that keeps the other half of the secret. */
export const Pin = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** Shortest new PIN, in UTF-16 code units. Five wrong ones in a row end unlocking by PIN until the passphrase is given. */
export const minPinLength = 6;
export const NewPin = v.pipe(Pin, v.minLength(minPinLength));

/** What the list shows of a note that opened. */
export const NoteSummary = v.strictObject({
  state: v.literal('readable'),
  id: NoteId,
  /** Counts this note's changes, from 1. A save names the revision it started from. */
  revision: v.pipe(Count, v.minValue(1)),
  title: v.string(),
  /** Null: not told yet, in a long list. See `notes.rows`. */
  snippet: v.nullable(v.string()),
  tags: v.array(v.string()),
  notebook: v.nullable(v.string()),
  pinned: v.boolean(),
  favourite: v.boolean(),
  /** A note that others are made from: see `notes.fromTemplate`. */
  template: v.boolean(),
  createdAt: Time,
  updatedAt: Time,
  archivedAt: v.nullable(Time),
  trashedAt: v.nullable(Time),
  wordCount: Count,
  /** How many files are attached to it. */
  attachmentCount: Count,
});
export type NoteSummary = v.InferOutput<typeof NoteSummary>;

/** What the list shows of a note whose summary failed its integrity check: it exists, and it cannot be read. */
export const DamagedNote = v.strictObject({ state: v.literal('damaged'), id: NoteId, error: ErrorData });
export type DamagedNote = v.InferOutput<typeof DamagedNote>;

export const NoteListEntry = v.variant('state', [NoteSummary, DamagedNote]);
export type NoteListEntry = v.InferOutput<typeof NoteListEntry>;

/** A note in full. */
export const Note = v.strictObject({ summary: NoteSummary, body: v.string() });
export type Note = v.InferOutput<typeof Note>;

/** Longest name of an attached file, in UTF-16 code units. */
export const maxAttachmentNameLength = 255;

/** A file that belongs to a note, without its bytes. */
export const AttachmentSummary = v.strictObject({
  /** 32 lower-case hex digits. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/), v.brand('AttachmentId')),
  note: NoteId,
  /** The file's name, extension and all, without a folder. */
  name: v.string(),
  /** In bytes. */
  size: Count,
  createdAt: Time,
});
export type AttachmentSummary = v.InferOutput<typeof AttachmentSummary>;
export type AttachmentId = AttachmentSummary['id'];

/** An earlier text of a note that was kept. */
export const VersionSummary = v.strictObject({
  /** The note's revision at which this text was saved. */
  revision: v.pipe(Count, v.minValue(1)),
  /** When this text was saved. */
  savedAt: Time,
  title: v.string(),
  wordCount: Count,
});
export type VersionSummary = v.InferOutput<typeof VersionSummary>;

/** An earlier text in full. */
export const Version = v.strictObject({ summary: VersionSummary, body: v.string() });
export type Version = v.InferOutput<typeof Version>;

/** An access model as a vault names it: `M1` to `M9`, or one that a later version adds. */
export const EscrowModelName = v.pipe(v.string(), v.regex(/^[A-Z][0-9]{1,3}$/));

/** What is not seen, or moves what is: control and format characters (those of bidirectional text too), fillers, broken lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/**
 * What an authority is called. It is chosen by the authority and shown to owners: it has a letter or a digit, no space at either
 * end, and nothing `unseen`, so that it cannot look like another name or rearrange the sentence that it stands in.
 */
const NameOfAuthority = v.pipe(
  v.string(),
  v.maxLength(maxAuthorityNameLength),
  v.regex(/[\p{L}\p{N}]/u),
  v.check((name) => name === name.trim() && !unseen.test(name)),
);

/** An authority as a vault shows it: its name, and 16 bytes of the SHA-256 of its public key as hex. */
export const AuthorityName = v.strictObject({
  name: NameOfAuthority,
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
});
export type AuthorityName = v.InferOutput<typeof AuthorityName>;

/** Somebody or something that can open a vault, as the file shows it to anyone, before any passphrase. */
export const Holder = v.strictObject({
  id: v.string(),
  /** `passphrase`, `recovery`, `device`, `escrow`, or a type this version does not know. */
  type: v.string(),
  label: v.string(),
  createdAt: Time,
  /** Memory in KiB and passes of Argon2id; null for a slot that needs none, or that this version does not know. */
  kdf: v.nullable(v.strictObject({ memoryKiB: Count, passes: Count, lanes: Count })),
  /** Whether the passphrase opens the vault only together with a key file. */
  needsKeyFile: v.boolean(),
  /** Whose keys open an escrow slot, and by which access model; null for every other holder. */
  escrow: v.nullable(v.strictObject({ model: EscrowModelName, authorities: v.array(AuthorityName) })),
});
export type Holder = v.InferOutput<typeof Holder>;

/** A vault as its file shows it to anyone. */
export const VaultInfo = v.strictObject({
  /** The file's name without its extension. */
  name: v.string(),
  /** The folder it lies in, for people. */
  place: v.string(),
  /** Empty when the file could not be read: then `problem` says why. */
  holders: v.array(Holder),
  problem: v.nullable(ErrorData),
});
export type VaultInfo = v.InferOutput<typeof VaultInfo>;

/** What became of text that was not saved when a vault was locked. */
export const UnsavedAtLock = v.strictObject({
  /** How many texts are sealed beside the vault until it is unlocked. */
  kept: Count,
  /** How many could not even be sealed. */
  lost: Count,
  why: ErrorData,
});
export type UnsavedAtLock = v.InferOutput<typeof UnsavedAtLock>;

export const LockReason = v.picklist(['start', 'asked', 'idle', 'suspend', 'screen-lock', 'failure']);
export type LockReason = v.InferOutput<typeof LockReason>;

/** What the window should show. The main process decides; the renderer follows. */
export const AppState = v.variant('phase', [
  v.strictObject({
    phase: v.literal('welcome'),
    /** The folder a new vault would go to. */
    place: v.string(),
  }),
  v.strictObject({
    phase: v.literal('locked'),
    vault: VaultInfo,
    reason: LockReason,
    place: v.string(),
    /** How many more times a PIN may be tried here; null if this computer keeps no key to this vault. */
    pinTriesLeft: v.nullable(Count),
    /** The file name of the key file that will be used with a passphrase; null until one is chosen. */
    keyFile: v.nullable(v.string()),
    /** What the lock found unsaved and could not save. */
    unsaved: v.nullable(UnsavedAtLock),
  }),
  v.strictObject({
    phase: v.literal('unlocked'),
    vault: VaultInfo,
    /** What the check of the whole vault found since it was unlocked. */
    problems: v.array(ErrorData),
    /**
     * What has to be done before the notes: a new vault's recovery phrase is to be written down; a vault that a recovery
     * phrase has opened needs a new passphrase.
     */
    next: v.nullable(v.picklist(['recovery-phrase', 'new-passphrase'])),
    /** Unlocking by PIN: whether this computer can keep a key safely, and the holder it keeps one for now. */
    pin: v.strictObject({ isPossible: v.boolean(), holder: v.nullable(v.string()) }),
    /** As in `locked`: some of what asks for the passphrase needs the key file once more. */
    keyFile: v.nullable(v.string()),
    /** A change of key was cut off by a crash, and can be carried on. */
    rotationLeft: v.boolean(),
    /** Where the window finds the bytes of attached files, for as long as this unlocking lasts: `app://latchkey/files/<token>/<id>`. */
    filesToken: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  }),
]);
export type AppState = v.InferOutput<typeof AppState>;

export const Command = v.picklist([
  'new-note',
  'search-notes',
  'go-to-note',
  'show-palette',
  'go-back',
  'go-forward',
  'find',
  'trash-note',
  'pin-note',
  'favourite-note',
  'archive-note',
  'move-note',
  'tag-note',
  'duplicate-note',
  'new-from-template',
  'new-notebook',
  'lock',
  'toggle-sidebar',
  'toggle-list',
  'show-holders',
  'show-rotation',
  'show-escrow',
  'show-health',
  'check-vault',
  'back-up',
  'export-notes',
  'import-notes',
  'show-lab',
  'new-window',
  'open-vault',
  'new-vault',
  'show-settings',
  'show-outline',
  'show-links',
  'show-files',
  'show-history',
  'replace',
  'toggle-toolbar',
  'toggle-focus',
  'toggle-typewriter',
]);
export type Command = v.InferOutput<typeof Command>;
