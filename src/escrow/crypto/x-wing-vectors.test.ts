import { XWing } from '@hpke/hybridkem-x-wing';
import { ml_kem768_x25519 as noble } from '@noble/post-quantum/hybrid.js';
import { describe, expect, it } from 'vitest';
import { fromHex, systemRandom, toHex } from '../../vault/index.ts';
import vectors from '../vectors/x-wing.json' with { type: 'json' };

const xWing = new XWing();
/** The same bytes in a buffer of their own: what the library takes, and what it may change. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
const hexOf = (bytes: ArrayBuffer): string => toHex(new Uint8Array(bytes));
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1);

async function decapsulate(seed: Uint8Array, encapsulation: Uint8Array): Promise<string> {
  const recipientKey = await xWing.deserializePrivateKey(own(seed).buffer);
  return hexOf(await xWing.decap({ recipientKey, enc: own(encapsulation).buffer }));
}

describe.each(vectors.cases)('X-Wing, draft-connolly-cfrg-xwing-kem-10 appendix C, seed $seed', (vector) => {
  const [seed, encapsulation] = [fromHex(vector.seed), fromHex(vector.encapsulation)];

  it('gives the public key', async () => {
    const { publicKey } = await xWing.generateKeyPairDerand(own(seed));
    expect(hexOf(await xWing.serializePublicKey(publicKey))).toBe(vector.publicKey);
    expect(toHex(noble.keygen(own(seed)).publicKey)).toBe(vector.publicKey);
  });

  it('gives the encapsulation and the shared secret', async () => {
    const recipientPublicKey = await xWing.deserializePublicKey(own(fromHex(vector.publicKey)).buffer);
    const ekm = own(fromHex(vector.encapsulationSeed)).buffer;
    const { enc, sharedSecret } = await xWing.encap({ recipientPublicKey, ekm });
    expect(hexOf(enc)).toBe(vector.encapsulation);
    expect(hexOf(sharedSecret)).toBe(vector.sharedSecret);
    const second = noble.encapsulate(fromHex(vector.publicKey), fromHex(vector.encapsulationSeed));
    expect(toHex(second.cipherText)).toBe(vector.encapsulation);
    expect(toHex(second.sharedSecret)).toBe(vector.sharedSecret);
  });

  it('gives the shared secret back', async () => {
    expect(await decapsulate(seed, encapsulation)).toBe(vector.sharedSecret);
    expect(toHex(noble.decapsulate(encapsulation, seed))).toBe(vector.sharedSecret);
  });

  it('gives another secret, and no error, for one that was tampered with: the cipher has to notice', async () => {
    for (const at of [0, 500, 1_087, 1_088, 1_119]) {
      const tampered = flipped(encapsulation, at);
      const secret = await decapsulate(seed, tampered);
      expect(secret).not.toBe(vector.sharedSecret);
      expect(toHex(noble.decapsulate(tampered, seed))).toBe(secret);
    }
    expect(await decapsulate(flipped(seed, 31), encapsulation)).not.toBe(vector.sharedSecret);
  });

  it('takes neither an encapsulation nor a key that was cut short', async () => {
    for (const length of [0, 1, 1_088, 1_119]) {
      await expect(decapsulate(seed, encapsulation.subarray(0, length))).rejects.toThrow();
    }
    await expect(decapsulate(seed.subarray(1), encapsulation)).rejects.toThrow();
    const publicKey = own(fromHex(vector.publicKey).subarray(1)).buffer;
    await expect(xWing.deserializePublicKey(publicKey)).rejects.toThrow();
  });
});

describe('the two implementations of X-Wing', () => {
  it('open what the other sealed', async () => {
    const seed = systemRandom(32);
    const { publicKey } = await xWing.generateKeyPairDerand(own(seed));
    const theirs = await xWing.encap({ recipientPublicKey: publicKey });
    expect(toHex(noble.decapsulate(new Uint8Array(theirs.enc), seed))).toBe(hexOf(theirs.sharedSecret));
    const ours = noble.encapsulate(new Uint8Array(await xWing.serializePublicKey(publicKey)));
    expect(await decapsulate(seed, ours.cipherText)).toBe(toHex(ours.sharedSecret));
  });
});
