import { sha256 } from '@noble/hashes/sha2.js';
import { hmac } from '@noble/hashes/hmac.js';
import fc from 'fast-check';
import * as v from 'valibot';
import { Holder } from '../../../src/contract/words.ts';
import { nodeArgon2 } from '../../../src/engine/fixtures/node-argon2.ts';
import { readInfo, unlockVault, type DeriveKey, type Vault } from '../../../src/vault/index.ts';
import { fixedRandom } from '../../../src/vault/testing/surroundings.ts';
import { changedBytes, changedJson } from '../mutations.ts';
import { makeSampleVault, now, passphrase, pin, sampleKeyring } from '../sample-vault.ts';
import { defineTarget, must, orRefused, orRefusedLater } from '../target.ts';

const { store, phrase, deviceSecret } = await makeSampleVault();
const { body: seedBody, checksum: seedChecksum } = store.readHeader();
const seed = JSON.parse(new TextDecoder().decode(seedBody)) as {
  slots: readonly { type: string; id: string }[];
};
const device = seed.slots.find(({ type }) => type === 'device')?.id ?? '';

/** A front page; `isSigned`: made by somebody who knows the vault key. */
interface Input {
  readonly body: Uint8Array;
  readonly checksum: Uint8Array | null;
  readonly isSigned: boolean;
}

const json = changedJson([seed]).map((value) => new Uint8Array(Buffer.from(JSON.stringify(value))));

const inputs: fc.Arbitrary<Input> = fc.record({
  body: fc.oneof({ weight: 5, arbitrary: json }, { weight: 2, arbitrary: changedBytes([seedBody]) }),
  // Mostly it fits, which anybody can see to.
  checksum: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: changedBytes([seedChecksum]) },
  ),
  isSigned: fc.boolean(),
});

/** The front page: its JSON, who can open the vault, and what they need for it. */
export const header = defineTarget<Input>({
  name: 'header',
  inputs,
  async run({ body, checksum, isSigned }) {
    const copy = store.copy();
    const mac = isSigned ? hmac(sha256, sampleKeyring().subkey('header-mac'), body) : store.readHeader().mac;
    copy.writeHeader({ body, checksum: checksum ?? sha256(body), mac });
    const info = orRefused(() => readInfo(copy));
    for (const holder of info?.holders ?? []) v.parse(Holder, holder);
    const deriveKey = boundedKdf();
    const openings = [
      () => unlockVault(copy, { kind: 'passphrase', passphrase, deriveKey }, surroundings),
      () => unlockVault(copy, { kind: 'recovery', phrase }, surroundings),
      () =>
        unlockVault(copy, { kind: 'device', id: device, secret: deviceSecret, pin, deriveKey }, surroundings),
    ];
    for (const open of openings) {
      const vault = await orRefusedLater(open);
      if (vault) useHolders(vault);
    }
  },
});

const surroundings = { now: () => now, random: fixedRandom() };

function useHolders(vault: Vault): void {
  orRefused(() => vault.openInbox());
  for (const holder of vault.holders) orRefused(() => vault.changeSlots({ remove: [holder.id] }));
  must(vault.holders.length > 0, 'a vault that nobody can open');
}

const known = new Map<string, Uint8Array>();

/** Argon2 for costs that a test can bear; the others are refused as a machine without the memory would. Each key is derived once. */
function boundedKdf(): DeriveKey {
  return async (message, salt, costs) => {
    must(costs.memoryKiB <= 2 ** 20 && costs.passes <= 32 && costs.lanes <= 8, 'costs beyond all bounds');
    if (costs.memoryKiB * costs.passes > 16 * 1024) return new Uint8Array(32);
    const name = JSON.stringify([...message, ...salt, costs]);
    const key = known.get(name) ?? (await nodeArgon2(message, salt, costs));
    if (known.size < 1000) known.set(name, Uint8Array.from(key));
    return Uint8Array.from(key);
  };
}
