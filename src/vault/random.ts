import { randomBytes } from '@noble/hashes/utils.js';

/** A source of `length` random bytes. Tests pass a fixed one to make vectors. */
export type RandomBytes = (length: number) => Uint8Array;

/** The operating system's generator. */
export const systemRandom: RandomBytes = (length) => randomBytes(length);
