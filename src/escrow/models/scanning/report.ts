import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { Time } from '../../../contract/words.ts';
import { fromHex, toHex, utf8, wipe } from '../../../vault/index.ts';
import { hexOf } from '../../../vault/slots.ts';
import type { ScanReport, TextToSeal } from '../../access-model.ts';
import { openWith, sealTo } from '../../crypto/hpke.ts';
import { ofKind, type Keystore } from '../../keystore.ts';
import { minuteOf } from '../../minute.ts';

/** What is in a report: that a note matched, and nothing of its text. */
export const ReportContents = v.strictObject({
  vaultId: hexOf(16),
  /** SHA-256 of the title in UTF-8. */
  titleHash: hexOf(32),
  /** Entries of the list that matched. */
  entries: v.pipe(v.array(v.union([hexOf(32), hexOf(64)])), v.minLength(1), v.maxLength(10_000)),
  /** Number of the list. */
  list: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  at: Time,
});
export type ReportContents = v.InferOutput<typeof ReportContents>;

/** HPKE's info: `latchkey/v1/scan-report` ‖ vault id. */
function infoOf(vaultId: string): Uint8Array {
  return concatBytes(utf8('latchkey/v1/scan-report'), fromHex(vaultId));
}

/** WRAP(report): seals what matched to the authority's public key, as JSON. */
export async function sealReport(
  publicKey: Uint8Array,
  { vaultId, note }: TextToSeal,
  match: Pick<ReportContents, 'entries' | 'list' | 'at'>,
): Promise<ScanReport> {
  const id = toHex(vaultId);
  const contents: ReportContents = { vaultId: id, titleHash: toHex(sha256(utf8(note))), ...match };
  const { enc, ciphertext } = await sealTo(publicKey, infoOf(id), utf8(JSON.stringify(contents)));
  return { vaultId: id, enc: toHex(enc), sealed: toHex(ciphertext) };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What these keys read in a report; null if none opens it, or if it says something else inside than outside. */
export async function openReport(
  keystores: readonly Keystore[],
  { vaultId, enc, sealed }: ScanReport,
): Promise<ReportContents | null> {
  for (const { privateKey } of ofKind(keystores, 'hpke')) {
    const key = fromHex(privateKey);
    const opened = await openWith(key, infoOf(vaultId), { enc: fromHex(enc), ciphertext: fromHex(sealed) });
    wipe(key);
    if (!opened) continue;
    const contents = parsed(opened);
    return contents?.vaultId === vaultId ? contents : null;
  }
  return null;
}

function parsed(opened: Uint8Array): ReportContents | null {
  try {
    return v.parse(ReportContents, JSON.parse(decoder.decode(opened)));
  } catch {
    // Anybody can seal anything to a public key: what is no report is none.
    return null;
  }
}

/** A report in one line, for people. */
export function lineOf({ vaultId, titleHash, entries, list, at }: ReportContents): string {
  const what = entries.map((entry) => entry.slice(0, 16)).join(', ');
  return `Vault ${vaultId.slice(0, 8)}: a note whose title has the hash ${titleHash.slice(0, 16)} matched ${what} of list ${list}, ${minuteOf(at)} UTC`;
}
