import { resolve } from 'node:path';
import * as v from 'valibot';
import { LatchkeyError } from '../../../contract/errors.ts';
import { checkWarrant, issueWarrant, scopes, Warrant, type Order } from '../../../escrow/warrants/warrant.ts';
import { wipe } from '../../../vault/index.ts';
import { hexOf } from '../../../vault/slots.ts';
import { choiceOf, numberOf } from '../../choices.ts';
import { withSession, type Context, type Outcome } from '../../context.ts';
import { readEscrowFile, writeEscrowFiles } from '../../escrow-files.ts';
import { onOneLine } from '../../terminal.ts';
import { newIssuer, readIssuer, readIssuerCard, type IssuerAtHand } from './issuers.ts';
import { paragraph, table } from './layout.ts';

export interface IssueOptions {
  readonly key?: string;
  readonly newKey?: string;
  readonly issuer?: string;
  readonly vault: string;
  readonly days: string;
  readonly from?: string;
  readonly purpose: string;
  readonly scope?: string;
  readonly out: string;
}

const dayLength = 24 * 60 * 60 * 1000;
const mostDays = 3650;

/** Signs a warrant to open one vault, and writes it to a file. */
export async function issue(context: Context, options: IssueOptions): Promise<Outcome> {
  const order = await orderOf(context, options);
  const { issuer, files } = issuerOf(options);
  try {
    const warrant = issueWarrant(issuer, order);
    const out = resolve(options.out);
    writeEscrowFiles([...files, { path: out, json: warrant, isSecret: false }]);
    const written = files.map(({ path, isSecret }) => [
      path,
      isSecret ? 'the private key, a secret' : 'the public key',
    ]);
    return {
      data: {
        warrant: out,
        issuer: issuer.name,
        ...aboutWarrant(warrant),
        files: files.map(({ path }) => path),
      },
      text: table([
        ...written,
        [out, `a warrant for vault ${warrant.vaultId}, until ${timeOf(warrant.validUntil)}`],
      ]),
      remark: paragraph(
        'A warrant is a signed text. Whether anybody asks for it before they open a vault is up to whoever has the key: no key depends on it.',
      ),
    };
  } finally {
    wipe(issuer.privateKey);
  }
}

function issuerOf({ key, newKey, issuer }: IssueOptions): IssuerAtHand {
  if (key !== undefined && newKey === undefined && issuer === undefined) return readIssuer(resolve(key));
  if (newKey !== undefined && key === undefined) return newIssuer(newKey, issuer ?? 'Issuer of warrants');
  throw new LatchkeyError(
    'invalid-request',
    'Give --key with the keystore of the issuer; or --new-key to make one, with --issuer for its name.',
  );
}

async function orderOf(context: Context, options: IssueOptions): Promise<Order> {
  const days = numberOf(options.days, { least: 1, most: mostDays }, '--days');
  const purpose = options.purpose.trim();
  if (purpose === '' || purpose.length > 200) {
    throw new LatchkeyError('invalid-request', '--purpose takes 1 to 200 characters.');
  }
  const validFrom = options.from === undefined ? Date.now() : parseTime(options.from, '--from');
  return {
    vaultId: await idOf(context, options.vault),
    scope: choiceOf(options.scope ?? 'read-notes', scopes, '--scope'),
    purpose,
    validFrom,
    validUntil: validFrom + days * dayLength,
  };
}

export interface CheckOptions {
  readonly issuer: string;
  readonly vault: string;
  readonly at?: string;
  readonly scope?: string;
  readonly used?: readonly string[];
}

/** Says that a warrant is valid, or throws why it is not. */
export async function check(context: Context, file: string, options: CheckOptions): Promise<Outcome> {
  const { at, scope = 'read-notes', used = [] } = options;
  const issuer = readIssuerCard(resolve(options.issuer));
  const warrant = readEscrowFile(Warrant, resolve(file), 'a warrant');
  const now = at === undefined ? Date.now() : parseTime(at, '--at');
  const vaultId = await idOf(context, options.vault);
  checkWarrant(warrant, {
    issuer,
    vaultId,
    now,
    scope: choiceOf(scope, scopes, '--scope'),
    used: new Set(used.map(parseWarrantId)),
  });
  return {
    data: { valid: true, checkedAt: now, issuer: warrant.issuer, ...aboutWarrant(warrant) },
    text: [
      `valid at ${timeOf(now)}`,
      table([
        ['warrant', warrant.id],
        ['issuer', `${onOneLine(warrant.issuer.name)}  ${warrant.issuer.fingerprint}`],
        ['vault', warrant.vaultId],
        ['allows', warrant.scope],
        ['purpose', onOneLine(warrant.purpose)],
        ['from', timeOf(warrant.validFrom)],
        ['until', timeOf(warrant.validUntil)],
        ...(warrant.demo ? [['demo', 'made for a demonstration: no order to open a real vault']] : []),
      ]),
    ].join('\n'),
    remark: paragraph(
      'A warrant is good for one use, and a copy of it looks the same after that: whether this one was used cannot be told from the file. Name ids that were used before with --used.',
    ),
  };
}

function aboutWarrant({ id, vaultId, scope, purpose, demo, validFrom, validUntil }: Warrant) {
  return { id, vaultId, scope, purpose, demo, validFrom, validUntil };
}

/** A vault's id, as it is written or as the file at that place says. */
async function idOf(context: Context, vault: string): Promise<string> {
  if (/^[0-9a-f]{32}$/.test(vault)) return vault;
  return withSession(context, async (session) => (await session.inspect({ path: resolve(vault) })).vaultId);
}

const IsoTime = v.union([v.pipe(v.string(), v.isoDate()), v.pipe(v.string(), v.isoTimestamp())]);

/** Milliseconds since 1970, UTC, of a day or a moment in ISO 8601; a day is its first moment in UTC. */
function parseTime(written: string, option: string): number {
  const time = v.is(IsoTime, written) ? Date.parse(written) : NaN;
  if (time >= 0) return time;
  throw new LatchkeyError(
    'invalid-request',
    `${option} takes a day or a time with its zone, such as 2026-01-31 or 2026-01-31T12:00:00Z.`,
  );
}

function parseWarrantId(written: string): string {
  if (v.is(hexOf(16), written)) return written;
  throw new LatchkeyError('invalid-request', '--used takes the id of a warrant: 32 digits from 0 to f.');
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
