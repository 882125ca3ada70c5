import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../sqlite/source.ts';
import { readVaultFile } from '../format/vault-file.ts';

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../vault/fixtures/format-1/${name}`, import.meta.url)));

const Wrap = v.object({ enc: v.string(), sealed: v.string() });
const EscrowSlot = v.object({
  id: v.string(),
  type: v.literal('escrow'),
  model: v.string(),
  commitment: v.string(),
  access: v.object({ publicKeys: v.array(v.string()), wraps: v.array(Wrap) }),
});
const Header = v.object({ vaultId: v.string(), slots: v.array(v.unknown()) });
const Expected = v.object({
  keystores: v.array(v.array(v.object({ kind: v.string(), privateKey: v.optional(v.string(), '') }))),
});

const hex = (text: string) => Buffer.from(text, 'hex');
const mac = (key: Uint8Array, ...parts: readonly Uint8Array[]) =>
  createHmac('sha256', key).update(Buffer.concat(parts)).digest();

/** RFC 9180 section 5.1: KEM 0x647a (X-Wing), KDF 1 (HKDF-SHA256), AEAD 2 (AES-256-GCM). */
const suite = Buffer.concat([Buffer.from('HPKE'), Uint8Array.of(0x64, 0x7a, 0, 1, 0, 2)]);
const labelled = (label: string, text: Uint8Array) =>
  Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), text]);
const extract = (salt: Uint8Array, label: string, ikm: Uint8Array) =>
  mac(salt.length === 0 ? new Uint8Array(32) : salt, labelled(label, ikm));
const expand = (key: Uint8Array, label: string, info: Uint8Array, length: number) =>
  mac(key, Uint8Array.of(0, length), labelled(label, info), Uint8Array.of(1)).subarray(0, length);

/** What a wrap holds, by the page's words and the RFC's alone: another X-Wing, and Node's HMAC and AES. */
function openByHand(
  privateKey: Uint8Array,
  { enc, sealed }: v.InferOutput<typeof Wrap>,
  info: Uint8Array,
): Uint8Array {
  const shared = ml_kem768_x25519.decapsulate(hex(enc), privateKey);
  const none = new Uint8Array();
  const context = Buffer.concat([
    Uint8Array.of(0),
    extract(none, 'psk_id_hash', none),
    extract(none, 'info_hash', info),
  ]);
  const secret = extract(shared, 'secret', none);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    expand(secret, 'key', context, 32),
    expand(secret, 'base_nonce', context, 12),
  );
  const bytes = hex(sealed);
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
}

const { keystores } = v.parse(Expected, JSON.parse(fixture('escrow.json').toString()));

async function slots() {
  const { headerBytes } = await readVaultFile(bytesSource(new Uint8Array(fixture('escrow.latchkey'))), null);
  const { vaultId, slots: all } = v.parse(Header, JSON.parse(Buffer.from(headerBytes.body).toString()));
  return { vaultId, all: all.filter((slot) => v.is(EscrowSlot, slot)) };
}

describe('an escrow slot, as the page that describes the format has it', () => {
  it.each([
    ['one key', 'M1', 0],
    ['two keys together', 'M3', 2],
  ])('opens by %s, with code that shares nothing with Latchkey’s', async (_what, model, at) => {
    const { vaultId, all } = await slots();
    const slot = all.find((each) => each.model === model);
    if (!slot) throw new Error(`The fixture has a slot of ${model}`);
    const info = Buffer.concat([Buffer.from('latchkey/v1/escrow'), hex(vaultId), hex(slot.id)]);
    const secret = new Uint8Array(32);
    for (const [place, wrap] of slot.access.wraps.entries()) {
      const privateKey = hex(keystores[at]?.[place]?.privateKey ?? '');
      const { publicKey } = ml_kem768_x25519.keygen(privateKey);
      expect(Buffer.from(publicKey).toString('hex')).toBe(slot.access.publicKeys[place]);
      openByHand(privateKey, wrap, info).forEach(
        (byte, index) => (secret[index] = (secret[index] ?? 0) ^ byte),
      );
    }
    const expanded = Buffer.from(hkdfSync('sha256', secret, hex(slot.id), 'latchkey/v1/slot/escrow', 64));
    expect(expanded.subarray(32).toString('hex')).toBe(slot.commitment);
  });

  it('opens in no other vault, in no other slot, and not as a demonstration’s', async () => {
    const { vaultId, all } = await slots();
    const [slot] = all;
    const [wrap] = slot?.access.wraps ?? [];
    if (!slot || !wrap) throw new Error('The fixture has a slot of M1');
    const privateKey = hex(keystores[0]?.[0]?.privateKey ?? '');
    const other = Buffer.alloc(16);
    for (const info of [
      [Buffer.from('latchkey/v1/escrow'), other, hex(slot.id)],
      [Buffer.from('latchkey/v1/escrow'), hex(vaultId), other],
      [Buffer.from('latchkey/v1/escrow-demo'), hex(vaultId), hex(slot.id)],
    ])
      expect(() => openByHand(privateKey, wrap, Buffer.concat(info))).toThrow();
  });
});
