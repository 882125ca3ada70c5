import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../vault/index.ts';
import vectors from '../vectors/rfc9180.json' with { type: 'json' };

/** The same bytes in a buffer of their own, as WebCrypto wants them. */
const buffer = (hex: string): ArrayBuffer => Uint8Array.from(fromHex(hex)).buffer;
const hexOf = (bytes: ArrayBufferLike): string => toHex(new Uint8Array(bytes));
const info = buffer(vectors.info);

const suites = vectors.suites.map((vector) => ({
  ...vector,
  hpke: new CipherSuite({
    kem: vector.kem === 'X25519' ? new DhkemX25519HkdfSha256() : new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  }),
}));

type Suite = (typeof suites)[number];

async function senderOf({ hpke, pkRm, ikmE }: Suite) {
  const recipientPublicKey = await hpke.kem.deserializePublicKey(buffer(pkRm));
  const ekm = await hpke.kem.deriveKeyPair(buffer(ikmE));
  return hpke.createSenderContext({ recipientPublicKey, info, ekm });
}

async function recipientOf({ hpke, skRm, enc }: Suite, changed: { enc?: string; info?: ArrayBuffer } = {}) {
  const recipientKey = await hpke.kem.deserializePrivateKey(buffer(skRm));
  return hpke.createRecipientContext({
    recipientKey,
    enc: buffer(changed.enc ?? enc),
    info: changed.info ?? info,
  });
}

const flipped = (hex: string, at: number): string => {
  const bytes = fromHex(hex);
  return toHex(bytes.with(at, (bytes[at] ?? 0) ^ 1));
};

describe.each(suites)('HPKE in base mode, RFC 9180 appendix $name ($kem)', (suite) => {
  it('derives the published key pair', async () => {
    const pair = await suite.hpke.kem.deriveKeyPair(buffer(suite.ikmR));
    expect(hexOf(await suite.hpke.kem.serializePrivateKey(pair.privateKey))).toBe(suite.skRm);
    expect(hexOf(await suite.hpke.kem.serializePublicKey(pair.publicKey))).toBe(suite.pkRm);
  });

  it('takes the published secret out of the published encapsulation', async () => {
    const recipientKey = await suite.hpke.kem.deserializePrivateKey(buffer(suite.skRm));
    const secret = await suite.hpke.kem.decap({ recipientKey, enc: buffer(suite.enc) });
    expect(hexOf(secret)).toBe(suite.sharedSecret);
  });

  it('seals to the published bytes, one sequence number after another', async () => {
    const sender = await senderOf(suite);
    expect(hexOf(sender.enc)).toBe(suite.enc);
    await eachSequence(suite, async (encryption) => {
      const sealed = await sender.seal(buffer(vectors.plaintext), buffer(encryption.aad));
      if (encryption.ciphertext !== null) expect(hexOf(sealed)).toBe(encryption.ciphertext);
      return hexOf(sealed);
    });
  });

  it('opens them', async () => {
    const [sender, recipient] = [await senderOf(suite), await recipientOf(suite)];
    await eachSequence(suite, async ({ aad, ciphertext }) => {
      const sealed = hexOf(await sender.seal(buffer(vectors.plaintext), buffer(aad)));
      const opened = await recipient.open(buffer(ciphertext ?? sealed), buffer(aad));
      expect(hexOf(opened)).toBe(vectors.plaintext);
    });
  });

  it('exports the published secrets', async () => {
    const [sender, recipient] = [await senderOf(suite), await recipientOf(suite)];
    for (const { context, value } of suite.exports) {
      expect(hexOf(await sender.export(buffer(context), 32))).toBe(value);
      expect(hexOf(await recipient.export(buffer(context), 32))).toBe(value);
    }
  });

  it('opens nothing that is tampered, cut short, or meant for another info or associated data', async () => {
    const [{ aad, ciphertext } = { aad: '', ciphertext: '' }] = suite.encryptions;
    const opens = async (sealed: string, data = aad, changed = {}): Promise<string | null> => {
      try {
        const recipient = await recipientOf(suite, changed);
        return hexOf(await recipient.open(buffer(sealed), buffer(data)));
      } catch {
        return null;
      }
    };
    expect(await opens(ciphertext)).toBe(vectors.plaintext);
    for (let at = 0; at < ciphertext.length / 2; at++) {
      expect(await opens(flipped(ciphertext, at))).toBeNull();
      expect(await opens(ciphertext.slice(0, at * 2))).toBeNull();
    }
    for (let at = 0; at < suite.enc.length / 2; at += 4) {
      expect(await opens(ciphertext, aad, { enc: flipped(suite.enc, at) })).toBeNull();
      expect(await opens(ciphertext, aad, { enc: suite.enc.slice(0, at * 2) })).toBeNull();
    }
    expect(await opens(ciphertext, flipped(aad, 0))).toBeNull();
    expect(await opens(ciphertext, aad, { info: buffer('00') })).toBeNull();
  });
});

/** Every sequence number up to the last published one; those between have no published ciphertext. */
async function eachSequence(
  { encryptions }: Suite,
  visit: (encryption: { aad: string; ciphertext: string | null }) => Promise<unknown>,
): Promise<void> {
  const last = encryptions.at(-1)?.sequence ?? 0;
  for (let sequence = 0; sequence <= last; sequence++) {
    const published = encryptions.find((encryption) => encryption.sequence === sequence);
    await visit(published ?? { aad: '', ciphertext: null });
  }
}
