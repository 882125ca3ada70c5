import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { fromHex, toHex, u64be, utf8, type RandomBytes } from '../../../vault/index.ts';
import { MerkleLog } from '../../crypto/merkle-log.ts';

/** A key of an account, as the directory gives it out. */
export interface DirectoryKey {
  /** What the account calls the device. */
  readonly device: string;
  /** 1,216 bytes of X-Wing, as hex. */
  readonly publicKey: string;
  /** The provider asks the client's screen not to mention this one. A client that complies does as it is asked. */
  readonly isSilent: boolean;
  /** Where the log has it; null without a log, and for a key that was given out past the log. */
  readonly inLog: { readonly index: number; readonly proof: readonly Uint8Array[] } | null;
}

/** The state of the log, signed by the provider: whoever has two that do not go together can show it to others. */
export interface DirectoryHead {
  readonly size: number;
  /** 32 bytes (RFC 6962). */
  readonly root: Uint8Array;
  /** Ed25519, 64 bytes: see `headBytes`. */
  readonly signature: Uint8Array;
}

/** The directory's answer about one account. */
export interface DirectoryView {
  /** Hex id of the vault: in this lab each vault is an account. */
  readonly account: string;
  readonly keys: readonly DirectoryKey[];
  /** Null in a directory without a log. */
  readonly head: DirectoryHead | null;
  /** Proof that the log still begins with what the client saw last. */
  readonly consistency: readonly Uint8Array[];
  /** Ed25519, 64 bytes: see `answerBytes`. */
  readonly signature: Uint8Array;
}

/** What the provider does with the log when it adds a key that nobody shall see. */
export type Concealment =
  /** The log gets an entry as for any other key. */
  | 'logged'
  /** The key is given out, and the log does not have it. */
  | 'unlogged'
  /** The log is made anew, as though the key had been there before the owner's. */
  | 'rewritten';

interface Registered {
  readonly device: string;
  readonly publicKey: string;
  readonly isSilent: boolean;
}

/** The provider's directory: which public keys belong to an account. It signs what it answers. */
export class KeyDirectory {
  readonly publicKey: Uint8Array;
  readonly #privateKey: Uint8Array;
  readonly #accounts = new Map<string, Registered[]>();
  readonly #hasLog: boolean;
  #log = new MerkleLog();
  #positions = new Map<string, number>();

  /** With `hasLog`, every key that is registered is in a Merkle log that clients check: key transparency. */
  constructor(hasLog: boolean, random: RandomBytes) {
    this.#hasLog = hasLog;
    this.#privateKey = random(32);
    this.publicKey = ed25519.getPublicKey(this.#privateKey);
  }

  /** The signing key, 32 bytes: a copy, for its keeper's keystore. */
  get privateKey(): Uint8Array {
    return this.#privateKey.slice();
  }

  /** An owner adds a device. */
  register(account: string, device: string, publicKey: string): void {
    this.#add(account, { device, publicKey, isSilent: false });
    this.#append(entryOf(account, publicKey));
  }

  /** The provider adds a key that the owner's screen shall not show. */
  addSilently(account: string, publicKey: string, concealment: Concealment = 'logged'): void {
    const before = this.#log.entries;
    const at = before.findIndex((entry) => startsWithAccount(entry, account));
    this.#add(account, { device: 'Device', publicKey, isSilent: true });
    if (concealment === 'logged') this.#append(entryOf(account, publicKey));
    if (concealment !== 'rewritten') return;
    this.#log = new MerkleLog();
    this.#positions = new Map();
    for (const entry of before.toSpliced(Math.max(at, 0), 0, entryOf(account, publicKey)))
      this.#append(entry);
  }

  /** What the directory has for an account. `seen`: size of the log that the one who asks saw last. */
  lookup(account: string, seen = 0): DirectoryView {
    const keys = this.keysOf(account).map((key): DirectoryKey => ({
      ...key,
      inLog: this.#place(account, key),
    }));
    return {
      account,
      keys,
      head: this.head(),
      consistency: this.#hasLog && seen <= this.#log.size ? this.#log.consistencyProof(seen) : [],
      signature: ed25519.sign(answerBytes(account, keys), this.#privateKey),
    };
  }

  /** The signed state of the log, as anybody may ask for it; null without one. */
  head(): DirectoryHead | null {
    if (!this.#hasLog) return null;
    const root = this.#log.root();
    const { size } = this.#log;
    return { size, root, signature: ed25519.sign(headBytes(size, root), this.#privateKey) };
  }

  /** Every key of an account, those that screens do not show among them. */
  keysOf(account: string): readonly Registered[] {
    return this.#accounts.get(account) ?? [];
  }

  #add(account: string, key: Registered): void {
    this.#accounts.set(account, [...this.keysOf(account), key]);
  }

  #append(entry: Uint8Array): void {
    if (this.#hasLog) this.#positions.set(nameOf(entry), this.#log.append(entry));
  }

  #place(account: string, { publicKey }: Registered): DirectoryKey['inLog'] {
    const index = this.#positions.get(nameOf(entryOf(account, publicKey)));
    return index === undefined ? null : { index, proof: this.#log.inclusionProof(index) };
  }
}

const entryLabel = utf8('latchkey/v1/directory-key');

/** An entry of the log: `latchkey/v1/directory-key` ‖ account, 16 bytes ‖ SHA-256(public key). */
export function entryOf(account: string, publicKey: string): Uint8Array {
  return concatBytes(entryLabel, fromHex(account), sha256(fromHex(publicKey)));
}

function startsWithAccount(entry: Uint8Array, account: string): boolean {
  return nameOf(entry.subarray(entryLabel.length, entryLabel.length + 16)) === nameOf(fromHex(account));
}

function nameOf(entry: Uint8Array): string {
  return toHex(entry);
}

/** What is signed of a log's state: `latchkey/v1/directory-head` ‖ size, 8 bytes big-endian ‖ root. */
function headBytes(size: number, root: Uint8Array): Uint8Array {
  return concatBytes(utf8('latchkey/v1/directory-head'), u64be(size), root);
}

/** What is signed of an answer: `latchkey/v1/directory-answer` ‖ account, names, keys and requests to be silent, as JSON. */
function answerBytes(account: string, keys: readonly Registered[]): Uint8Array {
  const said = keys.map(({ device, publicKey, isSilent }) => [device, publicKey, isSilent]);
  return utf8(`latchkey/v1/directory-answer${JSON.stringify([account, said])}`);
}

/** Whether an answer, and the state of the log that came with it, are signed by this provider. Never throws. */
export function isAnswerSigned(
  { account, keys, head, signature }: DirectoryView,
  publicKey: Uint8Array,
): boolean {
  try {
    return (
      ed25519.verify(signature, answerBytes(account, keys), publicKey) &&
      (head === null || ed25519.verify(head.signature, headBytes(head.size, head.root), publicKey))
    );
  } catch {
    return false;
  }
}
