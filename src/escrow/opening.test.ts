import { beforeAll, describe, expect, it } from 'vitest';
import { createVault, systemRandom, vaultId, fromHex, type Vault } from '../vault/index.ts';
import { MemoryStore } from '../vault/testing/memory-store.ts';
import { cheapKdf, nobleArgon2id } from '../vault/testing/surroundings.ts';
import type { Regime } from './access-model.ts';
import type { Keystore } from './keystore.ts';
import { accessModel } from './models/index.ts';
import { openEscrowed } from './opening.ts';
import { makeIssuer } from './warrants/warrant.ts';

const tools = { now: () => Date.UTC(2026, 0, 14), random: systemRandom };
const issuer = makeIssuer('Home Secretary', true).publicKey;

async function establish(): Promise<Regime> {
  return accessModel('M1').establish({ settings: {}, tools, issuer });
}

function keystoresOf(regime: Regime): readonly Keystore[] {
  return regime.holders.flatMap(({ keystores }) => keystores);
}

async function makeVault(isDemo: boolean): Promise<{ store: MemoryStore; vault: Vault }> {
  const store = new MemoryStore();
  const vault = await createVault(store, {
    passphrase: 'correct horse battery staple',
    kdf: cheapKdf,
    deriveKey: nobleArgon2id,
    isDemo,
  });
  return { store, vault };
}

describe('an escrowed vault', () => {
  let regime: Regime;
  let store: MemoryStore;

  beforeAll(async () => {
    regime = await establish();
    const made = await makeVault(true);
    store = made.store;
    made.vault.create({ title: 'Canary', body: 'The heron sleeps at noon.' });
    const { seeds } = await regime.enrol({ vaultId: vaultId(fromHex(made.vault.id)), name: 'One' });
    made.vault.changeSlots({ add: seeds });
  });

  it('opens with the authority’s key, and shows whose it is before', async () => {
    const vault = await openEscrowed(store, keystoresOf(regime));
    const [note] = vault.list();
    expect(note).toMatchObject({ title: 'Canary' });
    expect(vault.holders.map(({ type, escrow }) => [type, escrow?.model])).toEqual([
      ['passphrase', undefined],
      ['escrow', 'M1'],
    ]);
  });

  it('does not open with the key of another authority', async () => {
    await expect(openEscrowed(store, keystoresOf(await establish()))).rejects.toMatchObject({
      code: 'wrong-authority-key',
    });
  });

  it('does not open with a key of the other kind, demo or real', async () => {
    const real = keystoresOf(regime).map((keystore) => ({ ...keystore, demo: false }));
    await expect(openEscrowed(store, real)).rejects.toMatchObject({ code: 'real-key' });
    const { store: own } = await makeVault(false);
    await expect(openEscrowed(own, keystoresOf(regime))).rejects.toMatchObject({ code: 'demo-key' });
  });

  it('cannot be rid of an authority without a new key', async () => {
    const vault = await openEscrowed(store, keystoresOf(regime));
    const slot = vault.holders.find(({ type }) => type === 'escrow');
    expect(() => vault.changeSlots({ remove: [slot?.id ?? ''] })).toThrow(/new key/);
  });
});
