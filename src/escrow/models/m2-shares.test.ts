import { describe, expect, it } from 'vitest';
import { createVault, fromHex, systemRandom, toHex, vaultId, wipe } from '../../vault/index.ts';
import { MemoryStore } from '../../vault/testing/memory-store.ts';
import { cheapKdf, nobleArgon2id } from '../../vault/testing/surroundings.ts';
import type { Regime } from '../access-model.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import { makeKeyPair } from '../crypto/hpke.ts';
import { ofKind, type Keystore } from '../keystore.ts';
import { openEscrowed } from '../opening.ts';
import { ownVaultSeed } from '../own-vault.ts';
import { joinShares, splitKey } from '../split-key.ts';
import { keyShares } from './m2-shares.ts';
import {
  carryOut,
  day,
  establishment,
  makeTrial,
  noEffort,
  noon,
  readThrough,
  requestFor,
  sentence,
  warrantFor,
} from './testing/trial.ts';

const isDamaged = { code: 'share-damaged' };
const isTooFew = { code: 'too-few-shares' };

function keystoresOf({ holders }: Regime): readonly Keystore[] {
  return holders.flatMap(({ keystores }) => keystores);
}

describe.each([
  ['a split key', 0],
  ['a key that is never put together', 1],
])('%s', (_, form) => {
  const settings = { form, needed: 3, total: 5 };

  it('opens a vault with any three of five, and each of the three notes it', async () => {
    const regime = await keyShares.establish(establishment(settings));
    for (const chosen of [
      [0, 1, 2],
      [4, 2, 0],
    ]) {
      const trial = await makeTrial(regime);
      const brought = chosen.flatMap((at) => regime.holders[at]?.keystores ?? []);
      const before = regime.log().length;
      const { access, problem } = await carryOut(regime, requestFor(regime, trial, { brought }));
      expect(problem).toBeNull();
      expect(await readThrough(trial, access)).toBe(sentence);
      expect(regime.log().slice(before)).toHaveLength(3);
    }
  });

  it('gives the same bytes to whoever has three shares, with no warrant, and nothing for two', async () => {
    const regime = await keyShares.establish(establishment(settings));
    const trial = await makeTrial(regime);
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const place = { vault: trial.id, isDemo: true };
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const all = keystoresOf(regime);
    const secret = await keyShares.recover(all.slice(2), slot, place, noEffort);
    expect(secret && toHex(secret)).toBe(access?.opened && toHex(access.opened.secret));
    expect(await keyShares.recover(all.slice(3), slot, place, noEffort)).toBeNull();
    expect(await keyShares.explain?.(all.slice(3), slot, place)).toMatchObject(isTooFew);
    expect(await keyShares.explain?.(all, slot, place)).toBeNull();
    expect(await keyShares.recover(all, slot, { ...place, isDemo: false }, noEffort)).toBeNull();
  });

  it('does not count one holder twice', async () => {
    const regime = await keyShares.establish(establishment(settings));
    const trial = await makeTrial(regime);
    const [one, two] = keystoresOf(regime);
    const brought = [one, two, one, two].flatMap((keystore) => keystore ?? []);
    expect((await carryOut(regime, requestFor(regime, trial, { brought }))).problem).toBe('too-few-shares');
    const [slot] = trial.slots;
    const place = { vault: trial.id, isDemo: true };
    expect(slot && (await keyShares.explain?.(brought, slot, place))).toMatchObject(isTooFew);
  });

  it('has every holder look at the warrant, so that one who refuses is enough to stop three', async () => {
    const regime = await keyShares.establish(establishment(settings));
    const trial = await makeTrial(regime);
    const warrant = warrantFor(trial.id, { from: noon - 2 * day, until: noon - day });
    const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { warrant }));
    expect(problem).toBe('warrant-expired');
    expect(steps.map(({ actor }) => actor)).toEqual(['holder-1']);
    expect(regime.log()).toEqual([]);
  });

  it('is not opened by the shares of another key', async () => {
    const [regime, other] = await Promise.all([
      keyShares.establish(establishment(settings)),
      keyShares.establish(establishment(settings)),
    ]);
    const trial = await makeTrial(regime);
    const [slot] = trial.slots;
    const place = { vault: trial.id, isDemo: true };
    const foreign = keystoresOf(other);
    expect(slot && (await keyShares.recover(foreign, slot, place, noEffort))).toBeNull();
    expect(slot && (await keyShares.explain?.(foreign, slot, place))).toBeNull();
  });
});

describe('a split key', () => {
  it('lies whole on the console at every access, and opens the other vaults from there', async () => {
    const regime = await keyShares.establish(establishment({ form: 0 }));
    const [trial, other] = [await makeTrial(regime), await makeTrial(regime)];
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const whole = ofKind(access?.onConsole ?? [], 'hpke');
    const [slot] = other.slots;
    const place = { vault: other.id, isDemo: true };
    expect(whole).toHaveLength(1);
    expect(slot && (await keyShares.recover(whole, slot, place, noEffort))).toHaveLength(32);
  });

  it('comes back from enough shares, and names the holder of any share with a changed bit', async () => {
    const privateKey = systemRandom(32);
    const authority = { name: 'A council', fingerprint: '00'.repeat(16) };
    const said = { demo: false, model: 'M2', authority, createdAt: noon } as const;
    const holders = ['First', 'Second', 'Third'];
    const shares = await splitKey({ privateKey, said, holders, needed: 2 });
    expect(shares.map(({ holder, needed, total, demo }) => [holder, needed, total, demo])).toEqual(
      holders.map((holder) => [holder, 2, 3, false]),
    );
    expect(await joinShares(shares.slice(1))).toEqual(privateKey);
    await expect(joinShares(shares.slice(2))).rejects.toMatchObject(isTooFew);
    await expect(joinShares([])).rejects.toMatchObject(isTooFew);
    const [first, second] = shares;
    if (!first || !second) throw new Error('no shares');
    for (let at = 0; at < second.share.length / 2; at += 7) {
      const share = toHex(fromHex(second.share).map((byte, index) => (index === at ? byte ^ 1 : byte)));
      const join = joinShares([first, { ...second, share }]);
      await expect(join).rejects.toMatchObject(isDamaged);
      await expect(join).rejects.toThrow('Second');
    }
    const join = joinShares([first, { ...second, shareCheck: '00'.repeat(8) }]);
    await expect(join).rejects.toMatchObject(isDamaged);
  });

  it('may open a real vault of one’s own, with clear words for too few shares and for a damaged one', async () => {
    const { publicKey, privateKey } = await makeKeyPair();
    const authority = { name: 'Family', fingerprint: fingerprintOf(publicKey) };
    const said = { demo: false, model: 'M2', authority, createdAt: noon } as const;
    const shares = await splitKey({ privateKey, said, holders: ['Ana', 'Ben', 'Cleo'], needed: 2 });
    wipe(privateKey);
    const card: AuthorityCard = {
      format: 'latchkey-authority',
      version: 1,
      demo: false,
      model: 'M2',
      name: authority.name,
      publicKey: toHex(publicKey),
      createdAt: noon,
      shares: { needed: 2, total: 3 },
    };
    const store = new MemoryStore();
    const passphrase = 'correct horse battery staple';
    const vault = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey: nobleArgon2id });
    vault.create({ title: 'Will', body: sentence });
    const place = { vault: vaultId(fromHex(vault.id)), now: noon, random: systemRandom };
    vault.changeSlots({ add: [await ownVaultSeed('M2', [card], place)] });

    const [ana, ben] = shares;
    if (!ana || !ben) throw new Error('no shares');
    await expect(openEscrowed(store, [ana])).rejects.toMatchObject(isTooFew);
    const share = toHex(fromHex(ben.share).map((byte, at) => (at === 40 ? byte ^ 4 : byte)));
    const damaged = openEscrowed(store, [ana, { ...ben, share }]);
    await expect(damaged).rejects.toMatchObject(isDamaged);
    await expect(damaged).rejects.toThrow('Ben');
    const opened = await openEscrowed(store, [ana, ben]);
    expect(opened.list()).toHaveLength(1);
  });
});

describe('a key that is never put together', () => {
  const settings = { form: 1, needed: 2, total: 3, period: 1 };

  it('leaves no key on the console', async () => {
    const regime = await keyShares.establish(establishment(settings));
    const trial = await makeTrial(regime);
    const { access } = await carryOut(regime, requestFor(regime, trial));
    expect(access?.onConsole).toEqual([]);
  });

  it('renews its shares, and old vaults open with the new ones, but not with a mixture', async () => {
    let now = noon;
    const made = establishment(settings);
    const regime = await keyShares.establish({ ...made, tools: { ...made.tools, now: () => now } });
    const trial = await makeTrial(regime);
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const place = { vault: trial.id, isDemo: true };
    const recover = (keystores: readonly Keystore[]) => keyShares.recover(keystores, slot, place, noEffort);
    const stolen = keystoresOf(regime).slice(0, 1);
    now += 31 * day;
    const renewed = keystoresOf(regime);
    const later = renewed.slice(1, 2);
    expect(ofKind(renewed, 'threshold-share').map(({ period }) => period)).toEqual([1, 1, 1]);
    expect(await recover(renewed.slice(1))).toHaveLength(32);
    expect(await recover([...stolen, ...later])).toBeNull();
    expect(await keyShares.explain?.([...stolen, ...later], slot, place)).toMatchObject(isTooFew);

    // Passing a stolen share off as a new one does not help.
    const passedOff = ofKind(stolen, 'threshold-share').map((keystore) => ({ ...keystore, period: 1 }));
    expect(await recover([...later, ...passedOff])).toBeNull();
    const warrant = warrantFor(trial.id, { until: noon + 60 * day });
    const brought = [...passedOff, ...later];
    const { problem } = await carryOut(regime, requestFor(regime, trial, { warrant, brought }));
    expect(problem).toBe('share-damaged');
  });

  it('refuses a slot whose bytes were changed, or gives what opens nothing', async () => {
    const regime = await keyShares.establish(establishment(settings));
    const trial = await makeTrial(regime);
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const place = { vault: trial.id, isDemo: true };
    const noElement = { ...slot, access: { ...slot.access, encapsulation: 'ff'.repeat(32) } };
    expect(await keyShares.recover(keystoresOf(regime), noElement, place, noEffort)).toBeNull();
    const { problem } = await carryOut(regime, requestFor(regime, trial, { slots: [noElement] }));
    expect(problem).toBe('header-tampered');
    const none = await carryOut(regime, requestFor(regime, trial, { slots: [{ ...slot, access: {} }] }));
    expect(none.problem).toBe('header-tampered');
    const right = await keyShares.recover(keystoresOf(regime), slot, place, noEffort);
    const elsewhere = await keyShares.recover(
      keystoresOf(regime),
      { ...slot, id: '00'.repeat(16) },
      place,
      noEffort,
    );
    expect(elsewhere).not.toEqual(right);
  });
});
