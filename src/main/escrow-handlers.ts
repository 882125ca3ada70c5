import type { BrowserWindow } from 'electron';
import { escrowSentence } from '../contract/lab.ts';
import { LatchkeyError } from '../contract/errors.ts';
import type { Authorities } from './authorities.ts';
import type { Handlers } from './calls.ts';
import type { Caretaker } from './caretaker.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { chooseAuthority, chooseFolderOfAuthority } from './file-dialogs.ts';

type EscrowMethod = Extract<keyof Handlers, `escrow.${string}`>;

/** What the calls do that let others into a vault, and keep them out again. */
export function makeEscrowHandlers(
  authorities: Authorities,
  doorkeeper: Doorkeeper,
  caretaker: Caretaker,
  ownWindow: () => BrowserWindow,
): Pick<Handlers, EscrowMethod> {
  return {
    'escrow.chooseAuthority': async ({ model }) => {
      const file = await chooseAuthority(ownWindow());
      return file === null ? null : authorities.read(file, model);
    },
    'escrow.makeAuthority': async ({ model, name }) => {
      const folder = await chooseFolderOfAuthority(ownWindow());
      if (folder === null) return null;
      const { authority, files } = await authorities.make({ folder, model, name });
      return { authority, folder, files: [...files] };
    },
    'escrow.enable': async ({ model, fingerprints, current, sentence }) => {
      if (sentence !== escrowSentence) throw notThatSentence();
      await doorkeeper.enableEscrow({ model, cards: authorities.cardsOf(fingerprints), current });
    },
    'escrow.disable': (request) => caretaker.disableEscrow(request),
  };
}

function notThatSentence(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `To let others in, type this sentence exactly: ${escrowSentence}. Nothing was changed.`,
  );
}
