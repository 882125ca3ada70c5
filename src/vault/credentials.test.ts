import { beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { fromHex, keyFileSecret, slotId, slotSecret, toHex, vaultId, vaultKey } from './bytes.ts';
import { openedSlot, type Credential } from './credentials.ts';
import { deviceSeed, passphraseSeed, recoverySeed } from './slot-seeds.ts';
import { canBeLeft, expandSlotSecret, holderOf, sealSlot, type Slot, type SlotSeed } from './slots.ts';
import type { DeriveKey } from './store.ts';
import { cheapKdf, fixedRandom, nobleArgon2id as deriveKey } from './testing/surroundings.ts';
import example from './vectors/worked-example.json' with { type: 'json' };

const vault = vaultId(fromHex(example['vault id']));
const key = () => vaultKey(fromHex(example['vault key']));
const now = 1_767_225_600_000;
const random = fixedRandom();
const keyFile = () => keyFileSecret(fromHex(example['key file: secret']));
const otherFile = () => keyFileSecret(new Uint8Array(32));

const seal = (seed: SlotSeed) => sealSlot(seed, key(), vault, random);
const common = { kdf: cheapKdf, deriveKey, now, random };
const alone = async (passphrase: string) => seal(await passphraseSeed({ passphrase, ...common }));
const withFile = async (passphrase: string) =>
  seal(await passphraseSeed({ passphrase, keyFile: keyFile(), ...common }));
const passphraseCredential = (passphrase: string, file?: ReturnType<typeof keyFile>): Credential => ({
  kind: 'passphrase',
  passphrase,
  keyFile: file,
  deriveKey,
});

/** An escrow slot whose secret is 32 bytes of 7. */
function escrowSeed(): SlotSeed {
  return {
    id: slotId(random(16)),
    type: 'escrow',
    label: 'Harbour Office',
    createdAt: now,
    secret: slotSecret(new Uint8Array(32).fill(7)),
    escrow: {
      model: 'M1',
      authorities: [{ name: 'Harbour Office', fingerprint: 'ab'.repeat(16) }],
      access: { wraps: [] },
    },
  };
}

/** The id of the slot that opens, or the code of the error. */
async function outcome(slots: readonly Slot[], credential: Credential): Promise<string> {
  try {
    const opened = await openedSlot(slots, vault, credential);
    expect(toHex(opened.key)).toBe(example['vault key']);
    return opened.slot.id;
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code;
    throw error;
  }
}

async function messageOf(slots: readonly Slot[], credential: Credential): Promise<string> {
  return openedSlot(slots, vault, credential).then(
    () => 'it opened',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

/** Slots as the worked example has them: what a header may hold, made from its values alone. */
function exampleSlot(name: 'passphrase with key file' | 'device'): Slot {
  const type = name === 'device' ? 'device' : 'passphrase';
  const salt =
    name === 'device'
      ? example['device: salt (8 MiB, 1 pass, 1 lane)']
      : example['passphrase: salt (8 MiB, 1 pass, 1 lane)'];
  return {
    id: example[`${name}: slot id`],
    type,
    label: '',
    createdAt: now,
    kdf: { name: 'argon2id', version: 19, ...cheapKdf, salt },
    commitment: example[`${name}: commitment`],
    wrapped: example[`${name}: wrapped vault key`],
    ...(name === 'device' ? {} : { keyFile: true }),
  };
}

describe('the worked example', () => {
  it('opens by passphrase and key file', async () => {
    const slot = exampleSlot('passphrase with key file');
    expect(await outcome([slot], passphraseCredential(example.passphrase, keyFile()))).toBe(slot.id);
  });

  it('opens by PIN and the secret of the computer', async () => {
    const slot = exampleSlot('device');
    expect(
      await outcome([slot], {
        kind: 'device',
        id: slot.id,
        secret: fromHex(example['device: secret in the keychain']),
        pin: example['device: PIN'],
        deriveKey,
      }),
    ).toBe(slot.id);
  });

  it.each(['passphrase with key file', 'device'] as const)('expands the secret of its %s', (name) => {
    const { kek, commitment } = expandSlotSecret(
      slotSecret(fromHex(example[`${name}: slot secret`])),
      slotId(fromHex(example[`${name}: slot id`])),
      exampleSlot(name).type,
    );
    expect([toHex(kek), toHex(commitment)]).toEqual([
      example[`${name}: key-encryption key`],
      example[`${name}: commitment`],
    ]);
  });
});

describe('a passphrase with a key file', () => {
  let slot: Slot;
  beforeEach(async () => {
    slot = await withFile('tin kettle');
  });

  it('opens its slot, and only together', async () => {
    expect(await outcome([slot], passphraseCredential('tin kettle', keyFile()))).toBe(slot.id);
    expect(await outcome([slot], passphraseCredential('tin kettle', otherFile()))).toBe('wrong-passphrase');
    expect(await outcome([slot], passphraseCredential('tin kettel', keyFile()))).toBe('wrong-passphrase');
  });

  it('says that it takes one, before anything is derived', async () => {
    const noDerivation: DeriveKey = () => Promise.reject(new Error('nothing was to be derived'));
    expect(
      await outcome([slot], { kind: 'passphrase', passphrase: 'tin kettle', deriveKey: noDerivation }),
    ).toBe('key-file-required');
    expect(holderOf(slot)).toMatchObject({ needsKeyFile: true, kdf: cheapKdf });
  });

  it('cannot be told from a wrong one, and says so', async () => {
    const wrongFile = await messageOf([slot], passphraseCredential('tin kettle', otherFile()));
    const wrongPassphrase = await messageOf([slot], passphraseCredential('no', keyFile()));
    expect(wrongFile).toBe(wrongPassphrase);
    expect(wrongFile).toContain('key file');
    const none = await messageOf([await alone('tin kettle')], passphraseCredential('no', keyFile()));
    expect(none).not.toContain('key file');
  });

  it('does not open a slot that was stripped of the mark, nor one that was given it', async () => {
    const { keyFile: mark, ...stripped } = { keyFile: true, ...slot };
    expect(mark).toBe(true);
    expect(await outcome([stripped], passphraseCredential('tin kettle', keyFile()))).toBe('wrong-passphrase');
    const marked: Slot = { ...(await alone('tin kettle')), keyFile: true };
    expect(await outcome([marked], passphraseCredential('tin kettle', keyFile()))).toBe('wrong-passphrase');
  });

  it('lives beside one that does alone', async () => {
    const plain = await alone('garden gate');
    const slots = [slot, plain];
    expect(await outcome(slots, passphraseCredential('garden gate'))).toBe(plain.id);
    expect(await outcome(slots, passphraseCredential('garden gate', otherFile()))).toBe(plain.id);
    expect(await outcome(slots, passphraseCredential('tin kettle', keyFile()))).toBe(slot.id);
    expect(await outcome(slots, passphraseCredential('tin kettle'))).toBe('wrong-passphrase');
    expect(await messageOf(slots, passphraseCredential('tin kettle'))).toContain('choose that file');
    expect(holderOf(plain).needsKeyFile).toBe(false);
  });
});

describe('a device', () => {
  let slot: Slot;
  let secret: Uint8Array;
  const byPin = (pin: string, changes: { id?: string; secret?: Uint8Array } = {}): Credential => ({
    kind: 'device',
    id: slot.id,
    secret,
    pin,
    deriveKey,
    ...changes,
  });

  beforeEach(async () => {
    const made = await deviceSeed({ pin: '３７２９１', label: 'kitchen', ...common });
    secret = made.secret;
    slot = seal(made.seed);
  });

  it('opens by its PIN in either width, and the secret of its computer', async () => {
    expect(await outcome([slot], byPin('37291'))).toBe(slot.id);
    expect(await outcome([slot], byPin('３７２９１'))).toBe(slot.id);
    expect(secret).toHaveLength(32);
  });

  it('does not open by another PIN or another secret', async () => {
    expect(await outcome([slot], byPin('37290'))).toBe('wrong-pin');
    expect(await outcome([slot], byPin('37291', { secret: new Uint8Array(32) }))).toBe('wrong-pin');
  });

  it('is not found once it was taken out, or as a slot of another type', async () => {
    const plain = await alone('garden gate');
    expect(await outcome([plain], byPin('37291'))).toBe('not-found');
    expect(await outcome([plain, slot], byPin('37291', { id: plain.id }))).toBe('not-found');
  });

  it('is not tried with the PIN of another one', async () => {
    const other = await deviceSeed({ pin: '37291', label: 'attic', ...common });
    const slots = [seal(other.seed), slot];
    expect(await outcome(slots, byPin('37291'))).toBe(slot.id);
    expect(await outcome(slots, byPin('37291', { secret: other.secret }))).toBe('wrong-pin');
  });

  it('shows its name and what its PIN costs', () => {
    expect(holderOf(slot)).toMatchObject({ label: 'kitchen', kdf: cheapKdf, needsKeyFile: false });
  });

  it('has a name cut to what a header takes', async () => {
    const { seed } = await deviceSeed({ pin: '37291', label: 'x'.repeat(5_000), ...common });
    expect(seed.label).toHaveLength(200);
  });

  it('of absurd cost is refused before any memory is taken', async () => {
    const absurd: Slot = {
      ...slot,
      kdf: { name: 'argon2id', version: 19, memoryKiB: 2 ** 40, passes: 1, lanes: 1, salt: '00'.repeat(16) },
    };
    const noDerivation: DeriveKey = () => Promise.reject(new Error('nothing was to be derived'));
    expect(await outcome([absurd], { ...byPin('37291'), deriveKey: noDerivation } as Credential)).toBe(
      'kdf-parameters-refused',
    );
  });

  it('with a wrapped key that somebody changed is damaged, and not a wrong PIN', async () => {
    expect(await outcome([{ ...slot, wrapped: '00'.repeat(72) }], byPin('37291'))).toBe('header-tampered');
  });
});

describe('secrets', () => {
  it('are zeroed where they are done with: what was derived, and what was typed', async () => {
    const seen: Uint8Array[] = [];
    const watching: DeriveKey = async (typed, salt, parameters) => {
      const derived = await deriveKey(typed, salt, parameters);
      seen.push(typed, derived);
      return derived;
    };
    const slots = [await alone('garden gate'), await withFile('tin kettle')];
    const held = keyFile();
    for (const passphrase of ['garden gate', 'tin kettle', 'neither']) {
      await outcome(slots, { kind: 'passphrase', passphrase, keyFile: held, deriveKey: watching });
    }
    expect(seen).toHaveLength(10);
    expect(seen.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    // What the caller gave stays the caller's.
    expect(toHex(held)).toBe(example['key file: secret']);
  });
});

describe('an escrow slot', () => {
  it('opens by the secret that an access model makes, and by no other', async () => {
    const slot = seal(escrowSeed());
    const credential = (secret: number, id = slot.id): Credential => ({
      kind: 'escrow',
      id,
      secret: slotSecret(new Uint8Array(32).fill(secret)),
    });
    expect(await outcome([slot], credential(7))).toBe(slot.id);
    expect(await outcome([slot], credential(8))).toBe('wrong-authority-key');
    expect(await outcome([slot], credential(7, 'ff'.repeat(16)))).toBe('wrong-authority-key');
    expect(await outcome([seal(recoverySeed(now, random).seed)], credential(7))).toBe('wrong-authority-key');
  });

  it('leaves the secret to whoever brought it', async () => {
    const slot = seal(escrowSeed());
    const secret = slotSecret(new Uint8Array(32).fill(7));
    await outcome([slot], { kind: 'escrow', id: slot.id, secret });
    expect(secret).toEqual(new Uint8Array(32).fill(7));
  });

  it('that is damaged says so to the right secret', async () => {
    const slot = seal(escrowSeed());
    const wrapped = `${'0'.repeat(142)}ff`;
    const secret = slotSecret(new Uint8Array(32).fill(7));
    expect(await outcome([{ ...slot, wrapped }], { kind: 'escrow', id: slot.id, secret })).toBe(
      'header-tampered',
    );
  });

  it('shows its authorities and its model before anything is opened', () => {
    expect(holderOf(seal(escrowSeed()))).toMatchObject({
      type: 'escrow',
      kdf: null,
      needsKeyFile: false,
      escrow: { model: 'M1', authorities: [{ name: 'Harbour Office', fingerprint: 'ab'.repeat(16) }] },
    });
  });
});

describe('who must be left', () => {
  it('is a passphrase or a recovery phrase, never computers, authorities or strangers alone', async () => {
    const device = seal((await deviceSeed({ pin: '37291', label: '', ...common })).seed);
    const stranger: Slot = { id: '00'.repeat(16), type: 'a-kind-of-tomorrow', label: '', createdAt: now };
    expect(canBeLeft([device, stranger, seal(escrowSeed())])).toBe(false);
    expect(canBeLeft([device, await withFile('tin kettle')])).toBe(true);
    expect(canBeLeft([device, await alone('tin kettle')])).toBe(true);
    expect(canBeLeft([seal(recoverySeed(now, random).seed)])).toBe(true);
  });
});
