import { LatchkeyError } from '../../contract/errors.ts';
import type { LogEntry } from '../../contract/lab.ts';
import { fromHex, toHex, utf8 } from '../../vault/index.ts';
import { MerkleLog, verifyConsistency } from '../crypto/merkle-log.ts';

/** What happened, before it has a place in a log. */
export type AccessRecord = Pick<LogEntry, 'at' | 'by' | 'what'>;

/** What a log is at one moment: how many entries it has, and the hash over all of them. */
export interface TreeHead {
  readonly size: number;
  /** 64 hex digits. */
  readonly root: string;
}

/** The bytes of an entry: `latchkey/v1/access` ‖ JSON of [at, by, what]. */
export function entryBytes({ at, by, what }: AccessRecord): Uint8Array {
  return utf8(`latchkey/v1/access${JSON.stringify([at, by, what])}`);
}

/** A log of accesses as a Merkle tree (RFC 6962 section 2.1): its head commits to every entry and to their order. */
export class AccessLog {
  readonly #tree = new MerkleLog();
  readonly #entries: LogEntry[] = [];

  /** From what was recorded before, such as a list read from disk. Whether it is what it was, only a witness can tell. */
  constructor(records: Iterable<AccessRecord> = []) {
    for (const record of records) this.append(record);
  }

  get entries(): readonly LogEntry[] {
    return [...this.#entries];
  }

  get head(): TreeHead {
    return { size: this.#tree.size, root: toHex(this.#tree.root()) };
  }

  /** Adds an entry, and gives it with its place and the root that the log has since. */
  append({ at, by, what }: AccessRecord): LogEntry {
    const index = this.#tree.append(entryBytes({ at, by, what }));
    const entry: LogEntry = { at, by, what, index, root: this.head.root };
    this.#entries.push(entry);
    return entry;
  }

  /** Proof that an entry is in the log: hashes of 32 bytes. Throws a RangeError for an entry that it does not have. */
  inclusionProof(index: number): readonly Uint8Array[] {
    return this.#tree.inclusionProof(index);
  }

  /** Proof that the log begins with what it was at `size` entries. Throws a RangeError if it never had so many. */
  consistencyProof(size: number): readonly Uint8Array[] {
    return this.#tree.consistencyProof(size);
  }
}

/** Somebody outside who remembers the head of a log, and asks for a proof before believing in the next one. */
export class Witness {
  #seen: TreeHead | null;

  constructor(seen: TreeHead | null = null) {
    this.#seen = seen;
  }

  /** The last head that was shown; null before the first. */
  get seen(): TreeHead | null {
    return this.#seen;
  }

  /** Whether the log still begins with everything it had when this witness last looked. */
  finds(log: AccessLog): boolean {
    const seen = this.#seen;
    if (!seen) return true;
    const { size, root } = log.head;
    if (size < seen.size) return false;
    return verifyConsistency({
      firstSize: seen.size,
      firstRoot: fromHex(seen.root),
      secondSize: size,
      secondRoot: fromHex(root),
      proof: log.consistencyProof(seen.size),
    });
  }

  /** Looks at the log and remembers its head. Throws `log-inconsistent`, and then goes on remembering the old one. */
  look(log: AccessLog): TreeHead {
    if (!this.finds(log)) throw inconsistent(this.#seen?.size ?? 0);
    this.#seen = log.head;
    return this.#seen;
  }
}

function inconsistent(size: number): LatchkeyError {
  return new LatchkeyError(
    'log-inconsistent',
    `The access log no longer begins with the ${size === 1 ? 'entry' : `${size} entries`} that its witness has seen: something was removed or changed. Nothing is opened until that is explained.`,
  );
}
