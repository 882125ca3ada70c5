import { resolve } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import type { Holder } from '../../contract/words.ts';
import type { PassphraseProof } from '../../engine/index.ts';
import type { Session } from '../../engine/session.ts';
import { withSession, withUnlocked, type Context, type Outcome } from '../context.ts';
import {
  proofOf,
  readCredential,
  readNewPassphrase,
  readRecoveryPhrase,
  type Credential,
} from '../credential.ts';
import { kdfOf, type KdfOptions } from '../kdf-options.ts';
import { slotOf } from './keeping.ts';

export interface PassphraseOptions extends KdfOptions {
  readonly newPassphraseFile?: string;
  readonly makeKeyFile?: string;
  readonly dropKeyFile?: boolean;
}

/** Changes the passphrase, or the key file that goes with it. */
export function passphrase(context: Context, vault: string, options: PassphraseOptions): Promise<Outcome> {
  const { makeKeyFile, dropKeyFile, ...others } = options;
  if (makeKeyFile === undefined && dropKeyFile !== true) return changePassphrase(context, vault, options);
  if ((makeKeyFile !== undefined && dropKeyFile === true) || Object.keys(others).length > 0) {
    throw new LatchkeyError(
      'invalid-request',
      '--make-key-file and --drop-key-file each stand alone: the passphrase stays the same.',
    );
  }
  return changeKeyFile(context, vault, makeKeyFile === undefined ? null : resolve(makeKeyFile));
}

async function changeKeyFile(context: Context, vault: string, next: string | null): Promise<Outcome> {
  const credential = await readCredential(context);
  const proof: PassphraseProof = proofOf(credential, 'A key file goes with the passphrase: give that.');
  return withUnlocked(context, resolve(vault), credential, async (session) => {
    const holders = await session.setKeyFile({ ...proof, next });
    return {
      data: { keyFile: next, slots: holders.map(slotOf) },
      remark:
        next === null
          ? 'The passphrase opens the vault alone now. Copies and backups made before this still need the key file.'
          : `Made ${next}. The passphrase opens the vault only together with this file now: keep a copy of it, and not beside the vault.`,
    };
  });
}

/** After the recovery phrase, sets a new passphrase in place of every other. */
async function changePassphrase(
  context: Context,
  vault: string,
  options: PassphraseOptions,
): Promise<Outcome> {
  const kdf = kdfOf(options);
  const credential = await readCredential(context);
  const next = await readNewPassphrase(context, options.newPassphraseFile, '--new-passphrase-file');
  return withUnlocked(context, resolve(vault), credential, async (session) => {
    const holders = await change(session, credential, { next, ...kdf });
    return {
      data: { slots: holders.map(slotOf) },
      remark: 'The passphrase is changed. Copies and backups made before this still open with the old one.',
    };
  });
}

function change(
  session: Session,
  credential: Credential,
  next: Parameters<Session['setPassphrase']>[0],
): Promise<readonly Holder[]> {
  return credential.kind === 'passphrase'
    ? session.changePassphrase({ current: credential.passphrase, keyFile: credential.keyFile, ...next })
    : session.setPassphrase(next);
}

/** Makes a new recovery phrase, in place of one that is there; or says whether one opens the vault. */
export function recovery(
  context: Context,
  vault: string,
  options: { readonly check?: boolean },
): Promise<Outcome> {
  return options.check === true
    ? checkRecovery(context, resolve(vault))
    : newRecovery(context, resolve(vault));
}

async function newRecovery(context: Context, path: string): Promise<Outcome> {
  const credential = await readCredential(context);
  return withUnlocked(context, path, credential, async (session) => {
    // Whoever has opened the vault by its recovery phrase may replace that phrase.
    const { phrase } = await session.newRecovery(credential.kind === 'recovery' ? null : credential);
    return {
      data: { phrase },
      text: phrase,
      remark:
        'Write these words down on paper, in this order. They open the vault without the passphrase, and are not shown again.',
    };
  });
}

async function checkRecovery(context: Context, path: string): Promise<Outcome> {
  const { passphraseFile, keyFile } = context.options;
  if (passphraseFile !== undefined || keyFile !== undefined) {
    throw new LatchkeyError(
      'invalid-request',
      'The check needs the words alone: leave out --passphrase-file and --key-file.',
    );
  }
  const phrase = await readRecoveryPhrase(context);
  return withSession(context, async (session) => {
    await session.unlockWithRecovery({ path, phrase });
    return { data: { opens: true }, text: 'These words open the vault.' };
  });
}
