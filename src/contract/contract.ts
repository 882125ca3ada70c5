import * as v from 'valibot';
import {
  Backup,
  CheckReport,
  Exported,
  Health,
  Imported,
  Rehearsal,
  Repaired,
  Rotated,
  TypedPhrase,
  WorkProgress,
} from './care.ts';
import { ErrorData } from './errors.ts';
import {
  AdversaryId,
  CellDetail,
  CeremonyRun,
  ConsoleOpening,
  ConsoleState,
  EvidenceVerdict,
  Fault,
  LabGuide,
  LabProgress,
  MatrixRun,
  ModelId,
  NumbersInput,
  NumbersResult,
  OwnVaultModel,
  ScenarioNumber,
  ScenarioRun,
  Settings,
} from './lab.ts';
import { NotesChanged } from './library.ts';
import type { EventName, MethodName } from './names.ts';
import { noteMethods } from './note-methods.ts';
import { CapturesIn, CaptureState, SettingsState } from './settings.ts';
import { windowMethods } from './window-methods.ts';
import { AppState, AuthorityName, Command, Count, NewPassphrase, NewPin, Passphrase, Pin } from './words.ts';

const Nothing = v.void();

/** Name of a new vault: becomes the file's name, so what no file system takes is refused. */
export const VaultName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(100),
  // eslint-disable-next-line no-control-regex -- control characters are what must be kept out
  v.regex(/^[^\u0000-\u001f<>:"/\\|?*]*[^\u0000-\u001f<>:"/\\|?*. ]$/),
  v.regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^.]/i),
);

/** What each call takes and gives. Both sides parse by these schemas. */
export const methods = {
  'app.state': { request: Nothing, response: AppState },
  /** Asks the person for a folder. Answers null when they cancel. */
  'place.choose': { request: Nothing, response: v.nullable(v.strictObject({ place: v.string() })) },
  /** Makes a vault in the chosen folder and leaves it unlocked. Refuses to replace a file: `already-exists`. */
  'vault.create': {
    request: v.strictObject({ name: VaultName, passphrase: NewPassphrase }),
    response: Nothing,
  },
  /** Asks the person for a vault file; the new state arrives as an event. Answers false when they cancel. */
  'vault.choose': { request: Nothing, response: v.boolean() },
  /** Looks at the chosen vault's file again, after a problem with it may have gone away. */
  'vault.inspect': { request: Nothing, response: Nothing },
  'vault.unlock': { request: v.strictObject({ passphrase: Passphrase }), response: Nothing },
  'vault.lock': { request: Nothing, response: Nothing },
  /** As `vault.unlock`, by 24 words. `wrong-recovery-phrase` says what is wrong with them. A new passphrase must follow. */
  'vault.unlockWithRecovery': { request: v.strictObject({ phrase: TypedPhrase }), response: Nothing },
  /** Replaces every passphrase. Only after unlocking by recovery phrase: `invalid-request` otherwise. */
  'vault.setPassphrase': { request: v.strictObject({ next: NewPassphrase }), response: Nothing },
  /** `wrong-passphrase` unless `current` opens the vault. The new holders arrive with the state. */
  'vault.changePassphrase': {
    request: v.strictObject({ current: Passphrase, next: NewPassphrase }),
    response: Nothing,
  },
  /**
   * Makes a recovery phrase, which replaces the one before. It is given out this once. `wrong-passphrase`. Without
   * `current` only while `next` asks for the phrase: `invalid-request` otherwise.
   */
  'vault.newRecovery': {
    request: v.strictObject({ current: v.nullable(Passphrase) }),
    response: v.strictObject({ phrase: v.string() }),
  },
  /** The first day's recovery phrase has been dealt with, whatever the person decided. */
  'vault.recoveryKept': { request: Nothing, response: Nothing },
  'vault.removeHolder': { request: v.strictObject({ id: v.string() }), response: Nothing },
  /** Asks the person for the key file that goes with the passphrase of the locked vault. Answers false when they cancel. */
  'keyFile.choose': { request: Nothing, response: v.boolean() },
  /** The passphrase alone again, where none is needed. */
  'keyFile.forget': { request: Nothing, response: Nothing },
  /**
   * Makes a key file at a place that the person chooses: from then on `current` opens the vault only together with it.
   * `wrong-passphrase`, `already-exists`. Answers false when they cancel.
   */
  'keyFile.make': { request: v.strictObject({ current: Passphrase }), response: v.boolean() },
  /** From now on `current` opens the vault alone. `wrong-passphrase`. */
  'keyFile.drop': { request: v.strictObject({ current: Passphrase }), response: Nothing },
  /** Unlocks by PIN on the computer that keeps a key. `wrong-pin`; `invalid-request` when no tries are left. */
  'vault.unlockWithPin': { request: v.strictObject({ pin: Pin }), response: Nothing },
  /** Lets this computer keep a key that a PIN unlocks, in the place of one it keeps already. `wrong-passphrase`. */
  'pin.set': { request: v.strictObject({ current: Passphrase, pin: NewPin }), response: Nothing },
  /** Takes that holder out of the vault, and its key off this computer. */
  'pin.remove': { request: Nothing, response: Nothing },
  /**
   * Seals everything under a new key. Backs up first where backups are kept. `wrong-passphrase`, `cancelled`. Progress
   * arrives as events.
   */
  'vault.rotate': {
    request: v.strictObject({ passphrase: Passphrase, recovery: v.boolean() }),
    response: Rotated,
  },
  /** Removes what a change of key that was cut off has left. */
  'vault.discardRotation': { request: Nothing, response: Nothing },
  /** Opens every record. `cancelled`. */
  'vault.check': { request: Nothing, response: CheckReport },
  /** Puts back what backups and earlier versions still have, and leaves out the rest. `cancelled`. */
  'vault.repair': { request: Nothing, response: Repaired },
  /** Ends the long work that is going on, which then rejects with `cancelled`. */
  'vault.stopWork': { request: Nothing, response: Nothing },
  /** The person knows that this copy is an older one, and goes on with it. */
  'vault.acceptOlder': { request: Nothing, response: Nothing },
  'vault.health': { request: Nothing, response: Health },
  /** Asks the person for a folder for this vault's backups. Answers false when they cancel. */
  'backup.chooseFolder': { request: Nothing, response: v.boolean() },
  /** Makes no more backups. Those that are there stay. */
  'backup.forgetFolder': { request: Nothing, response: Nothing },
  /** Answers once the backup has been opened and every record in it. Null if there is no folder for it. */
  'backup.now': { request: Nothing, response: v.nullable(Backup) },
  /**
   * Copies a backup to a place that the person chooses, and puts it on the desk, locked. Without a name they are asked
   * for the backup, too, and the vault may be locked, or not open at all. Answers false when they cancel. `already-exists`:
   * nothing is ever replaced.
   */
  'backup.openBeside': {
    request: v.strictObject({ name: v.nullable(Backup.entries.name) }),
    response: v.boolean(),
  },
  /** As `backup.openBeside`, for the newest backup of which every record opens. `not-found` if there is none. */
  'backup.openNewestGood': { request: Nothing, response: v.boolean() },
  /** Opens every record of one backup. `cancelled`, `other-key` for one from before a change of key. */
  'backup.rehearse': { request: v.strictObject({ name: Backup.entries.name }), response: Rehearsal },
  /** Writes every note that opens to a folder that the person chooses, as plain files. Null when they cancel. */
  'vault.export': { request: Nothing, response: v.nullable(Exported) },
  /** Adds the Markdown files of a folder that the person chooses, after a backup where backups are kept. Null when they cancel. */
  'vault.import': { request: Nothing, response: v.nullable(Imported) },
  /** A passphrase of words drawn evenly from the EFF long list, and its true entropy in bits. */
  'passphrase.generate': {
    request: v.strictObject({ words: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(12)) }),
    response: v.strictObject({ passphrase: v.string(), bits: v.number() }),
  },
  /** Reads an authority's public key file that the person chooses, and keeps it at hand. Null when they cancel. */
  'escrow.chooseAuthority': {
    request: v.strictObject({ model: OwnVaultModel }),
    response: v.nullable(AuthorityName),
  },
  /** Makes an authority: writes its public key file and its keystore to a folder that the person chooses. Null when they cancel. */
  'escrow.makeAuthority': {
    request: v.strictObject({ model: OwnVaultModel, name: AuthorityName.entries.name }),
    response: v.nullable(
      v.strictObject({ authority: AuthorityName, folder: v.string(), files: v.array(v.string()) }),
    ),
  },
  /** Lets authorities that were chosen or made into the vault, named by fingerprint. `wrong-passphrase`, `invalid-request` unless the sentence is `escrowSentence`. */
  'escrow.enable': {
    request: v.strictObject({
      model: OwnVaultModel,
      fingerprints: v.pipe(v.array(AuthorityName.entries.fingerprint), v.minLength(1), v.maxLength(2)),
      current: Passphrase,
      sentence: v.pipe(v.string(), v.maxLength(200)),
    }),
    response: Nothing,
  },
  /** Turns escrow off: seals everything again under a new key that no authority has. As `vault.rotate`. */
  'escrow.disable': {
    request: v.strictObject({ passphrase: Passphrase, recovery: v.boolean() }),
    response: Rotated,
  },
  ...noteMethods,
  ...windowMethods,
  /** Answers a `session.settle` event: what was unsaved has been saved. */
  'session.settled': { request: Nothing, response: Nothing },

  // The escrow lab. It knows nothing of the vaults that are opened here, and makes its own.

  'lab.guide': { request: Nothing, response: LabGuide },
  /** Derives one key at Latchkey's default costs and measures it. */
  'lab.measureKdf': {
    request: Nothing,
    response: v.strictObject({ seconds: v.number(), memoryKiB: Count, passes: Count }),
  },
  'lab.numbers': { request: NumbersInput, response: NumbersResult },
  /** Makes a demo vault under a model and carries out its ceremony, with something wrong on purpose or not. */
  'lab.ceremony': {
    request: v.strictObject({ model: ModelId, settings: Settings, fault: Fault }),
    response: CeremonyRun,
  },
  /** Runs every model against every adversary. Long: sends `lab.progress`, ends with `cancelled` at `lab.stop`. */
  'lab.matrix': { request: Nothing, response: MatrixRun },
  /** The last run since the app started. */
  'lab.lastMatrix': { request: Nothing, response: v.nullable(MatrixRun) },
  /** One cell of the last run in full. `not-found` if there was none. */
  'lab.cell': {
    request: v.strictObject({ model: ModelId, adversary: AdversaryId }),
    response: CellDetail,
  },
  'lab.scenario': { request: v.strictObject({ number: ScenarioNumber }), response: ScenarioRun },
  'lab.stop': { request: Nothing, response: Nothing },
  /** Writes a report of what was run to a place that the person chooses, and the evidence beside it. Its file's name; null when they cancel. `already-exists` where another report's evidence is. */
  'lab.saveReport': {
    request: v.strictObject({ format: v.picklist(['html', 'pdf']) }),
    response: v.nullable(v.string()),
  },
  /** Writes the evidence of the last run. Its file's name; null when they cancel. */
  'lab.saveEvidence': { request: Nothing, response: v.nullable(v.string()) },
  /** Replays an evidence file that the person chooses. `evidence-damaged`, `cancelled`; null when they choose none. */
  'lab.verifyEvidence': { request: Nothing, response: v.nullable(EvidenceVerdict) },
  /** Opens the authority's console, a window of its own. */
  'lab.openConsole': { request: Nothing, response: Nothing },

  // The authority's console: answered for its window only.

  'console.state': { request: Nothing, response: ConsoleState },
  /** Opens a demo vault with a warrant of the inbox, or with none by using the key directly; and writes it into the log, or not. */
  'console.open': {
    request: v.strictObject({
      vaultId: v.string(),
      warrant: v.nullable(v.string()),
      isLogged: v.boolean(),
    }),
    response: ConsoleOpening,
  },
  /** Moves the desk's clock forward. */
  'console.advance': {
    request: v.strictObject({ days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)) }),
    response: ConsoleState,
  },
  /** Takes an entry out of the log, as somebody who can write to it would. */
  'console.removeEntry': { request: v.strictObject({ index: Count }), response: ConsoleState },
  /** Begins again with new vaults, keys and warrants. */
  'console.reset': { request: Nothing, response: ConsoleState },
} satisfies Record<MethodName, { request: v.GenericSchema; response: v.GenericSchema }>;

/** What each message to a window carries. */
export const events = {
  'app.state': AppState,
  /** The vault is about to lock or the app to quit: save what is unsaved and answer `session.settled`. */
  'session.settle': Nothing,
  /** A menu entry or a global shortcut was used. */
  command: Command,
  /** The unlocked vault's health has changed. */
  health: Health,
  /** Long work on the vault has come further. */
  progress: WorkProgress,
  /** Notes changed that the window did not save itself. */
  'notes.changed': NotesChanged,
  /** The settings are these from now on. */
  settings: SettingsState,
  /** A capture became a note of the unlocked vault. */
  inbox: CapturesIn,
  /** What quick capture needs to know has changed. For its own window. */
  'capture.state': CaptureState,
  /** Somebody closes the window of quick capture, or the app is to quit. For its own window. */
  'capture.closing': v.strictObject({ isQuitting: v.boolean() }),
  /** Long work in the lab has come further. */
  'lab.progress': LabProgress,
} satisfies Record<EventName, v.GenericSchema>;

export type Methods = typeof methods;
export type Request<M extends MethodName> = v.InferOutput<Methods[M]['request']>;
export type Response<M extends MethodName> = v.InferOutput<Methods[M]['response']>;
export type EventPayload<E extends EventName> = v.InferOutput<(typeof events)[E]>;

/** What every call answers: the value, or the error as data. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };
export const AnswerEnvelope = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), error: ErrorData }),
]);

/** What the preload puts on `window.latchkey`. */
export interface Bridge {
  readonly call: Readonly<Record<MethodName, (request: unknown) => Promise<unknown>>>;
  /** Subscribes; the function returned unsubscribes. */
  readonly on: Readonly<Record<EventName, (listener: (payload: unknown) => void) => () => void>>;
}
