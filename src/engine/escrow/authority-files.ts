import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnVaultModel } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import type { AuthorityName } from '../../contract/words.ts';
import {
  AuthorityCard,
  fingerprintOf,
  maxEscrowFileLength,
  parseEscrowFile,
} from '../../escrow/authority.ts';
import type { Keystore } from '../../escrow/keystore.ts';
import { makeOwnAuthority, type Shares } from '../../escrow/own-authority.ts';
import { assertForOwnVault } from '../../escrow/own-vault.ts';
import { fromHex, systemRandom, utf8, wipe } from '../../vault/index.ts';
import { fileNameOf } from '../../vault/markdown-names.ts';
import { fromFileError } from '../file-errors.ts';
import { readStart, rights, writeNewFile } from '../small-file.ts';

/** What ends the name of an authority's public key file, and of what its holders keep. */
const endings = { card: '.authority.json', keystore: '.keystore.json' } as const;

/** Where an authority is made. */
export interface AuthorityPlace {
  /** Whole path. */
  readonly folder: string;
  readonly model: OwnVaultModel;
  readonly name: string;
  /** For M2 only; absent: two of three. */
  readonly shares?: Shares | undefined;
  /** Whether it is for demonstrations: no real vault lets it in then. */
  readonly isDemo?: boolean | undefined;
}

/** An authority, as a vault will name it, and its public half. */
export interface KnownAuthority {
  readonly authority: AuthorityName;
  readonly card: AuthorityCard;
}

/** An authority that was made, and the files that were written. */
export interface MadeAuthority extends KnownAuthority {
  /** Names, the public key file first. */
  readonly files: readonly string[];
}

/**
 * Reads an authority's public key file, for a real vault and this model. No more of it is read than such a file can have. Throws
 * `not-an-escrow-file`, `file-missing`, `permission-denied`, and as `assertForOwnVault` does.
 */
export async function readAuthority(file: string, model: OwnVaultModel): Promise<KnownAuthority> {
  const what = 'the public key file of an authority';
  const bytes = new Uint8Array(maxEscrowFileLength + 1);
  const notOne = () =>
    new LatchkeyError('not-an-escrow-file', `That is not ${what}. Choose another file. Nothing was changed.`);
  const card = parseEscrowFile(AuthorityCard, bytes.subarray(0, lengthOf(file, bytes, notOne)), what);
  await assertForOwnVault(model, card);
  return known(card);
}

function known(card: AuthorityCard): KnownAuthority {
  return { authority: { name: card.name, fingerprint: fingerprintOf(fromHex(card.publicKey)) }, card };
}

function lengthOf(file: string, bytes: Uint8Array, notOne: () => LatchkeyError): number {
  try {
    return readStart(file, bytes, notOne);
  } catch (error) {
    throw fromFileError(error);
  }
}

/**
 * Makes an authority, and writes its public key file and what its holders keep into a folder: all of the files or, if it throws,
 * none. Keystores are for this account alone to read. Throws as `writeNewFile` does.
 */
export async function writeAuthority(
  { folder, model, name, shares, isDemo = false }: AuthorityPlace,
  now: number,
): Promise<MadeAuthority> {
  const { card, keystores } = await makeOwnAuthority({
    ...{ model, name, now, isDemo, random: systemRandom },
    ...(shares === undefined ? {} : { shares }),
  });
  const stem = fileNameOf(name);
  const files = [
    { name: stem + endings.card, mode: rights.shared, json: card },
    ...keystores.map((keystore) => ({
      name: stem + holderPart(keystore, keystores.length) + endings.keystore,
      mode: rights.own,
      json: keystore,
    })),
  ];
  const written: string[] = [];
  try {
    for (const file of files) {
      const path = join(folder, file.name);
      writeJson(path, file.json, file.mode);
      written.push(path);
    }
    return { ...known(card), files: files.map((file) => file.name) };
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function holderPart({ holder }: Keystore, count: number): string {
  return count === 1 ? '' : `, ${holder.toLowerCase()}`;
}

function writeJson(path: string, json: AuthorityCard | Keystore, mode: number): void {
  const bytes = utf8(`${JSON.stringify(json, null, 2)}\n`);
  try {
    writeNewFile(path, bytes, mode);
  } finally {
    wipe(bytes);
  }
}
