import { LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import type { AttachmentSummary, NoteId, NoteSummary } from '../../contract/words.ts';
import { sealChunks } from '../chunks.ts';
import { systemRandom } from '../random.ts';
import { recoverySeed } from '../slot-seeds.ts';
import { createVault, unlockVault } from '../unlocking.ts';
import type { Vault } from '../vault.ts';
import { MemoryStore } from './memory-store.ts';
import { cheapKdf, nobleArgon2id } from './surroundings.ts';

/** A clock that tests set: milliseconds since 1970, UTC. */
export interface Clock {
  now: number;
}

/** A vault in memory, and how to open it without the cost of a passphrase. */
export interface TestVault {
  readonly store: MemoryStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly reopen: (store?: MemoryStore) => Promise<Vault>;
}

export async function makeVault(): Promise<TestVault> {
  const store = new MemoryStore();
  const clock = { now: Date.UTC(2026, 0, 14, 12) };
  const now = () => clock.now;
  const vault = await createVault(store, {
    passphrase: 'correct horse battery staple',
    kdf: cheapKdf,
    deriveKey: nobleArgon2id,
    now,
  });
  const { seed, phrase } = recoverySeed(clock.now);
  vault.changeSlots({ add: [seed] });
  const reopen = (from = store) => unlockVault(from, { kind: 'recovery', phrase }, { now });
  return { store, vault, clock, reopen };
}

export { finish } from '../progress.ts';

/** The code of the error that `work` throws; null if it throws none. */
export function codeOf(work: () => unknown): ErrorCode | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code;
    throw error;
  }
}

/** Bytes that differ from place to place. */
export function bytesOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 256);
}

/** Puts a file into a note. */
export function attach(
  vault: Vault,
  note: { readonly id: NoteId },
  bytes: Uint8Array,
  name = 'file.bin',
): { readonly summary: NoteSummary; readonly attachment: AttachmentSummary } {
  const writer = vault.beginAttachment();
  const chunks = [...sealChunks(writer.sealer, [bytes], systemRandom)];
  for (const chunk of chunks) writer.put([chunk]);
  writer.sealer.key.fill(0);
  return writer.finish(note, { name, size: bytes.length, chunks: chunks.length });
}

/** The same bytes with one bit changed. */
export function flipped(sealed: Uint8Array, at = 30): Uint8Array {
  const index = at % sealed.length;
  return sealed.with(index, (sealed[index] ?? 0) ^ 1);
}
