import { fromHex } from '../../../vault/index.ts';
import { fingerprintOf } from '../../authority.ts';
import { verifyConsistency, verifyInclusion } from '../../crypto/merkle-log.ts';
import {
  entryOf,
  isAnswerSigned,
  type DirectoryHead,
  type DirectoryKey,
  type DirectoryView,
} from './directory.ts';

/** The devices that a compliant client's screen shows: all but those that the provider asked it to leave out. */
export function shownDevices({ keys }: Pick<DirectoryView, 'keys'>): readonly string[] {
  return keys.filter(({ isSilent }) => !isSilent).map(({ device }) => device);
}

/** Something about an answer that an honest directory gives no reason for. */
export interface Alarm {
  readonly kind: 'unsigned' | 'log-inconsistent' | 'not-in-log' | 'unknown-key';
  /** Of the key concerned; null where it is the whole answer. */
  readonly fingerprint: string | null;
  /** For the owner. */
  readonly says: string;
}

/** What a client knows of its account. */
export interface OwnerClientOptions {
  /** Ed25519, 32 bytes. */
  readonly directoryKey: Uint8Array;
  /** Public keys of the owner's own devices, hex. */
  readonly ownKeys: readonly string[];
  /** Whether it holds answers against the log (key transparency). Without it, whatever is signed is believed. */
  readonly checksLog: boolean;
}

/** The client of one owner: it asks the directory whom to seal for. */
export class OwnerClient {
  readonly #options: OwnerClientOptions;
  readonly #alarms: Alarm[] = [];
  #seen: Pick<DirectoryHead, 'size' | 'root'> | null = null;

  constructor(options: OwnerClientOptions) {
    this.#options = options;
  }

  /** Size of the log that it saw last and found in order. */
  get seenSize(): number {
    return this.#seen?.size ?? 0;
  }

  /** Everything that it has warned its owner of, oldest first. */
  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /**
   * Reads an answer and says for which keys the next epoch is sealed. A client that checks the log seals for the owner's own
   * devices and for no key that the owner has not added; it raises an alarm for every such key. One that does not check seals
   * for all.
   */
  receive(view: DirectoryView): readonly DirectoryKey[] {
    const own = view.keys.filter(({ publicKey }) => this.#options.ownKeys.includes(publicKey));
    if (!isAnswerSigned(view, this.#options.directoryKey)) {
      this.#warn('unsigned', null, 'The answer about your devices is not signed by your provider.');
      return own;
    }
    if (!this.#options.checksLog) return view.keys;
    if (this.#follows(view)) this.#seen = view.head;
    else {
      this.#warn(
        'log-inconsistent',
        null,
        'The directory shows a log that does not begin with what it showed before: its past was changed.',
      );
    }
    for (const key of view.keys) this.#look(view, key, own);
    return own;
  }

  /** Whether the log has only grown since the last look. */
  #follows({ head, consistency }: DirectoryView): boolean {
    if (!head) return false;
    if (!this.#seen) return true;
    const { size: firstSize, root: firstRoot } = this.#seen;
    return verifyConsistency({
      firstSize,
      firstRoot,
      secondSize: head.size,
      secondRoot: head.root,
      proof: consistency,
    });
  }

  #look({ account, head }: DirectoryView, key: DirectoryKey, own: readonly DirectoryKey[]): void {
    const { publicKey, inLog } = key;
    const fingerprint = fingerprintOf(fromHex(publicKey));
    const entry = entryOf(account, publicKey);
    const isInLog = head !== null && inLog !== null && verifyInclusion({ entry, ...inLog, ...head });
    if (!isInLog) {
      this.#warn('not-in-log', fingerprint, 'The directory gives out a key that its log does not have.');
    }
    if (!own.includes(key)) {
      this.#warn(
        'unknown-key',
        fingerprint,
        'A key that none of your devices has is given out in your name.',
      );
    }
  }

  #warn(kind: Alarm['kind'], fingerprint: string | null, says: string): void {
    const isKnown = this.#alarms.some((alarm) => alarm.kind === kind && alarm.fingerprint === fingerprint);
    if (!isKnown) this.#alarms.push({ kind, fingerprint, says });
  }
}
