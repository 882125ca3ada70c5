import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { equalInConstantTime, fromHex, utf8, vaultId, toHex, type VaultId } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { EscrowSlot, isDeviceSlot, isEscrowSlot, isPassphraseSlot, Slot } from './slots.ts';
import type { StoredHeader } from './store.ts';

/** The format this version writes, and the newest it reads. */
export const formatNumber = 1;

/** No header comes near this: a slot is under 2 KiB, but for the few of escrow, which are under 80. */
const maxHeaderLength = 1024 * 1024;
const maxSlots = 64;
/** Each one is tried in turn, and a try may cost what the bounds of a KDF allow. */
const maxPassphraseSlots = 8;
const maxDeviceSlots = 8;
const maxEscrowSlots = 4;

const HeaderBody = v.looseObject({
  format: v.literal(formatNumber),
  vaultId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  slots: v.pipe(
    v.array(Slot),
    v.minLength(1),
    v.check((slots) => areFew(slots) && areDistinct(slots)),
  ),
  demo: v.optional(v.literal(true)),
  inbox: v.optional(v.looseObject({ publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
});

const AnyFormat = v.looseObject({ format: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });

/** A vault's front page. */
export interface Header {
  readonly vaultId: VaultId;
  readonly slots: readonly Slot[];
  /** Made for a demonstration: it is refused wherever a vault is to be used for real. */
  readonly isDemo?: boolean;
  /** To whom captures are sealed while the vault is locked: 64 hex digits, see `captures.ts`. */
  readonly inbox?: { readonly publicKey: string };
  /** Fields of a later version, kept when the header is written again. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Whether a header has room for these slots. */
function areFew(slots: readonly Slot[]): boolean {
  return (
    slots.length <= maxSlots &&
    slots.filter(isPassphraseSlot).length <= maxPassphraseSlots &&
    slots.filter(isDeviceSlot).length <= maxDeviceSlots &&
    slots.filter(isEscrowSlot).length <= maxEscrowSlots
  );
}

/**
 * Two slots of one id are forged: a wrong PIN would go on to the second, and could come out as another error than a wrong PIN,
 * which would not count as a try.
 */
function areDistinct(slots: readonly Slot[]): boolean {
  return new Set(slots.map(({ id }) => id)).size === slots.length;
}

/**
 * The header as it is stored: its bytes, their checksum and their MAC. Throws `invalid-request` for more slots than a
 * header that is read may have, or an escrow slot, made by an access model, that would not be read again.
 */
export function sealHeader(header: Header, keyring: Keyring): StoredHeader {
  if (!areFew(header.slots)) throw tooManyHolders();
  if (!header.slots.filter(isEscrowSlot).every((slot) => v.is(EscrowSlot, slot))) throw wouldNotBeRead();
  const body = utf8(
    JSON.stringify({
      format: formatNumber,
      vaultId: toHex(header.vaultId),
      slots: header.slots,
      ...(header.isDemo === true ? { demo: true } : {}),
      ...(header.inbox === undefined ? {} : { inbox: header.inbox }),
      ...header.more,
    }),
  );
  return { body, checksum: sha256(body), mac: macOf(body, keyring) };
}

/**
 * Reads a header that nobody has vouched for yet: no key is known. Throws `header-tampered` if it is damaged,
 * `unsupported-format` if it is newer than this version.
 */
export function parseHeader({ body, checksum }: StoredHeader): Header {
  if (body.length > maxHeaderLength || !equalInConstantTime(sha256(body), checksum)) throw headerTampered();
  const json = parseJson(body);
  refuseNewer(json);
  const { format, vaultId: id, slots, demo, inbox, ...more } = parseBody(json);
  return {
    vaultId: vaultId(fromHex(id)),
    slots,
    ...(demo === true ? { isDemo: true } : {}),
    ...(inbox === undefined ? {} : { inbox }),
    more,
  };
}

/** Whether somebody with the vault key wrote this header. Throws `header-tampered` if not. */
export function verifyHeader({ body, mac }: StoredHeader, keyring: Keyring): void {
  if (!equalInConstantTime(macOf(body, keyring), mac)) throw headerTampered();
}

function macOf(body: Uint8Array, keyring: Keyring): Uint8Array {
  return hmac(sha256, keyring.subkey('header-mac'), body);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw headerTampered();
  }
}

function parseBody(json: unknown): v.InferOutput<typeof HeaderBody> {
  try {
    return v.parse(HeaderBody, json);
  } catch {
    // The error would quote the header. What is nested too deep to be measured ends here as well.
    throw headerTampered();
  }
}

function refuseNewer(json: unknown): void {
  const any = v.safeParse(AnyFormat, json);
  if (any.success && any.output.format > formatNumber) throw unsupportedFormat(any.output.format);
}

function tooManyHolders(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `A vault can be opened by up to ${maxPassphraseSlots} passphrases, ${maxDeviceSlots} computers and ${maxEscrowSlots} escrow slots. Take one out that is not used any more, then try again.`,
  );
}

function wouldNotBeRead(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'What would let the authority in is larger than a vault keeps. The vault was not changed.',
  );
}

/** For a file of a format newer than this version reads. */
export function unsupportedFormat(found: number): LatchkeyError {
  return new LatchkeyError(
    'unsupported-format',
    `This vault has format ${found}; this version of Latchkey reads up to format ${formatNumber}. Open it with a newer Latchkey. The file was not changed.`,
  );
}

/** For a front page that is damaged or was changed by somebody without the vault key. */
export function headerTampered(): LatchkeyError {
  return new LatchkeyError(
    'header-tampered',
    'The front page of this vault, which says who can open it, is not the one Latchkey wrote. The disk may have damaged it, or somebody changed it. The vault stays closed so that nothing is lost; open a backup instead.',
  );
}
