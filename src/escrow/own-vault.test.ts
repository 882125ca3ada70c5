import { beforeAll, describe, expect, it } from 'vitest';
import {
  createVault,
  fromHex,
  readEscrowSlots,
  systemRandom,
  toHex,
  utf8,
  vaultId,
  type EscrowSlot,
  type SlotSeed,
} from '../vault/index.ts';
import { MemoryStore } from '../vault/testing/memory-store.ts';
import { cheapKdf, nobleArgon2id } from '../vault/testing/surroundings.ts';
import { AuthorityCard, fingerprintOf, parseEscrowFile } from './authority.ts';
import { Keystore } from './keystore.ts';
import { openEscrowed } from './opening.ts';
import { makeOwnAuthority, type OwnAuthority } from './own-authority.ts';
import { assertForOwnVault, ownVaultSeed, sameAuthorities } from './own-vault.ts';

const now = Date.UTC(2026, 0, 14);
const made = (model: 'M1' | 'M2' | 'M3', name: string) =>
  makeOwnAuthority({ model, name, now, random: systemRandom });

const own = { vault: vaultId(new Uint8Array(16).fill(5)), now, random: systemRandom };

let office: OwnAuthority;
let shared: OwnAuthority;
let court: OwnAuthority;
let bank: OwnAuthority;

beforeAll(async () => {
  office = await made('M1', 'Harbour Office');
  shared = await made('M2', 'Trustees');
  court = await made('M3', 'Town Court');
  bank = await made('M3', 'Bank');
});

/** A real vault with a note, and the slot that `seedFor` makes for it. */
async function vaultWith(seedFor: (place: typeof own) => Promise<SlotSeed>): Promise<MemoryStore> {
  const store = new MemoryStore();
  const options = { passphrase: 'correct horse', kdf: cheapKdf, deriveKey: nobleArgon2id };
  const vault = await createVault(store, options);
  vault.create({ title: 'Tides', body: 'High water at six.' });
  vault.changeSlots({ add: [await seedFor({ ...own, vault: vaultId(fromHex(vault.id)) })] });
  return store;
}

async function titlesBy(store: MemoryStore, keystores: readonly Keystore[]): Promise<readonly string[]> {
  const vault = await openEscrowed(store, keystores);
  return vault.list().map((entry) => (entry.state === 'readable' ? entry.title : 'damaged'));
}

const bytesOf = (file: unknown) => utf8(JSON.stringify(file));

describe('an authority for real vaults', () => {
  it('is a card that holds no secret, and keystores that say whose they are', () => {
    for (const { card, keystores } of [office, shared, court]) {
      expect(parseEscrowFile(AuthorityCard, bytesOf(card), 'a card')).toEqual(card);
      const fingerprint = fingerprintOf(fromHex(card.publicKey));
      for (const keystore of keystores) {
        expect(parseEscrowFile(Keystore, bytesOf(keystore), 'a keystore')).toEqual(keystore);
        expect(keystore).toMatchObject({ demo: false, authority: { name: card.name, fingerprint } });
      }
    }
    expect([office, shared, court].map(({ keystores }) => keystores.length)).toEqual([1, 3, 1]);
  });

  it('with shares says how many give the key back, and each share is another', () => {
    expect(shared.card.shares).toEqual({ needed: 2, total: 3 });
    const shares = shared.keystores.map((keystore) => keystore.kind === 'hpke-share' && keystore.share);
    expect(new Set(shares).size).toBe(3);
  });
});

describe('a real vault', () => {
  it('lets the holder of one key in', async () => {
    const store = await vaultWith((place) => ownVaultSeed('M1', [office.card], place));
    expect(await titlesBy(store, office.keystores)).toEqual(['Tides']);
    await expect(titlesBy(store, bank.keystores)).rejects.toMatchObject({ code: 'wrong-authority-key' });
  });

  it('lets in any two of three who hold shares, and no one of them', async () => {
    const store = await vaultWith((place) => ownVaultSeed('M2', [shared.card], place));
    const [first, second, third] = shared.keystores;
    if (!first || !second || !third) throw new Error('There are three shares');
    for (const two of [
      [first, second],
      [third, first],
      [second, third],
    ])
      expect(await titlesBy(store, two)).toEqual(['Tides']);
    for (const one of [first, second, third]) await expect(titlesBy(store, [one])).rejects.toThrow();
  });

  it('lets two holders in together, and neither alone', async () => {
    const store = await vaultWith((place) => ownVaultSeed('M3', [court.card, bank.card], place));
    expect(await titlesBy(store, [...bank.keystores, ...court.keystores])).toEqual(['Tides']);
    for (const { keystores } of [court, bank])
      await expect(titlesBy(store, keystores)).rejects.toMatchObject({ code: 'wrong-authority-key' });
  });
});

describe('a card', () => {
  it('that was made for a demonstration is refused', async () => {
    const demo = { ...office.card, demo: true };
    await expect(assertForOwnVault('M1', demo)).rejects.toMatchObject({ code: 'demo-key' });
    await expect(ownVaultSeed('M1', [demo], own)).rejects.toMatchObject({ code: 'demo-key' });
  });

  it('of another model is refused', async () => {
    await expect(ownVaultSeed('M1', [court.card], own)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it.each([
    ['is too short', () => 'ab'.repeat(32)],
    ['is no key of ML-KEM', () => 'ff'.repeat(1216)],
  ])('whose key %s is refused before anything is sealed to it', async (_what, publicKey) => {
    const card = { ...office.card, publicKey: publicKey() };
    await expect(assertForOwnVault('M1', card)).rejects.toMatchObject({ code: 'not-an-escrow-file' });
    await expect(ownVaultSeed('M1', [card], own)).rejects.toMatchObject({ code: 'not-an-escrow-file' });
  });

  it('too few or too many, or the same twice, is refused', async () => {
    const refused = { code: 'invalid-request' };
    await expect(ownVaultSeed('M1', [], own)).rejects.toMatchObject(refused);
    await expect(ownVaultSeed('M1', [office.card, office.card], own)).rejects.toMatchObject(refused);
    await expect(ownVaultSeed('M3', [court.card], own)).rejects.toMatchObject(refused);
    await expect(ownVaultSeed('M3', [court.card, court.card], own)).rejects.toMatchObject(refused);
  });
});

describe('a slot that a new vault key is wrapped for again', () => {
  const slotOf = async (seedFor: (place: typeof own) => Promise<SlotSeed>): Promise<EscrowSlot> => {
    const [slot] = readEscrowSlots(await vaultWith(seedFor));
    if (!slot) throw new Error('There is one escrow slot');
    return slot;
  };

  it('names the same authorities by another id, and has another secret', async () => {
    const slot = await slotOf((place) => ownVaultSeed('M3', [court.card, bank.card], place));
    const [one, other] = [await sameAuthorities(slot, own), await sameAuthorities(slot, own)];
    expect(one?.escrow?.authorities).toEqual(slot.authorities);
    expect(one?.escrow?.model).toBe('M3');
    expect(toHex(one?.id ?? new Uint8Array())).not.toBe(slot.id);
    expect(one?.secret).not.toEqual(other?.secret);
  });

  it('is not made for a model that is for demonstrations, or what nothing can be sealed to', async () => {
    const slot = await slotOf((place) => ownVaultSeed('M1', [office.card], place));
    expect(await sameAuthorities({ ...slot, model: 'M8' }, own)).toBeNull();
    expect(await sameAuthorities({ ...slot, access: {} }, own)).toBeNull();
    expect(await sameAuthorities({ ...slot, authorities: [] }, own)).toBeNull();
    const access = { ...slot.access, publicKeys: ['ff'.repeat(1216)] };
    expect(await sameAuthorities({ ...slot, access }, own)).toBeNull();
  });

  it('keeps an authority’s name only with the fingerprint of its key', async () => {
    const slot = await slotOf((place) => ownVaultSeed('M1', [office.card], place));
    const access = { ...slot.access, publicKeys: [bank.card.publicKey] };
    expect(await sameAuthorities({ ...slot, access }, own)).toBeNull();
  });
});
