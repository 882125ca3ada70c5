import { resolve } from 'node:path';
import { LatchkeyError } from '../../../contract/errors.ts';
import { escrowSentence, ownVaultModels, type OwnVaultModel } from '../../../contract/lab.ts';
import type { Holder } from '../../../contract/words.ts';
import type { KnownAuthority } from '../../../engine/index.ts';
import type { Session } from '../../../engine/session.ts';
import { choiceOf } from '../../choices.ts';
import { watching, withSession, withUnlocked, type Context, type Outcome } from '../../context.ts';
import { proofOf, readCredential } from '../../credential.ts';
import { onOneLine } from '../../terminal.ts';
import { describe, slotOf } from '../keeping.ts';
import { paragraph } from './layout.ts';

export interface EnrollOptions {
  readonly model?: string;
  readonly authority?: readonly string[];
  readonly yes?: string;
  readonly off?: boolean;
  readonly recovery?: boolean;
  readonly backups?: string;
}

/** Lets an authority into a vault of one's own, or keeps it out again. */
export function enroll(context: Context, vault: string, options: EnrollOptions): Promise<Outcome> {
  return options.off === true ? turnOff(context, vault, options) : turnOn(context, vault, options);
}

async function turnOn(context: Context, vault: string, options: EnrollOptions): Promise<Outcome> {
  const { model: written, authority: files = [], yes } = options;
  if (
    written === undefined ||
    files.length === 0 ||
    options.recovery === true ||
    options.backups !== undefined
  ) {
    throw new LatchkeyError(
      'invalid-request',
      'Letting somebody in takes --model and --authority. --recovery and --backups go with --off.',
    );
  }
  const model = choiceOf(written, ownVaultModels, '--model');
  const known = await withSession(context, (session) => readCards(session, files, model));
  await assertMeant(context, known, yes);
  const credential = await readCredential(context);
  const proof = proofOf(credential, 'Letting somebody into a vault needs its passphrase.');
  return withUnlocked(context, resolve(vault), credential, async (session) => {
    const cards = known.map(({ card }) => card);
    const holders = await session.enableEscrow({ ...proof, model, cards });
    const authorities = known.map(({ authority }) => authority);
    return {
      data: { model, authorities, slots: holders.map(slotOf) },
      text: holders
        .filter(({ type }) => type === 'escrow')
        .map((holder) => `opens   ${describe(holder)}`)
        .join('\n'),
      remark: paragraph(
        'From now on somebody else can open this vault and every copy of it. The passphrase opens it as before. `latchkey escrow enroll VAULT --off` ends this with a new key; copies that were made meanwhile stay open.',
      ),
    };
  });
}

function readCards(
  session: Session,
  files: readonly string[],
  model: OwnVaultModel,
): Promise<readonly KnownAuthority[]> {
  return Promise.all(files.map((file) => session.readAuthority({ file: resolve(file), model })));
}

/** The sentence is typed in full: nobody is let in by a slip of the finger. */
async function assertMeant(
  { terminal }: Context,
  known: readonly KnownAuthority[],
  given: string | undefined,
): Promise<void> {
  const typed = given ?? (terminal.canAsk ? await terminal.ask(question(known)) : undefined);
  if (typed === undefined) {
    throw new LatchkeyError(
      'invalid-request',
      `There is no terminal to ask on. To let somebody in, give --yes "${escrowSentence}".`,
    );
  }
  if (typed.trim().replace(/\.$/, '') !== escrowSentence) {
    throw new LatchkeyError(
      'invalid-request',
      `The sentence is another one. To let somebody in, give these words: ${escrowSentence}. Nothing was changed.`,
    );
  }
}

function question(known: readonly KnownAuthority[]): string {
  const who = known.map(({ authority: { name, fingerprint } }) => `  ${onOneLine(name)}  ${fingerprint}`);
  return `Will be able to open this vault, and every copy of it:\n${who.join('\n')}\nType “${escrowSentence}”: `;
}

async function turnOff(context: Context, vault: string, options: EnrollOptions): Promise<Outcome> {
  if (options.model !== undefined || options.authority !== undefined || options.yes !== undefined) {
    throw new LatchkeyError(
      'invalid-request',
      '--off keeps everybody out: leave out --model, --authority and --yes.',
    );
  }
  const folder = options.backups === undefined ? null : resolve(options.backups);
  const credential = await readCredential(context);
  const proof = proofOf(
    credential,
    'Turning escrow off needs the passphrase: the new key is wrapped for it.',
  );
  return withUnlocked(context, resolve(vault), credential, async (session, { vaultId }) => {
    const request = { ...proof, recovery: options.recovery === true };
    // Before anything is changed: a folder that is not there is a slip.
    const copies = folder === null ? [] : await copiesThatOpen(session, folder, vaultId);
    const { phrase, dropped, holders } = await session.disableEscrow(request, watching(context, 'Sealed'));
    return {
      data: { phrase, dropped: dropped.map(slotOf), slots: holders.map(slotOf), copies },
      text: [
        ...(phrase === null ? [] : [phrase]),
        ...dropped.map((holder) => `no longer opens this vault: ${describe(holder)}`),
        ...copies.map(
          ({ file, authorities }) => `still open to ${authorities.map(onOneLine).join(' and ')}: ${file}`,
        ),
      ].join('\n'),
      remark: paragraph(remarkOn(folder)),
    };
  });
}

interface OpenCopy {
  /** Whole path. */
  readonly file: string;
  readonly authorities: readonly string[];
}

/** Backups that an authority can open today, and will be able to open for ever. */
async function copiesThatOpen(
  session: Session,
  folder: string,
  vaultId: string,
): Promise<readonly OpenCopy[]> {
  const found: OpenCopy[] = [];
  for (const { file } of await session.listBackups({ folder, vaultId })) {
    const { holders } = await session.inspect({ path: file });
    const authorities = holders.filter(isAuthority).map(({ label }) => label);
    if (authorities.length > 0) found.push({ file, authorities });
  }
  return found;
}

function isAuthority({ type }: Holder): boolean {
  return type === 'escrow';
}

function remarkOn(folder: string | null): string {
  const known =
    folder === null
      ? 'Name a folder with --backups to see which backups these are.'
      : 'Those in the folder that was named are listed.';
  return `The vault has a new key, which nobody else was given. Whoever was let in can still open every copy and backup made while they were. ${known} Copies elsewhere are not known to Latchkey.`;
}
