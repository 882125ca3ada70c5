import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Packing } from '../../escrow/lab/index.ts';

/** How evidence keeps vault files: raw DEFLATE, then base64. */
export const packing: Packing = {
  pack: (bytes) => deflateRawSync(bytes).toString('base64'),
  unpack: (packed, mostLength) =>
    Uint8Array.from(inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostLength })),
};
