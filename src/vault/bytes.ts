import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

declare const brand: unique symbol;
type Bytes<Name extends string> = Uint8Array & { readonly [brand]: Name };

/** 32 random bytes that everything else in a vault hangs on. */
export type VaultKey = Bytes<'VaultKey'>;
/** 32 bytes derived from a vault key for one purpose. */
export type Subkey = Bytes<'Subkey'>;
/** 32 bytes that open one slot, before they are expanded. */
export type SlotSecret = Bytes<'SlotSecret'>;
/** 32 random bytes that a key file holds. */
export type KeyFileSecret = Bytes<'KeyFileSecret'>;
/** 32 random bytes that one computer's keychain holds. */
export type DeviceSecret = Bytes<'DeviceSecret'>;
/** 16 random bytes. */
export type VaultId = Bytes<'VaultId'>;
/** 16 random bytes. */
export type SlotId = Bytes<'SlotId'>;
/** 16 random bytes: a note or another item. */
export type ItemId = Bytes<'ItemId'>;
/** 16 random bytes. */
export type Salt = Bytes<'Salt'>;

/** Makes the one checked constructor of a kind of bytes; it throws a RangeError that states both lengths. */
function constructorOf<Name extends string>(name: Name, length: number): (bytes: Uint8Array) => Bytes<Name> {
  const isRight = (bytes: Uint8Array): bytes is Bytes<Name> => bytes.length === length;
  return (bytes) => {
    if (!isRight(bytes)) throw new RangeError(`${name}: expected ${length} bytes, got ${bytes.length}`);
    return bytes;
  };
}

export const vaultKey = constructorOf('VaultKey', 32);
export const subkey = constructorOf('Subkey', 32);
export const slotSecret = constructorOf('SlotSecret', 32);
export const keyFileSecret = constructorOf('KeyFileSecret', 32);
export const deviceSecret = constructorOf('DeviceSecret', 32);
export const vaultId = constructorOf('VaultId', 16);
export const slotId = constructorOf('SlotId', 16);
export const itemId = constructorOf('ItemId', 16);
export const salt = constructorOf('Salt', 16);

/** Lower-case hex of any bytes. */
export const toHex: (bytes: Uint8Array) => string = bytesToHex;

/** Reads hex; throws on an odd length or another character. */
export const fromHex: (hex: string) => Uint8Array = hexToBytes;

const encoder = new TextEncoder();

/** UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** An unsigned integer as 8 bytes, big-endian. `value` must be a safe integer. */
export function u64be(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`u64be: expected an integer from 0 to 2^53-1, got ${value}`);
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** True if the bytes are equal; takes the same time wherever they differ. */
export function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= (left[i] ?? 0) ^ (right[i] ?? 0);
  return difference === 0;
}

/** Overwrites secrets with zeros. The engine may have copied them before; this clears the copy we hold. */
export function wipe(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}
