import * as v from 'valibot';
import { ErrorData } from './errors.ts';
import { Count, Holder } from './words.ts';

/** Milliseconds since 1970, UTC. */
const Time = Count;

/** A recovery phrase as somebody types it: 24 words in any case and spacing. Bounded, because it is not ours yet. */
export const TypedPhrase = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));

/** Long work on the whole vault. Only one goes on at a time. */
export const Work = v.picklist(['check', 'rotation', 'backup', 'repair', 'rehearsal', 'export', 'import']);
export type Work = v.InferOutput<typeof Work>;

/** How far it has come, in records; `total` is 0 while that is not known yet. */
export const WorkProgress = v.strictObject({ work: Work, done: Count, total: Count });
export type WorkProgress = v.InferOutput<typeof WorkProgress>;

/** What opening every record of the vault has shown. */
export const CheckReport = v.strictObject({
  at: Time,
  /** Records opened, or found not to open. */
  checked: Count,
  /** How many problems there were. */
  found: Count,
  /** The problems themselves; null when this report is remembered from an earlier day and only counts are left. */
  problems: v.nullable(v.array(ErrorData)),
});
export type CheckReport = v.InferOutput<typeof CheckReport>;

/** A backup in the folder that was chosen for them. */
export const Backup = v.strictObject({
  /** The file's name, which stands for it: the folder is known to the main process alone. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  at: Time,
  bytes: Count,
});
export type Backup = v.InferOutput<typeof Backup>;

/** How the unlocked vault is, and what there is to fall back on. */
export const Health = v.strictObject({
  /** Null if every record has never been opened here. */
  lastCheck: v.nullable(CheckReport),
  /** Where backups go, for people; null until they have chosen. */
  backupFolder: v.nullable(v.string()),
  /** Newest first. */
  backups: v.array(Backup),
  /** Why the last backup, or looking for backups, did not succeed. */
  backupProblem: v.nullable(ErrorData),
  /** Backups fail, and the newest good one is older than a week: this must be said before anybody asks. */
  backupsOverdue: v.boolean(),
  /** What is going on now, whoever asked for it. */
  working: v.nullable(Work),
});
export type Health = v.InferOutput<typeof Health>;

/** What a change of the vault key leaves behind. */
export const Rotated = v.strictObject({
  /** The new recovery phrase, shown once; null if none was wanted. */
  phrase: v.nullable(v.string()),
  /** Holders who cannot open the vault any more. */
  dropped: v.array(Holder),
  /** Backups from before: they still open with what opened them then. */
  olderBackups: v.array(Backup),
});
export type Rotated = v.InferOutput<typeof Rotated>;

/** What a repair has done. The vault is whole afterwards; the file as it was before lies beside it. */
export const Repaired = v.strictObject({
  /** Records that are as they were: each was damaged or missing, and came back from `source`. */
  mended: v.array(
    v.strictObject({
      id: v.string(),
      table: v.string(),
      /** `backup`: as it was then. `version`: an earlier text of the same note. `text`: a lost title, made from the text. */
      source: v.picklist(['backup', 'version', 'text']),
    }),
  ),
  /** What could not be brought back, and is not in the vault any more. */
  lost: v.array(ErrorData),
  /** Name of the file that holds the vault as it was before. */
  before: v.string(),
});
export type Repaired = v.InferOutput<typeof Repaired>;

/** What opening every record of one backup has shown. */
export const Rehearsal = v.strictObject({
  checked: Count,
  notes: Count,
  attachments: Count,
  problems: v.array(ErrorData),
});
export type Rehearsal = v.InferOutput<typeof Rehearsal>;

/** What was written as plain files. */
export const Exported = v.strictObject({
  /** The folder, for people. */
  folder: v.string(),
  notes: Count,
  attachments: Count,
  /** Each note or attachment that did not open, with table and id. */
  damaged: v.array(ErrorData),
});
export type Exported = v.InferOutput<typeof Exported>;

/** What became of a folder of Markdown files. */
export const Imported = v.strictObject({
  found: Count,
  imported: Count,
  /** In the vault already. */
  skipped: Count,
  failures: v.array(v.strictObject({ file: v.string(), error: ErrorData })),
  /** Files that are neither notes nor attached to one. */
  others: Count,
});
export type Imported = v.InferOutput<typeof Imported>;
