import { resolve } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import type { Holder } from '../../contract/words.ts';
import type { Session } from '../../engine/session.ts';
import { withSession, withUnlocked, withVault, type Context, type Outcome } from '../context.ts';
import { readCredential, readNewPassphrase, readRecoveryPhrase, type Credential } from '../credential.ts';
import { kdfOf, type KdfOptions } from '../kdf-options.ts';
import { slotOf } from './keeping.ts';

export interface PassphraseOptions extends KdfOptions {
  readonly newPassphraseFile?: string;
}

/** Changes the passphrase; after the recovery phrase, sets a new one in place of every other. */
export async function passphrase(
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
    ? session.changePassphrase({ current: credential.passphrase, ...next })
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

function newRecovery(context: Context, path: string): Promise<Outcome> {
  return withVault(context, path, async (session) => {
    const { phrase } = await session.newRecovery();
    return {
      data: { phrase },
      text: phrase,
      remark:
        'Write these words down on paper, in this order. They open the vault without the passphrase, and are not shown again.',
    };
  });
}

async function checkRecovery(context: Context, path: string): Promise<Outcome> {
  if (context.options.passphraseFile !== undefined) {
    throw new LatchkeyError(
      'invalid-request',
      'The check needs the words alone: leave out --passphrase-file.',
    );
  }
  const phrase = await readRecoveryPhrase(context);
  return withSession(context, async (session) => {
    await session.unlockWithRecovery({ path, phrase });
    return { data: { opens: true }, text: 'These words open the vault.' };
  });
}
