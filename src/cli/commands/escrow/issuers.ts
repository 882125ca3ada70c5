import { resolve } from 'node:path';
import { LatchkeyError } from '../../../contract/errors.ts';
import { AuthorityCard } from '../../../escrow/authority.ts';
import { about, Keystore } from '../../../escrow/keystore.ts';
import { issuerWith, makeIssuer, type SoleIssuer } from '../../../escrow/warrants/warrant.ts';
import { fromHex, toHex } from '../../../vault/index.ts';
import { readEscrowFile, type NewEscrowFile } from '../../escrow-files.ts';
import { parseName } from './authorities.ts';

/** An issuer of warrants, and the files that are to be written for it. */
export interface IssuerAtHand {
  /** The caller zeroes its private key. */
  readonly issuer: SoleIssuer;
  /** None where its key was there before; else the public key file, then the keystore. */
  readonly files: readonly NewEscrowFile[];
}

/** The issuer whose keystore this is. Throws as `readEscrowFile` does. */
export function readIssuer(path: string): IssuerAtHand {
  const keystore = readEscrowFile(Keystore, path, 'a keystore');
  if (keystore.kind !== 'signing' || keystore.model !== 'M4') {
    throw notOne(path, 'the keystore of somebody who signs warrants');
  }
  const issuer = issuerWith(keystore.authority.name, keystore.demo, fromHex(keystore.privateKey));
  return { issuer, files: [] };
}

/** A new issuer. Its keystore goes to `path`, and its public key beside that. */
export function newIssuer(path: string, written: string): IssuerAtHand {
  const issuer = makeIssuer(parseName(written, '--issuer'), false);
  const createdAt = Date.now();
  const said = {
    demo: false,
    model: 'M4',
    authority: issuer.name,
    holder: issuer.name.name,
    createdAt,
  } as const;
  const keystore = {
    ...about(said),
    kind: 'signing',
    privateKey: toHex(issuer.privateKey),
  } satisfies Keystore;
  const card: AuthorityCard = {
    format: 'latchkey-authority',
    version: 1,
    demo: false,
    model: 'M4',
    name: issuer.name.name,
    publicKey: toHex(issuer.publicKey),
    createdAt,
  };
  const files = [
    { path: cardBeside(path), json: card, isSecret: false },
    { path: resolve(path), json: keystore, isSecret: true },
  ];
  return { issuer, files };
}

function cardBeside(path: string): string {
  return `${resolve(path).replace(/(\.keystore)?\.json$/, '')}.authority.json`;
}

/** The public key of an issuer, 32 bytes. Throws as `readEscrowFile` does. */
export function readIssuerCard(path: string): Uint8Array {
  const what = 'the public key file of somebody who signs warrants';
  const { model, publicKey } = readEscrowFile(AuthorityCard, path, what);
  const key = fromHex(publicKey);
  if (model !== 'M4' || key.length !== 32) throw notOne(path, what);
  return key;
}

function notOne(path: string, what: string): LatchkeyError {
  return new LatchkeyError(
    'not-an-escrow-file',
    `${path}: This file is not ${what}. Choose another. Nothing was changed.`,
  );
}
