import type { BrowserWindow } from 'electron';
import type { EventPayload } from '../contract/contract.ts';
import type { EventName } from '../contract/names.ts';
import type { Engine } from '../engine/index.ts';
import type { Authorities } from './authorities.ts';
import type { Handlers } from './calls.ts';
import { makeCareHandlers } from './care-handlers.ts';
import type { Caretaker } from './caretaker.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { makeEscrowHandlers } from './escrow-handlers.ts';
import { makeFileHandlers } from './file-handlers.ts';
import { chooseVaultFile, chooseVaultFolder } from './file-dialogs.ts';
import { makeHolderHandlers } from './holder-handlers.ts';
import type { LabDesk } from './lab-desk.ts';
import { makeLabHandlers } from './lab-handlers.ts';
import { makeNoteHandlers } from './note-handlers.ts';
import type { OpenedCopies } from './opened-copies.ts';
import type { VaultDesk } from './vault-desk.ts';
import { makeWindowHandlers, type WindowDoings } from './window-handlers.ts';

/** What a window of notes may call: nothing of the console's, nothing of quick capture's. */
export type NotesHandlers = Omit<
  Handlers,
  Extract<keyof Handlers, `console.${string}` | `capture.${string}`>
>;

/** What belongs to one window of notes, and what it shares with the others. */
export interface WindowParts {
  readonly engine: Engine;
  readonly desk: VaultDesk;
  readonly caretaker: Caretaker;
  readonly doorkeeper: Doorkeeper;
  readonly authorities: Authorities;
  /** One for all windows. */
  readonly lab: LabDesk;
  /** Copies of attached files that other programs open. */
  readonly copies: OpenedCopies;
  /** The other windows, and what holds for all of them. */
  readonly windows: WindowDoings;
  /** The window that dialogs belong to. Throws if it is closed. */
  readonly ownWindow: () => BrowserWindow;
  /** Sends an event to this window. */
  readonly tell: <E extends EventName>(event: E, payload: EventPayload<E>) => void;
  /** The page has saved what was unsaved. */
  readonly settled: () => void;
  /** Something was just copied in this window. */
  readonly copied: () => void;
}

/** What each call of a window does. Notes go straight to the engine; vaults go by the desk, which knows their paths. */
export function makeHandlers(parts: WindowParts): NotesHandlers {
  const { engine, desk, caretaker, doorkeeper, authorities, lab, windows, ownWindow, tell } = parts;
  return {
    'app.state': () => desk.state,
    'place.choose': async () => {
      const folder = await chooseVaultFolder(ownWindow(), desk.place);
      if (folder === null) return null;
      desk.place = folder;
      return { place: folder };
    },
    'vault.create': (request) => desk.create(request),
    'vault.choose': async () => {
      const file = await chooseVaultFile(ownWindow(), desk.place);
      if (file === null) return false;
      if (!windows.bringForward(file)) await windows.present(file);
      return true;
    },
    'vault.inspect': () => desk.inspect(),
    'vault.unlock': ({ passphrase }) => desk.unlock(passphrase),
    'vault.lock': () => desk.lock('asked'),
    'passphrase.generate': (request) => engine.generatePassphrase(request),
    'session.settled': parts.settled,
    ...makeNoteHandlers(engine, (changed) => tell('notes.changed', changed), parts.copied),
    ...makeFileHandlers(engine, parts.copies, ownWindow),
    ...makeWindowHandlers(windows),
    ...makeHolderHandlers(desk, doorkeeper, ownWindow),
    ...makeCareHandlers(desk, engine, caretaker, ownWindow),
    ...makeEscrowHandlers(authorities, doorkeeper, caretaker, ownWindow),
    ...makeLabHandlers(lab, { ownWindow, showProgress: (progress) => tell('lab.progress', progress) }),
  };
}
