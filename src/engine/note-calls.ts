import { setImmediate } from 'node:timers/promises';
import { attachFile, saveAttachment } from './attaching.ts';
import { LatchkeyError } from '../contract/errors.ts';
import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

type NoteCalls = Pick<
  EngineMethods,
  | 'listNotes'
  | 'listPart'
  | 'listEntries'
  | 'openNote'
  | 'createNote'
  | 'saveNote'
  | 'listVersions'
  | 'openVersion'
  | 'restoreVersion'
  | 'listAttachments'
  | 'readAttachment'
  | 'beginArrival'
  | 'writeArrival'
  | 'finishArrival'
  | 'cancelArrival'
  | 'describeAttachment'
  | 'removeAttachment'
  | 'attach'
  | 'saveAttachment'
>;

/** Most bytes of an attachment in one answer. */
const mostBytes = 1024 * 1024;

/** Notes, their versions and their attachments. */
export function noteCalls(keeper: Keeper): NoteCalls {
  return {
    listNotes: () => keeper.read((vault) => vault.list()),
    listPart: async ({ from }) => keeper.listing.part(from),
    listEntries: ({ ids }) => keeper.read((vault) => vault.entries(ids)),
    openNote: ({ id }) => keeper.read((vault) => vault.open(id)),
    createNote: ({ draft, ...note }) =>
      keeper.write((vault) => keeper.drafts.saved(draft, vault.create(note))),
    saveNote: ({ draft, ...note }) => keeper.write((vault) => keeper.drafts.saved(draft, vault.save(note))),

    listVersions: ({ id }) => keeper.read((vault) => vault.versions(id)),
    openVersion: ({ id, revision }) => keeper.read((vault) => vault.openVersion(id, revision)),
    restoreVersion: (request) => keeper.write((vault) => vault.restoreVersion(request)),

    listAttachments: ({ note }) => keeper.read((vault) => vault.attachments(note)),
    readAttachment: ({ id, from, length }) =>
      keeper.read((vault) => {
        if (length > mostBytes) throw tooMuchAtOnce();
        return vault.readAttachment(id, from, length);
      }),
    describeAttachment: ({ id }) => keeper.read((vault) => vault.attachment(id)),
    beginArrival: (file) => keeper.write((vault) => keeper.arrivals.begin(vault, file)),
    writeArrival: ({ token, bytes }) => keeper.write(() => keeper.arrivals.write(token, bytes)),
    finishArrival: async ({ token }) => {
      const steps = keeper.arrivals.finish(token);
      for (;;) {
        const step = await keeper.write(() => steps.next());
        if (step.done === true) return step.value;
        await setImmediate();
      }
    },
    cancelArrival: async ({ token }) => {
      keeper.arrivals.cancel(token);
      keeper.sweep();
      return Promise.resolve();
    },
    removeAttachment: (request) => keeper.remove((vault) => vault.removeAttachment(request)),

    attach: (request, watch = {}) =>
      keeper
        .work('Attaching', watch, ({ vault }, run) => attachFile(vault, request, run))
        .finally(() => keeper.sweep()),
    saveAttachment: (request, watch = {}) =>
      keeper.work('Saving the file', watch, ({ vault }, run) => saveAttachment(vault, request, run)),
  };
}

function tooMuchAtOnce(): LatchkeyError {
  return new LatchkeyError('invalid-request', 'At most 1 MiB of an attachment can be read at once.');
}
