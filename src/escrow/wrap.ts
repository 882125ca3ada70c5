import { concatBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { fromHex, toHex, utf8, type SlotId, type VaultId } from '../vault/index.ts';
import { hexOf } from '../vault/slots.ts';
import { hpkeLengths, openWith, sealTo } from './crypto/hpke.ts';

/** 32 bytes sealed to a public key, as a slot keeps them. */
export const Wrap = v.strictObject({
  enc: hexOf(hpkeLengths.encapsulation),
  sealed: hexOf(32 + hpkeLengths.tag),
});
export type Wrap = v.InferOutput<typeof Wrap>;

/** The slot that something is wrapped for. What is wrapped for a demo vault's slot opens in no other. */
export interface WrapPlace {
  readonly vault: VaultId;
  readonly slot: SlotId;
  readonly isDemo: boolean;
}

/** HPKE's info: `latchkey/v1/escrow`, or `latchkey/v1/escrow-demo`, ‖ vault id ‖ slot id. */
function infoOf({ vault, slot, isDemo }: WrapPlace): Uint8Array {
  return concatBytes(utf8(isDemo ? 'latchkey/v1/escrow-demo' : 'latchkey/v1/escrow'), vault, slot);
}

/** WRAP(pk): seals 32 bytes for one slot to a public key of 1,216 bytes. */
export async function wrapTo(publicKey: Uint8Array, place: WrapPlace, secret: Uint8Array): Promise<Wrap> {
  const { enc, ciphertext } = await sealTo(publicKey, infoOf(place), secret);
  return { enc: toHex(enc), sealed: toHex(ciphertext) };
}

/** The inverse of `wrapTo`; null for another key or another slot. The caller zeroes what it gets. */
export async function unwrapWith(
  privateKey: Uint8Array,
  place: WrapPlace,
  { enc, sealed }: Wrap,
): Promise<Uint8Array | null> {
  return openWith(privateKey, infoOf(place), { enc: fromHex(enc), ciphertext: fromHex(sealed) });
}
