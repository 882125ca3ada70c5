import * as v from 'valibot';
import { ErrorData } from './errors.ts';
import { Count, Time } from './words.ts';

/** What a person has set for this computer. Nothing of a note or a key. */
export const AppSettings = v.strictObject({
  theme: v.picklist(['system', 'light', 'dark']),
  /** Of the text of notes, in CSS pixels. */
  textSize: v.pipe(v.number(), v.integer(), v.minValue(12), v.maxValue(28)),
  /** Minutes without keyboard or mouse after which an open vault locks. */
  lockAfter: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
  /** Seconds after which what was copied from a vault is taken off the clipboard; null: only at a lock. */
  clearClipboardAfter: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600))),
  /** Keeps the windows out of screenshots and shared screens, where the system can. */
  hideFromCapture: v.boolean(),
  /** Marks misspelt words, where the system's own checker can do it without the network. */
  spellCheck: v.boolean(),
  /** The global shortcut that opens quick capture, as Electron writes accelerators; null: none. */
  captureShortcut: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
});
export type AppSettings = v.InferOutput<typeof AppSettings>;

/** Settings, and what this computer can do of them. */
export const SettingsState = v.strictObject({
  settings: AppSettings,
  can: v.strictObject({ spellCheck: v.boolean(), hideFromCapture: v.boolean() }),
  /** Why the global shortcut is not in force, for people; null if it is, or none is wanted. */
  shortcutProblem: v.nullable(v.string()),
  /** Latchkey's own version. */
  version: v.string(),
});
export type SettingsState = v.InferOutput<typeof SettingsState>;

/** A vault that was open here before, or is now. */
export const KnownVault = v.strictObject({
  /** Stands for its path, which the window never names. */
  ref: v.string(),
  name: v.string(),
  /** The folder it lies in, for people. */
  place: v.string(),
  openedAt: v.nullable(Time),
  /** In this window, in another one, or in none. */
  shownIn: v.nullable(v.picklist(['here', 'elsewhere'])),
  /** Its file is not where it was. */
  isMissing: v.boolean(),
});
export type KnownVault = v.InferOutput<typeof KnownVault>;

/** What the quick-capture window needs to know. */
export const CaptureState = v.strictObject({
  /** Vaults that take captures: those that have been unlocked on this computer. */
  vaults: v.array(v.strictObject({ ref: v.string(), name: v.string(), isLocked: v.boolean() })),
  /** The one that was used last; null if there is none. */
  chosen: v.nullable(v.string()),
  /** Captures that wait for each vault to be unlocked, by `ref`. */
  waiting: v.record(v.string(), Count),
});
export type CaptureState = v.InferOutput<typeof CaptureState>;

/** What became of captures that waited for a vault. */
export const CapturesIn = v.strictObject({
  /** How many are notes now. */
  count: Count,
  /** How many are still kept outside the vault, and why. */
  waiting: Count,
  why: v.nullable(ErrorData),
});
export type CapturesIn = v.InferOutput<typeof CapturesIn>;
