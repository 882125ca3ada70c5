import { resolve } from 'node:path';
import * as v from 'valibot';
import { LatchkeyError } from '../../../contract/errors.ts';
import { ownVaultModels } from '../../../contract/lab.ts';
import { AuthorityName, maxAuthorityNameLength } from '../../../contract/words.ts';
import { shareBounds, type Shares } from '../../../escrow/own-authority.ts';
import { choiceOf } from '../../choices.ts';
import { withSession, type Context, type Outcome } from '../../context.ts';
import { paragraph, table } from './layout.ts';

export interface KeygenOptions {
  readonly model: string;
  readonly name: string;
  readonly out: string;
  readonly shares?: string;
  readonly demo?: boolean;
}

/** Makes the keys of an authority, and writes a file for everybody and one for each of those who keep a part. */
export function keygen(context: Context, options: KeygenOptions): Promise<Outcome> {
  const model = choiceOf(options.model, ownVaultModels, '--model');
  const name = parseName(options.name, '--name');
  const shares = parseShares(options.shares);
  if (shares && model !== 'M2') {
    throw new LatchkeyError(
      'invalid-request',
      '--shares goes with --model M2: only there is a key shared out.',
    );
  }
  const [folder, isDemo] = [resolve(options.out), options.demo === true];
  return withSession(context, async (session) => {
    const made = await session.makeAuthority({ folder, model, name, shares, isDemo });
    const [card = '', ...secrets] = made.files;
    const { needed, total } = made.card.shares ?? { needed: 1, total: 1 };
    const secret = total === 1 ? 'the private key, a secret' : 'a share of the private key, a secret';
    return {
      data: {
        folder,
        model,
        demo: isDemo,
        authority: made.authority,
        files: [
          { file: card, holds: 'public-key' },
          ...secrets.map((file) => ({ file, holds: total === 1 ? 'private-key' : 'share' })),
        ],
        ...(total === 1 ? {} : { shares: { needed, total } }),
      },
      text: [
        table([[card, 'the public key, for owners of vaults'], ...secrets.map((file) => [file, secret])]),
        `fingerprint  ${made.authority.fingerprint}`,
      ].join('\n'),
      remark: paragraph(warning(isDemo, { needed, total }, model === 'M3')),
    };
  });
}

function warning(isDemo: boolean, { needed, total }: Shares, isHalf: boolean): string {
  const who =
    total > 1
      ? `Whoever has ${needed} of the ${total} shares`
      : isHalf
        ? 'Whoever has the keystore, and that of the other holder,'
        : 'Whoever has the keystore';
  return isDemo
    ? `${who} has this key. It bears the mark of a demonstration, so no real vault lets it in.`
    : `${who} can open every vault that was enrolled with this key, and every copy of one, without leaving a trace on it. Nothing calls the key back.`;
}

/** A name for an authority, as vaults show it. Throws `invalid-request`. */
export function parseName(written: string, option: string): string {
  const name = written.trim();
  if (v.is(AuthorityName.entries.name, name)) return name;
  throw new LatchkeyError(
    'invalid-request',
    `${option} takes 1 to ${maxAuthorityNameLength} characters that can be seen, and a letter or a digit among them.`,
  );
}

function parseShares(written: string | undefined): Shares | undefined {
  if (written === undefined) return undefined;
  const [, needed = NaN, total = NaN] = (/^(\d{1,2})-of-(\d{1,2})$/.exec(written) ?? []).map(Number);
  const { fewest, most } = shareBounds;
  if (needed >= fewest && needed <= total && total <= most) return { needed, total };
  throw new LatchkeyError(
    'invalid-request',
    `--shares takes something like 3-of-5: at least ${fewest} needed, of at most ${most}.`,
  );
}
