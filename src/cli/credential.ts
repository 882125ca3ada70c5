import { LatchkeyError } from '../contract/errors.ts';
import { maxPassphraseLength, minPassphraseLength } from '../contract/words.ts';
import type { Context } from './context.ts';
import { readTextFile } from './text-files.ts';

/** What opens a vault. */
export type Credential =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'recovery'; readonly phrase: string };

/** The passphrase or the recovery phrase, from where the options say. */
export async function readCredential(context: Context): Promise<Credential> {
  const { recoveryFile, passphraseFile } = context.options;
  if (recoveryFile !== undefined) {
    if (passphraseFile !== undefined) throw oneOfTwo();
    return { kind: 'recovery', phrase: await readRecoveryPhrase(context) };
  }
  return { kind: 'passphrase', passphrase: await readPassphrase(context) };
}

/** The passphrase of a vault that exists. */
export function readPassphrase(context: Context): Promise<string> {
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
  return new LatchkeyError('invalid-request', 'Give --passphrase-file or --recovery-file, not both.');
}
