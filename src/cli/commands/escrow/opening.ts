import { resolve } from 'node:path';
import { LatchkeyError } from '../../../contract/errors.ts';
import { openWithAuthority, type AuthorityReading } from '../../../engine/escrow/opening.ts';
import { newestFirst } from '../../../engine/moving/order.ts';
import type { Context, Outcome } from '../../context.ts';
import { readKeystores } from '../../escrow-files.ts';
import { inFull, listing, parseId } from '../notes.ts';
import { paragraph } from './layout.ts';

export interface OpenOptions {
  readonly keystore: readonly string[];
  readonly note?: string;
}

/** Opens a vault with the keys of an authority and no passphrase, and reads. */
export async function open(context: Context, vault: string, options: OpenOptions): Promise<Outcome> {
  const { passphraseFile, recoveryFile, keyFile } = context.options;
  if ([passphraseFile, recoveryFile, keyFile].some((file) => file !== undefined)) {
    throw new LatchkeyError('invalid-request', 'An authority has no passphrase: --keystore is all it takes.');
  }
  const note = options.note === undefined ? null : parseId(options.note);
  const keystores = readKeystores(options.keystore.map((file) => resolve(file)));
  const reading = await openWithAuthority({ path: resolve(vault), keystores });
  try {
    const read = note === null ? everything(reading) : inFull(context, reading.open(note));
    return { ...read, remark: paragraph(noTrace) };
  } finally {
    reading.lock();
  }
}

const noTrace =
  'Opened with these keys alone: no passphrase, and no warrant was asked for. The vault was not changed, and its owner cannot tell.';

/** Every note, those in the trash included: an authority's keys open all of them. */
function everything({ vaultId, isDemo, notes }: AuthorityReading): Outcome {
  const { data, text } = listing(newestFirst(notes));
  return { data: { vaultId, demo: isDemo, notes: data }, ...(text === undefined ? {} : { text }) };
}
