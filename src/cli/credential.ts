import { resolve } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import { maxPassphraseLength, minPassphraseLength } from '../contract/words.ts';
import type { PassphraseProof } from '../engine/index.ts';
import { readTextFile } from '../engine/moving/text-files.ts';
import type { Context } from './context.ts';

/** What opens a vault. */
export type Credential =
  | ({ readonly kind: 'passphrase' } & PassphraseProof)
  | { readonly kind: 'recovery'; readonly phrase: string };

/** The passphrase or the recovery phrase, from where the options say. */
export async function readCredential(context: Context): Promise<Credential> {
  const { recoveryFile, passphraseFile, keyFile } = context.options;
  if (recoveryFile !== undefined) {
    if (passphraseFile !== undefined || keyFile !== undefined) throw oneOfTwo();
    return { kind: 'recovery', phrase: await readRecoveryPhrase(context) };
  }
  const passphrase = await readPassphrase(context);
  return { kind: 'passphrase', passphrase, ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }) };
}

/** What was given besides a recovery phrase. Throws `invalid-request`, with `why`, if that was all. */
export function proofOf(credential: Credential, why: string): PassphraseProof {
  if (credential.kind !== 'passphrase') throw new LatchkeyError('invalid-request', why);
  const { passphrase, keyFile } = credential;
  return { passphrase, keyFile };
}

/** The passphrase of a vault that exists. */
function readPassphrase(context: Context): Promise<string> {
  return readSecretLine(context, context.options.passphraseFile, 'Passphrase: ', '--passphrase-file');
}

/** A passphrase to be: asked for twice, and held to the length that the app asks for. */
export async function readNewPassphrase(
  context: Context,
  file: string | undefined,
  option: string,
): Promise<string> {
  const passphrase = await readSecretLine(context, file, 'New passphrase: ', option);
  if (passphrase.length < minPassphraseLength) {
    throw new LatchkeyError(
      'invalid-request',
      `A new passphrase needs at least ${minPassphraseLength} characters.`,
    );
  }
  if (file === undefined && (await context.terminal.askSecretly('The same again: ')) !== passphrase) {
    throw new LatchkeyError('invalid-request', 'The two passphrases differ. Nothing was changed.');
  }
  return passphrase;
}

/** The words of a recovery sheet, on one line or several. */
export async function readRecoveryPhrase({ terminal, options }: Context): Promise<string> {
  const { recoveryFile } = options;
  if (recoveryFile === '-') return terminal.input.rest();
  if (recoveryFile !== undefined) return withoutMark(await readTextFile(recoveryFile));
  if (!terminal.canAsk) throw nobodyToAsk('--recovery-file');
  return terminal.askSecretly('The 24 words of the recovery phrase: ');
}

/** The first line of a file or of standard input; asked for when no file is named. */
async function readSecretLine(
  { terminal }: Context,
  file: string | undefined,
  question: string,
  option: string,
): Promise<string> {
  const line = await (async () => {
    if (file === '-') return terminal.input.line();
    if (file !== undefined) return withoutMark(await readTextFile(file)).split(/\r?\n/)[0] ?? '';
    if (!terminal.canAsk) throw nobodyToAsk(option);
    return terminal.askSecretly(question);
  })();
  if (line === '' || line.length > maxPassphraseLength) {
    throw new LatchkeyError('invalid-request', `A passphrase has 1 to ${maxPassphraseLength} characters.`);
  }
  return line;
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function nobodyToAsk(option: string): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `There is no terminal to ask on. Name a file with ${option}, or - for standard input.`,
  );
}

function oneOfTwo(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Give --recovery-file, or --passphrase-file and --key-file, not both.',
  );
}
