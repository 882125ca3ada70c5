import { LatchkeyError } from '../contract/errors.ts';
import { openManifest } from './attachments.ts';
import { toHex, vaultId as vaultIdOf, fromHex, vaultKey, wipe, type SlotId, type VaultKey } from './bytes.ts';
import { inboxKeyOf } from './captures.ts';
import { attachmentRevision, openChunkOf, sealChunk, type ChunkedFile } from './chunks.ts';
import { openedSlot, type Credential } from './credentials.ts';
import { parseHeader, sealHeader, verifyHeader, type Header } from './header.ts';
import { Keyring } from './keyring.ts';
import { Breath, type Progress } from './progress.ts';
import type { RandomBytes } from './random.ts';
import { RowBatch } from './row-batch.ts';
import { openBytes, sealBytes } from './sealing.ts';
import { deleteRow, type SealedRow } from './sealed-rows.ts';
import { sealSlot, type SlotSeed } from './slots.ts';
import { RowTally, type VaultState } from './state.ts';
import type { RowIdentity, Store, StoredChunk, StoredItem } from './store.ts';
import { isAttachment, openSummary } from './summaries.ts';

/** Rows taken out of a draft in one transaction. */
const deletionBatch = 100;

/** An unlocked vault, as rotation sees it. */
export interface RotationSource {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly header: Header;
  readonly state: VaultState;
}

/** How a rotation is to go. */
export interface RotationPlan {
  /** Who can open the vault afterwards. Their secrets are zeroed. */
  readonly seeds: readonly SlotSeed[];
  readonly random: RandomBytes;
  /** The key of a draft that a crash has left, from `findRotationKey`: the target is that draft. The rotation owns it. */
  readonly resume?: VaultKey | undefined;
}

/**
 * Seals everything in a vault again under a new key, into another store. Only the holders in `seeds` can open the new one;
 * the vault's id, its items and their revisions stay. The store is empty, or a draft that is carried on: then chunks it
 * has already are kept, and nothing else of it. (A chunk is the same for ever; another row of the same revision may come
 * from another past of this vault, where a backup took its place.) Yields its progress; returns the new keyring, which the
 * caller owns. The state is written last and alone makes the target a vault.
 *
 * The source is only read, and must not change meanwhile. Throws `record-tampered` or `rows-extra` for a record that does
 * not open or belongs to nothing: what is damaged must be dealt with first, not copied.
 */
export function* rotateInto(
  target: Store,
  source: RotationSource,
  { seeds, random, resume }: RotationPlan,
): Generator<Progress, Keyring> {
  const { vaultId } = source.header;
  const key = resume ?? vaultKey(random(32));
  const keyring = new Keyring(key, vaultId);
  try {
    const slots = seeds.map((seed) => sealSlot(seed, key, vaultId, random));
    const inbox = source.header.inbox && { publicKey: inboxKeyOf(keyring) };
    const header = sealHeader({ ...source.header, slots, ...(inbox ? { inbox } : {}) }, keyring);
    target.transaction(() => target.writeHeader(header));
    const kept = resume ? yield* clearDraft(target) : new Map<string, RowIdentity>();
    const tally = new RowTally(keyring);
    yield* new Resealing(source, keyring, random, new RowBatch(target, tally)).run(kept);
    yield* deleteRows(target, [...kept.values()]);
    const state = source.state.moved(tally, header);
    target.transaction(() => target.writeState(state.seal(keyring, random)));
    return keyring;
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}

/** What says that a draft is not one to carry on, as against an error that has to be told. */
const notOurs: readonly string[] = [
  'header-tampered',
  'unsupported-format',
  'kdf-parameters-refused',
  'wrong-passphrase',
  'key-file-required',
  'wrong-recovery-phrase',
  'wrong-pin',
  'not-found',
];

/**
 * The vault key of a draft that a rotation of this vault (32 hex digits) has left, for `rotateInto`; the caller zeroes it
 * unless it is passed on. Null if the draft has no usable header, is of another vault, or the credential does not open its
 * slot `successor`: see `successorOf`.
 */
export async function findRotationKey(
  target: Store,
  credential: Credential,
  { vaultId, successor }: { readonly vaultId: string; readonly successor: SlotId },
): Promise<VaultKey | null> {
  try {
    const stored = target.readHeader();
    const header = parseHeader(stored);
    if (toHex(header.vaultId) !== vaultId) return null;
    const slots = header.slots.filter(({ id }) => id === toHex(successor));
    const { key } = await openedSlot(slots, header.vaultId, credential);
    const keyring = new Keyring(vaultKey(Uint8Array.from(key)), vaultIdOf(fromHex(vaultId)));
    try {
      verifyHeader(stored, keyring);
      return key;
    } catch (error) {
      wipe(key);
      throw error;
    } finally {
      keyring.wipe();
    }
  } catch (error) {
    if (error instanceof LatchkeyError && notOurs.includes(error.code)) return null;
    throw error;
  }
}

/** Every record of a vault, opened with one key and sealed with another. */
class Resealing {
  readonly #source: RotationSource;
  readonly #keyring: Keyring;
  readonly #random: RandomBytes;
  readonly #batch: RowBatch;
  readonly #breath = new Breath();
  readonly #attachments = new Set<string>();
  readonly #files = new Map<string, ChunkedFile>();

  constructor(source: RotationSource, keyring: Keyring, random: RandomBytes, batch: RowBatch) {
    this.#source = source;
    this.#keyring = keyring;
    this.#random = random;
    this.#batch = batch;
  }

  /** Takes the chunks that the target has already out of `kept`: what is left there belongs to nothing. */
  *run(kept: Map<string, RowIdentity>): Generator<Progress, void> {
    const { store } = this.#source;
    yield* this.#records('summary', store.readItems('summary'));
    yield* this.#records('content', store.readItems('content'));
    yield* this.#records('version', store.readVersions(null));
    yield* this.#chunks(kept);
    this.#batch.flush();
    yield this.#progress;
  }

  get #progress(): Progress {
    const { summary, content, version, chunk } = this.#source.state.rows;
    return { done: this.#batch.done, total: Math.max(this.#batch.done, summary + content + version + chunk) };
  }

  *#records(table: 'summary' | 'content' | 'version', rows: Iterable<StoredItem>): Generator<Progress, void> {
    for (const row of rows) {
      this.#learn(table, row);
      this.#batch.put(this.#reseal(table, row));
      if (this.#breath.isDueAfter(row.sealed.length)) yield this.#progress;
    }
  }

  *#chunks(kept: Map<string, RowIdentity>): Generator<Progress, void> {
    const { store, state } = this.#source;
    const loose = new Set(state.loose);
    for (const chunk of store.readChunks()) {
      if (loose.has(toHex(chunk.id))) continue;
      const identity = chunkIdentity(chunk);
      if (kept.delete(chunkName(identity))) this.#batch.count(identity);
      else this.#batch.put({ identity, sealed: this.#resealChunk(chunk) });
      if (this.#breath.isDueAfter(chunk.sealed.length)) yield this.#progress;
    }
  }

  /** Which items are attachments, and how many chunks they have: a chunk's seal tells whether it is the last. */
  #learn(table: 'summary' | 'content' | 'version', row: StoredItem): void {
    const id = toHex(row.id);
    if (table === 'summary' && isAttachment(openSummary(this.#source.keyring, row)))
      this.#attachments.add(id);
    if (table === 'content' && this.#attachments.has(id)) {
      this.#files.set(id, openManifest(this.#source.keyring, row));
    }
  }

  #reseal(table: 'summary' | 'content' | 'version', { id, revision, sealed }: StoredItem): SealedRow {
    const identity = { table, id, revision } as const;
    const message = openBytes(this.#source.keyring, identity, sealed);
    try {
      return { identity, sealed: sealBytes(this.#keyring, identity, message, this.#random) };
    } finally {
      wipe(message);
    }
  }

  #resealChunk(chunk: StoredChunk): Uint8Array {
    const { id, position } = chunk;
    const file = this.#files.get(toHex(id));
    if (!file || position >= file.chunks) throw belongsToNothing(toHex(id));
    const bytes = openChunkOf(this.#source.keyring, file, chunk);
    try {
      const sealer = { key: this.#keyring.subkey('chunk'), vaultId: this.#keyring.vaultId };
      return sealChunk(sealer, { id, position, isFinal: position === file.chunks - 1 }, bytes, this.#random);
    } finally {
      wipe(bytes);
    }
  }
}

/** Takes everything out of a draft but its chunks, and returns those. */
function* clearDraft(target: Store): Generator<Progress, Map<string, RowIdentity>> {
  const chunks = new Map<string, RowIdentity>();
  const others: RowIdentity[] = [];
  for (const row of target.identities()) {
    if (row.table === 'chunk') chunks.set(chunkName(row), row);
    else others.push(row);
  }
  yield* deleteRows(target, others);
  return chunks;
}

function* deleteRows(target: Store, rows: readonly RowIdentity[]): Generator<Progress, void> {
  for (let start = 0; start < rows.length; start += deletionBatch) {
    const some = rows.slice(start, start + deletionBatch);
    target.transaction(() => {
      for (const row of some) deleteRow(target, row);
    });
    yield { done: 0, total: 0 };
  }
}

function chunkIdentity({ id, position }: StoredChunk): RowIdentity {
  return { table: 'chunk', id, revision: attachmentRevision, position };
}

function chunkName({ id, position }: RowIdentity): string {
  return `${toHex(id)}/${position ?? 0}`;
}

function belongsToNothing(id: string): LatchkeyError {
  return new LatchkeyError(
    'rows-extra',
    'This vault holds part of a file that belongs to no note: it was put there outside Latchkey.',
    { details: { table: 'chunk', id } },
  );
}
