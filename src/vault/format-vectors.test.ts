import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { fromHex, itemId, slotId, slotSecret, toHex, utf8, vaultId, vaultKey } from './bytes.ts';
import { associatedDataOfChunk, sealChunks } from './chunks.ts';
import { sealHeader } from './header.ts';
import { createVault, unlockVault } from './index.ts';
import { deriveSubkey, Keyring, purposes } from './keyring.ts';
import { open, sealRecord } from './sealing.ts';
import { SetHash, setHashToHex } from './set-hash.ts';
import { expandSlotSecret, unwrapVaultKey, wrapVaultKey } from './slots.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { cheapKdf, fixedRandom, nobleArgon2id as deriveKey } from './testing/surroundings.ts';
import vectors from './vectors/format-1.json' with { type: 'json' };

const key = vaultKey(fromHex(vectors.vaultKey));
const vault = vaultId(fromHex(vectors.vaultId));
const id = itemId(fromHex(vectors.itemId));
const nonce = () => fromHex(vectors.nonce);

/** A keyring wipes what it owns, so each test gets a copy. */
const keyring = () => new Keyring(vaultKey(key.slice()), vault);

describe('format 1, with fixed keys and nonces', () => {
  it.each(purposes)('derives the subkey for %s', (purpose) => {
    expect(toHex(deriveSubkey(key, vault, purpose))).toBe(vectors.subkeys[purpose]);
  });

  it('expands a slot secret into key-encryption key and commitment', () => {
    const { kek, commitment } = expandSlotSecret(
      slotSecret(fromHex(vectors.slot.secret)),
      slotId(fromHex(vectors.slot.id)),
      'passphrase',
    );
    expect([toHex(kek), toHex(commitment)]).toEqual([vectors.slot.kek, vectors.slot.commitment]);
  });

  it('derives the slot secret from the passphrase', async () => {
    const secret = await deriveKey(utf8(vectors.slot.passphrase), fromHex(vectors.slot.salt), cheapKdf);
    expect(toHex(secret)).toBe(vectors.slot.secret);
  });

  it('wraps the vault key', () => {
    const slot = { vault, id: slotId(fromHex(vectors.slot.id)), type: 'passphrase' };
    const { wrapped } = wrapVaultKey(key, slotSecret(fromHex(vectors.slot.secret)), slot, nonce);
    expect(toHex(wrapped)).toBe(vectors.slot.wrapped);
  });

  it('unwraps it, and says whether a secret is another’s or the slot is damaged', () => {
    const slot = { ...vectors.slot, type: 'passphrase' };
    const secret = slotSecret(fromHex(vectors.slot.secret));
    const unwrapped = unwrapVaultKey(slot, vault, secret);
    expect(typeof unwrapped === 'string' ? unwrapped : toHex(unwrapped)).toBe(vectors.vaultKey);
    expect(unwrapVaultKey(slot, vault, slotSecret(new Uint8Array(32)))).toBe('not-mine');
    const damaged = { ...slot, wrapped: `00${slot.wrapped.slice(2)}` };
    expect(unwrapVaultKey(damaged, vault, secret)).toBe('damaged');
    expect(unwrapVaultKey(slot, vaultId(new Uint8Array(16)), secret)).toBe('damaged');
  });

  it.each(vectors.records)('seals a record of $table', ({ table, revision, record, sealed }) => {
    const place = { table: table === 'summary' ? 'summary' : 'content', id, revision } as const;
    expect(toHex(sealRecord(keyring(), place, record, nonce))).toBe(sealed);
  });

  it.each(vectors.attachments.records)('seals a record of $table in its place', (made) => {
    const table = made.table === 'version' ? 'version' : made.table === 'summary' ? 'summary' : 'content';
    const place = { table, id: itemId(fromHex(made.id)), revision: made.revision } as const;
    expect(toHex(sealRecord(keyring(), place, made.record, nonce))).toBe(made.sealed);
  });

  it.each(vectors.attachments.chunks)('seals chunk $position of $id', (made) => {
    const { position, isFinal } = made;
    const place = { id: itemId(fromHex(made.id)), position, isFinal };
    expect(toHex(associatedDataOfChunk(vault, place))).toBe(made.associatedData);
    const bytes = made.file.startsWith('65,536') ? `${'a'.repeat(65_536)}b` : made.file;
    const sealer = { key: deriveSubkey(key, vault, 'chunk'), vaultId: vault, id: place.id };
    const chunk = [...sealChunks(sealer, [utf8(bytes)], nonce)][position];
    expect(toHex(sha256(chunk?.sealed ?? new Uint8Array()))).toBe(made.sealedSha256);
    expect(chunk && open(sealer.key, chunk.sealed, fromHex(made.associatedData))).not.toBeNull();
  });

  it('signs the header', () => {
    const header = sealHeader({ vaultId: vault, slots: [] }, keyring());
    expect([toHex(header.body), toHex(header.checksum), toHex(header.mac)]).toEqual([
      toHex(utf8(vectors.header.body)),
      vectors.header.checksum,
      vectors.header.mac,
    ]);
  });

  it('hashes its rows', () => {
    const hash = new SetHash(deriveSubkey(key, vault, 'set-hash'));
    for (const { table, revision } of vectors.records) {
      hash.add({ table: table === 'summary' ? 'summary' : 'content', id, revision });
    }
    hash.add({ table: 'chunk', id, revision: 1, position: 3 });
    expect(setHashToHex(hash.value)).toBe(vectors.setHash);
  });

  it('writes a whole vault, byte for byte', async () => {
    const store = new MemoryStore();
    const made = await createVault(store, {
      passphrase: vectors.slot.passphrase,
      kdf: cheapKdf,
      deriveKey,
      random: fixedRandom(),
      now: () => vectors.vault.now,
    });
    const note = made.create({ title: vectors.vault.title, body: vectors.vault.body });
    const stored = {
      header: { body: toHex(store.readHeader().body), mac: toHex(store.readHeader().mac) },
      state: toHex(store.readState()),
      summary: [...store.readItems('summary')].map(({ sealed }) => toHex(sealed)),
      content: [...store.readItems('content')].map(({ sealed }) => toHex(sealed)),
    };
    expect(stored).toEqual(vectors.vault.stored);
    const opened = await unlockVault(store, {
      kind: 'passphrase',
      passphrase: vectors.slot.passphrase,
      deriveKey,
    });
    expect(opened.open(note.id).body).toBe(vectors.vault.body);
  });
});

describe('a keyring', () => {
  it('zeroes its keys and gives none afterwards', () => {
    const own = vaultKey(key.slice());
    const ring = new Keyring(own, vault);
    const sub = ring.subkey('summary');
    ring.wipe();
    expect([...own, ...sub].every((byte) => byte === 0)).toBe(true);
    expect(() => ring.subkey('summary')).toThrow(/wiped/);
  });
});
