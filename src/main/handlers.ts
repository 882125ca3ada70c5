import type { BrowserWindow } from 'electron';
import type { NotesChanged } from '../contract/library.ts';
import type { Engine } from '../engine/index.ts';
import type { Authorities } from './authorities.ts';
import type { Handlers } from './calls.ts';
import { makeCareHandlers } from './care-handlers.ts';
import type { Caretaker } from './caretaker.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { makeEscrowHandlers } from './escrow-handlers.ts';
import { chooseVaultFile, chooseVaultFolder } from './file-dialogs.ts';
import { makeHolderHandlers } from './holder-handlers.ts';
import type { LabDesk } from './lab-desk.ts';
import { makeLabHandlers } from './lab-handlers.ts';
import { makeNoteHandlers } from './note-handlers.ts';
import type { VaultDesk } from './vault-desk.ts';
import { makeWindowHandlers } from './window-handlers.ts';

/** What each call does. Notes go straight to the engine; vaults go by the desk, which knows their paths. */
export function makeHandlers(
  desk: VaultDesk,
  engine: Engine,
  caretaker: Caretaker,
  doorkeeper: Doorkeeper,
  authorities: Authorities,
  lab: LabDesk,
  ownWindow: () => BrowserWindow,
  settled: () => void,
  showChanged: (changed: NotesChanged) => void,
): Handlers {
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
      await desk.present(file);
      return true;
    },
    'vault.inspect': () => desk.inspect(),
    'vault.unlock': ({ passphrase }) => desk.unlock(passphrase),
    'vault.lock': () => desk.lock('asked'),
    'passphrase.generate': (request) => engine.generatePassphrase(request),
    'session.settled': settled,
    ...makeNoteHandlers(engine, showChanged),
    ...makeWindowHandlers(),
    ...makeHolderHandlers(desk, doorkeeper, ownWindow),
    ...makeCareHandlers(desk, engine, caretaker, ownWindow),
    ...makeEscrowHandlers(authorities, doorkeeper, caretaker, ownWindow),
    ...makeLabHandlers(lab),
  };
}
