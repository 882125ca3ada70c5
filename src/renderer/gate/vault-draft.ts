import * as v from 'valibot';
import { maxPassphraseLength, minPassphraseLength, NewPassphrase, VaultName } from '../../contract/index.ts';

/** Why a name will not do, or null. */
export function nameProblem(name: string): string | null {
  if (v.safeParse(VaultName, name).success) return null;
  const trimmed = name.trim();
  if (trimmed === '') return 'Give the vault a name.';
  if (trimmed.length > 100) return 'A name can have 100 characters at most.';
  return 'The name becomes a file name. Leave out < > : " / \\ | ? * and a dot at the start or end.';
}

export function passphraseProblem(passphrase: string): string | null {
  if (v.safeParse(NewPassphrase, passphrase).success) return null;
  if (passphrase.length < minPassphraseLength)
    return `A passphrase needs at least ${minPassphraseLength} characters.`;
  return `A passphrase can have ${maxPassphraseLength.toLocaleString('en-GB')} characters at most.`;
}

export function repeatProblem(passphrase: string, repeat: string): string | null {
  return passphrase === repeat ? null : 'The two passphrases differ.';
}
