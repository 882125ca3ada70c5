import { fromHex, itemId } from './bytes.ts';
import { attachmentRevision } from './chunks.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Progress } from './progress.ts';
import type { RowIdentity } from './store.ts';

/** Chunks deleted in one transaction: 8 MiB. */
const batch = 128;
/** The most ids that the state keeps in its one row; above it, what can go goes first. */
const maxLoose = 1_000;

/** Chunks that belong to nothing: of files that are still arriving, and of files whose removal is not finished. */
export class LooseChunks {
  readonly #ledger: Ledger;
  readonly #arriving = new Set<string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Whether a sweep would find something. */
  get isAny(): boolean {
    return this.#next() !== undefined;
  }

  /** The loose ids with some more: for the change that makes these loose. */
  with(ids: readonly string[]): readonly string[] {
    if (this.#ledger.state.loose.length + ids.length > maxLoose) this.#sweepNow();
    return [...new Set([...this.#ledger.state.loose, ...ids])];
  }

  /**
   * For the change that removes these files: most of what they consist of becomes loose; where that is more than the state
   * keeps track of, the rest goes at once.
   */
  removed(ids: readonly string[]): Required<Pick<Change, 'loose' | 'gone'>> {
    const loose = ids.slice(0, maxLoose);
    return { loose: this.with(loose), gone: ids.slice(maxLoose).flatMap((id) => this.#chunksOf(id)) };
  }

  /** The loose ids without some: for the change that makes their chunks belong to something. */
  without(...ids: readonly string[]): readonly string[] {
    return this.#ledger.state.loose.filter((other) => !ids.includes(other));
  }

  /** Chunks of this id are being written, and must not be swept away until `settle`. */
  expect(id: string): void {
    this.#arriving.add(id);
  }

  settle(id: string): void {
    this.#arriving.delete(id);
  }

  /** Deletes loose chunks, a few at a time; other changes may come between. Its progress counts chunks, with no total. */
  *sweep(): Generator<Progress, void> {
    let done = 0;
    for (let id = this.#next(); id !== undefined; id = this.#next()) {
      done += this.#deleteSome(id);
      yield { done, total: 0 };
    }
  }

  #next(): string | undefined {
    return this.#ledger.state.loose.find((id) => !this.#arriving.has(id));
  }

  #deleteSome(hex: string): number {
    const gone = this.#chunksOf(hex, batch);
    const isLast = gone.length < batch;
    this.#ledger.commit({ gone, loose: isLast ? this.without(hex) : undefined });
    return gone.length;
  }

  #chunksOf(hex: string, most = Number.MAX_SAFE_INTEGER): RowIdentity[] {
    const id = itemId(fromHex(hex));
    const positions = this.#ledger.store.readChunkPositions(id, most);
    return positions.map((position) => ({ table: 'chunk', id, revision: attachmentRevision, position }));
  }

  #sweepNow(): void {
    for (let id = this.#next(); id !== undefined; id = this.#next()) this.#deleteSome(id);
  }
}
