import { nodeArgon2 } from '../../src/engine/fixtures/node-argon2.ts';
import {
  createVault,
  deviceSeed,
  fromHex,
  itemId,
  passphraseSeed,
  recoverySeed,
  toHex,
  vaultId,
  vaultKey,
  type ItemId,
  type Vault,
} from '../../src/vault/index.ts';
import { ChunkCutter } from '../../src/vault/chunks.ts';
import { Keyring } from '../../src/vault/keyring.ts';
import { MemoryStore } from '../../src/vault/testing/memory-store.ts';
import { cheapKdf, fixedRandom } from '../../src/vault/testing/surroundings.ts';

export const passphrase = 'six slow herons over the weir';
export const pin = '135790';

/** A vault in memory with something of every kind in it. The same one each time, and its key is known. */
export interface SampleVault {
  readonly store: MemoryStore;
  readonly phrase: string;
  readonly deviceSecret: Uint8Array;
  readonly noteIds: readonly ItemId[];
  readonly attachments: readonly SampleAttachment[];
}

export interface SampleAttachment {
  readonly id: ItemId;
  readonly note: ItemId;
  readonly bytes: Uint8Array;
}

export const now = 1_767_225_600_000;

/** The keys of the sample vault, which a caller may wipe. */
export function sampleKeyring(): Keyring {
  // `createVault` draws the id first, then the key.
  const random = fixedRandom();
  const id = vaultId(random(16));
  return new Keyring(vaultKey(random(32)), id);
}

export async function makeSampleVault(): Promise<SampleVault> {
  const store = new MemoryStore();
  const random = fixedRandom();
  let clock = now;
  const tools = { kdf: cheapKdf, deriveKey: nodeArgon2, random };
  const vault = await createVault(store, { ...tools, passphrase, now: () => (clock += 600_000) });
  const recovery = recoverySeed(now, random);
  const device = await deviceSeed({ ...tools, pin, label: 'This computer', now });
  const second = await passphraseSeed({ ...tools, passphrase: `${passphrase} too`, now });
  vault.changeSlots({ add: [recovery.seed, device.seed, second] });
  const attachments: SampleAttachment[] = [];
  const noteIds: ItemId[] = [];
  for (const [index, sizes] of [[], [100_000, 0], [65_536]].entries()) {
    let note = vault.create({
      title: `Note ${index}`,
      body: 'first',
      tags: ['tea'],
      notebook: 'Shelf/Upper',
    });
    note = vault.save({ ...note, body: `second ${'word '.repeat(40)}`, keepVersion: true });
    for (const size of sizes) {
      const bytes = patternOf(size);
      const added = attach(vault, note, bytes, random);
      note = added.note;
      attachments.push({ ...added, note: itemId(fromHex(note.id)), bytes });
    }
    if (index === 2) vault.change([note.id], { trashed: true });
    noteIds.push(itemId(fromHex(note.id)));
  }
  vault.organise({ kind: 'create-notebook', path: 'Empty' });
  vault.organise({ kind: 'colour-tag', tag: 'tea', colour: 'green' });
  vault.openInbox();
  return { store, phrase: recovery.phrase, deviceSecret: device.secret, noteIds, attachments };
}

function attach(
  vault: Vault,
  note: ReturnType<Vault['create']>,
  bytes: Uint8Array,
  random: (length: number) => Uint8Array,
) {
  const writer = vault.beginAttachment();
  const cutter = new ChunkCutter(writer.sealer, random);
  writer.put([...cutter.push(bytes), ...cutter.end()]);
  const { summary, attachment } = writer.finish(note, {
    name: `${bytes.length}.bin`,
    size: bytes.length,
    chunks: cutter.chunks,
  });
  return { note: summary, id: itemId(fromHex(attachment.id)) };
}

/** Bytes of which no two places look alike. */
export function patternOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7 + 1) & 0xff);
}

export function nameOf(id: ItemId): string {
  return toHex(id);
}
