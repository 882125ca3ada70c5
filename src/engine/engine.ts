import { LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { ChangedNotes, EngineOptions, UnaskedMessage } from './messages.ts';
import type { EngineCalls, EngineMethods } from './methods.ts';
import { workerFile } from './worker-file.ts';
import { WorkerLink } from './worker-link.ts';

/** The engine as the main thread sees it: every key and every file stay in its worker. */
export interface Engine extends EngineMethods {
  /**
   * Called at most once after an unlock, and only if the check of the whole vault found something. Returns a function
   * that ends the subscription.
   */
  onProblems(listener: (problems: readonly ErrorData[]) => void): () => void;
  /**
   * Called when notes have changed besides those that a call answers: before that call is answered, or in the background.
   * Returns a function that ends the subscription.
   */
  onChanged(listener: (notes: ChangedNotes) => void): () => void;
  /**
   * Called when the worker died. Calls that waited were rejected with `internal`, the vault is locked, and the next
   * call starts a new worker. Returns a function that ends the subscription.
   */
  onFailure(listener: () => void): () => void;
  /** Locks, then ends the worker for good: later calls reject with `locked`. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** The longest that a lock waits for the worker, in milliseconds: one that is stuck is ended, and its keys with it. */
const lockPatience = 20_000;

/** Starts the engine's worker, from the file it lies in unless another is given. */
export function startEngine(
  options: EngineOptions,
  file = workerFile('engine-worker'),
  patience = lockPatience,
): Engine {
  const problemListeners = new Set<(problems: readonly ErrorData[]) => void>();
  const changeListeners = new Set<(notes: ChangedNotes) => void>();
  const failureListeners = new Set<() => void>();
  const link = new WorkerLink<EngineCalls, UnaskedMessage>({
    file,
    name: 'latchkey-engine',
    data: options,
    onUnasked: (message) => {
      if (message.type === 'problems') for (const listener of problemListeners) listener(message.problems);
      else for (const listener of changeListeners) listener(message);
    },
    onFailure: () => {
      for (const listener of failureListeners) listener();
    },
    died,
    stopped,
  });
  return {
    inspect: (request) => link.call('inspect', request),
    create: (request) => link.call('create', request),
    unlock: (request) => link.call('unlock', request),
    unlockWithRecovery: (request) => link.call('unlockWithRecovery', request),
    unlockWithDevice: (request) => link.call('unlockWithDevice', request),
    // A worker that cannot answer has locked its vault by dying. One that has answered is ended: no wiping reaches the text of
    // notes in a JavaScript heap.
    lock: () => link.callLast(patience, 'lock').catch(() => null),
    listNotes: () => link.call('listNotes'),
    listPart: (request) => link.call('listPart', request),
    listEntries: (request) => link.call('listEntries', request),
    openNote: (request) => link.call('openNote', request),
    createNote: (request) => link.call('createNote', request),
    saveNote: (request) => link.call('saveNote', request),
    editDraft: (request) => link.call('editDraft', request),
    dropDraft: (request) => link.call('dropDraft', request),
    bringBackDrafts: () => link.call('bringBackDrafts'),
    sealCapture: (request) => link.call('sealCapture', request),
    waitingCaptures: (request) => link.call('waitingCaptures', request),
    addCapture: (request) => link.call('addCapture', request),
    takeCaptures: () => link.call('takeCaptures'),
    changeNotes: (request) => link.call('changeNotes', request),
    removeNotes: (request) => link.call('removeNotes', request),
    duplicateNote: (request, watch) => link.callLong('duplicateNote', [request], watch),
    mergeNotes: (request, watch) => link.callLong('mergeNotes', [request], watch),
    createFromTemplate: (request, watch) => link.callLong('createFromTemplate', [request], watch),
    followTitle: (request) => link.call('followTitle', request),
    readLibrary: () => link.call('readLibrary'),
    organise: (request) => link.call('organise', request),
    searchNotes: (request) => link.call('searchNotes', request),
    searchRows: (request) => link.call('searchRows', request),
    findTitles: (request) => link.call('findTitles', request),
    linksOf: (request) => link.call('linksOf', request),
    listVersions: (request) => link.call('listVersions', request),
    openVersion: (request) => link.call('openVersion', request),
    restoreVersion: (request) => link.call('restoreVersion', request),
    listAttachments: (request) => link.call('listAttachments', request),
    readAttachment: (request) => link.call('readAttachment', request),
    beginArrival: (request) => link.call('beginArrival', request),
    writeArrival: (request) => link.call('writeArrival', request),
    finishArrival: (request) => link.call('finishArrival', request),
    cancelArrival: (request) => link.call('cancelArrival', request),
    describeAttachment: (request) => link.call('describeAttachment', request),
    removeAttachment: (request) => link.call('removeAttachment', request),
    attach: (request, watch) => link.callLong('attach', [request], watch),
    saveAttachment: (request, watch) => link.callLong('saveAttachment', [request], watch),
    holders: () => link.call('holders'),
    changePassphrase: (request) => link.call('changePassphrase', request),
    setPassphrase: (request) => link.call('setPassphrase', request),
    newRecovery: (proof) => link.call('newRecovery', proof),
    setKeyFile: (request) => link.call('setKeyFile', request),
    addDevice: (request) => link.call('addDevice', request),
    removeHolder: (request) => link.call('removeHolder', request),
    readAuthority: (request) => link.call('readAuthority', request),
    makeAuthority: (request) => link.call('makeAuthority', request),
    enableEscrow: (request) => link.call('enableEscrow', request),
    disableEscrow: (request, watch) => link.callLong('disableEscrow', [request], watch),
    verify: (watch) => link.callLong('verify', [], watch),
    rotate: (request, watch) => link.callLong('rotate', [request], watch),
    discardRotation: () => link.call('discardRotation'),
    repair: (request, watch) => link.callLong('repair', [request], watch),
    rehearse: (request, watch) => link.callLong('rehearse', [request], watch),
    exportNotes: (request, watch) => link.callLong('exportNotes', [request], watch),
    importNotes: (request, watch) => link.callLong('importNotes', [request], watch),
    backup: (request, watch) => link.callLong('backup', [request], watch),
    listBackups: (request) => link.call('listBackups', request),
    thinBackups: (request) => link.call('thinBackups', request),
    restore: (request) => link.call('restore', request),
    generatePassphrase: (request) => link.call('generatePassphrase', request),
    onProblems: (listener) => subscribe(problemListeners, listener),
    onChanged: (listener) => subscribe(changeListeners, listener),
    onFailure: (listener) => subscribe(failureListeners, listener),
    stop: () => link.stop({ method: 'lock', patience }),
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function stopped(): LatchkeyError {
  return new LatchkeyError('locked', 'Latchkey is closing, and the vault is locked.');
}

function died(): LatchkeyError {
  return new LatchkeyError(
    'internal',
    'The part of Latchkey that holds the vault stopped, and the vault is locked. What was saved is on the disk. Unlock it to go on.',
  );
}
