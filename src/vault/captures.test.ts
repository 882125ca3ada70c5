import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { passphraseSeed } from './slot-seeds.ts';
import { readInfo } from './unlocking.ts';
import { inboxKeyOf, likelyTimed, noteOfCapture, openCapture, sealCapture } from './captures.ts';
import { fromHex, toHex, vaultId, vaultKey } from './bytes.ts';
import { Keyring } from './keyring.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { cheapKdf, fixedRandom, nobleArgon2id } from './testing/surroundings.ts';
import { finish, makeVault, type TestVault } from './testing/vaults.ts';
import example from './vectors/worked-example.json' with { type: 'json' };
import vectors from './vectors/captures.json' with { type: 'json' };

let made: TestVault;

async function makeOne(): Promise<void> {
  made = await makeVault();
}

const at = Date.UTC(2026, 0, 2);

function addressOf({ vault, store }: TestVault) {
  vault.openInbox();
  const { vaultId: id, inboxKey } = readInfo(store);
  return { vaultId: id, publicKey: inboxKey ?? '' };
}

describe('an inbox', () => {
  beforeEach(makeOne);

  it('is written into the header once, and is there after the next unlock', async () => {
    const { vault, store, reopen } = made;
    expect(readInfo(store).inboxKey).toBeNull();
    vault.openInbox();
    const { writeCounter } = vault;
    vault.openInbox();
    expect(vault.writeCounter).toBe(writeCounter);
    expect(readInfo(store).inboxKey).toBe(vault.inboxKey);
    expect((await reopen()).inboxKey).toBe(vault.inboxKey);
  });

  it('has another key after a change of the vault key', async () => {
    const { vault } = made;
    const before = addressOf(made);
    const target = new MemoryStore();
    const seed = await passphraseSeed({
      passphrase: 'another passphrase',
      kdf: cheapKdf,
      deriveKey: nobleArgon2id,
      now: at,
    });
    const next = finish(vault.rotateInto(target, [seed]));
    expect(next.inboxKey).not.toBe(before.publicKey);
    expect(readInfo(target).inboxKey).toBe(next.inboxKey);
    const late = sealCapture(before, { text: 'Too late', at });
    expect(() => next.takeCapture(late)).toThrow(expect.objectContaining({ code: 'record-tampered' }));
  });
});

describe('a capture', () => {
  beforeEach(makeOne);

  it('becomes a note of the inbox, with its first line as title', () => {
    const { title, notebook, createdAt, id } = made.vault.takeCapture(
      sealCapture(addressOf(made), { text: '\n Milk \n\nand bread\n', at }),
    );
    expect({ title, notebook, createdAt }).toEqual({ title: 'Milk', notebook: 'Inbox', createdAt: at });
    expect(made.vault.open(id).body).toBe('and bread');
  });

  it('becomes one note, however often it comes', () => {
    const capture = sealCapture(addressOf(made), { text: 'Milk', at });
    const first = made.vault.takeCapture(capture);
    expect(made.vault.takeCapture(capture)).toEqual(first);
    expect(made.vault.list()).toHaveLength(1);
  });

  it('opens in no other vault, under no other name, and not with a bit changed', async () => {
    const capture = sealCapture(addressOf(made), { text: 'Milk', at });
    const refused = expect.objectContaining({ code: 'record-tampered' }) as Error;
    const other = await makeVault();
    expect(() => other.vault.takeCapture(capture)).toThrow(refused);
    expect(() => made.vault.takeCapture({ ...capture, name: 'ab'.repeat(16) })).toThrow(refused);
    const { sealed } = capture;
    for (const place of [0, 31, 32, sealed.length - 1]) {
      const changed = sealed.with(place, (sealed[place] ?? 0) ^ 1);
      expect(() => made.vault.takeCapture({ ...capture, sealed: changed })).toThrow(refused);
    }
    expect(made.vault.list()).toEqual([]);
  });

  it('tells little of its length', () => {
    const address = addressOf(made);
    const lengthOf = (letters: number) =>
      sealCapture(address, { text: 'a'.repeat(letters), at }).sealed.length;
    expect(lengthOf(1_000)).toBe(lengthOf(1_001));
  });
});

describe('the note that a capture becomes', () => {
  test.prop([fc.string({ unit: 'binary', minLength: 1, maxLength: 500 })])(
    'keeps every word, whatever its first line',
    (text) => {
      const { title, body } = noteOfCapture({ text, at });
      const words = (of: string) => of.split(/\s+/).filter((word) => word !== '');
      const isWhole = words(body).length >= words(text).length;
      expect(words(isWhole ? body : `${title}\n${body}`)).toEqual(words(text));
    },
  );

  it('keeps a first line that is too long for a title in the text', () => {
    const { title, body } = noteOfCapture({ text: 'a'.repeat(300), at });
    expect(title).toBe(`${'a'.repeat(199)}…`);
    expect(body).toBe('a'.repeat(300));
  });
});

describe('the example on the page of the format', () => {
  const keyring = () =>
    new Keyring(vaultKey(fromHex(example['vault key'])), vaultId(fromHex(example['vault id'])));

  it('has this public key', () => {
    expect(inboxKeyOf(keyring())).toBe(vectors.publicKey);
  });

  it('is sealed to these bytes, and opens', () => {
    const address = { vaultId: example['vault id'], publicKey: vectors.publicKey };
    const { text, at: time } = vectors;
    const capture = sealCapture(address, { text, at: time }, fixedRandom());
    expect({ name: capture.name, sealed: toHex(capture.sealed) }).toEqual({
      name: vectors.name,
      sealed: vectors.sealed,
    });
    expect(openCapture(keyring(), capture)).toEqual({ text, at: time });
  });
});

describe('the time of a capture', () => {
  const now = Date.UTC(2026, 5, 1);

  it.each([
    ['a minute ago', now - 60_000, now - 60_000],
    ['ahead', now + 60_000, now],
    ['far ahead', Number.MAX_SAFE_INTEGER, now],
    ['long ago', 0, now],
  ])('that lies %s is believed only if it is likely', (_when, said, believed) => {
    expect(likelyTimed({ text: 'Sails', at: said }, now)).toEqual({ text: 'Sails', at: believed });
  });
});
