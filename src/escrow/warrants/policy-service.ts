import { LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import type { LogEntry } from '../../contract/lab.ts';
import { toHex, type EscrowSlot, type SlotSecret, type VaultId } from '../../vault/index.ts';
import type { Keystore } from '../keystore.ts';
import { openWrapped } from '../wrapped-slot.ts';
import { AccessLog, type TreeHead, type Witness } from './access-log.ts';
import { checkWarrant, type Warrant } from './warrant.ts';

/** What a policy service is set up with. */
export interface PolicyServiceSetup {
  readonly name: string;
  /** The public key that warrants are signed under, 32 bytes. */
  readonly issuer: Uint8Array;
  readonly now: () => number;
  readonly witness: Witness;
  readonly log?: AccessLog;
  readonly keystores?: readonly Keystore[];
}

/** Which vault somebody wants opened, and by what right. */
export interface OpeningOrder {
  readonly vaultId: VaultId;
  readonly isDemo: boolean;
  readonly warrant: Warrant | null;
}

/** An order that was found in order. Only the service that gave it takes it back. */
export interface Admission {
  readonly order: OpeningOrder;
  readonly entry: LogEntry;
  readonly head: TreeHead;
}

/**
 * A program that has an authority's private key in it, and uses it only after three things: the warrant was checked, the access
 * was written into a Merkle log, and a witness outside has seen that log. That order is in this code and nowhere else: the
 * key does not know of it.
 */
export class PolicyService {
  readonly #setup: PolicyServiceSetup;
  readonly #used = new Set<string>();
  readonly #admitted = new WeakSet<Admission>();
  #keystores: readonly Keystore[];
  #log: AccessLog;

  constructor(setup: PolicyServiceSetup) {
    this.#setup = setup;
    this.#log = setup.log ?? new AccessLog();
    this.#keystores = setup.keystores ?? [];
  }

  get log(): AccessLog {
    return this.#log;
  }

  /** What lies in the service's memory: an intruder there has it. */
  get keystores(): readonly Keystore[] {
    return this.#keystores;
  }

  /** Starts the service with these keys. */
  start(keystores: readonly Keystore[]): void {
    this.#keystores = keystores;
  }

  /** Goes on with a log from disk, as after a restart. It takes what is there: to notice a change is the witness's work. */
  restore(log: AccessLog): void {
    this.#log = log;
  }

  /** Whether a warrant was used here. */
  hasUsed({ id }: Pick<Warrant, 'id'>): boolean {
    return this.#used.has(id);
  }

  /**
   * Checks the warrant and uses it up; a refusal is logged, too. Throws as `checkWarrant` does, or `invalid-request` where
   * there is none. Gives the log's new entry.
   */
  check(order: OpeningOrder): LogEntry {
    const vault = toHex(order.vaultId);
    const short = vault.slice(0, 8);
    const { issuer, now } = this.#setup;
    try {
      const { warrant } = order;
      if (!warrant) throw noWarrant();
      checkWarrant(warrant, { issuer, vaultId: vault, now: now(), used: this.#used });
      this.#used.add(warrant.id);
      return this.#record(`opens vault ${short} on warrant ${warrant.id.slice(0, 8)}`);
    } catch (error) {
      if (error instanceof LatchkeyError) this.#record(`refused to open vault ${short}: ${reasonOf(error)}`);
      throw error;
    }
  }

  /** Shows the log to the witness. Throws `log-inconsistent`. `entry` is what `check` gave for this order. */
  publish(order: OpeningOrder, entry: LogEntry): Admission {
    if (!this.#log.entries.includes(entry))
      throw new RangeError('PolicyService: this entry is not in its log');
    const admission: Admission = { order, entry, head: this.#setup.witness.look(this.#log) };
    this.#admitted.add(admission);
    return admission;
  }

  /** Opens the slot, once for each admission. Throws `wrong-authority-key`. The caller zeroes the secret. */
  async open(admission: Admission, slot: Pick<EscrowSlot, 'id' | 'access'>): Promise<SlotSecret> {
    if (!this.#admitted.delete(admission)) throw new RangeError('PolicyService: this was not admitted here');
    const { vaultId, isDemo } = admission.order;
    const secret = await openWrapped(this.#keystores, slot, { vault: vaultId, isDemo });
    if (secret) return secret;
    throw new LatchkeyError(
      'wrong-authority-key',
      'The key in the policy service does not open this slot: the vault was enrolled with another key. It was not opened.',
    );
  }

  #record(what: string): LogEntry {
    return this.#log.append({ at: this.#setup.now(), by: this.#setup.name, what });
  }
}

/** Why an order was refused, as the log has it. */
function reasonOf({ code }: LatchkeyError): string {
  return reasons[code] ?? 'the order is not in order';
}

const reasons: Readonly<Partial<Record<ErrorCode, string>>> = {
  'invalid-request': 'there is no warrant',
  'warrant-forged': 'the signature is not the issuer’s',
  'warrant-not-yet-valid': 'the warrant is not valid yet',
  'warrant-expired': 'the warrant has expired',
  'warrant-out-of-scope': 'the warrant is for something else',
  'warrant-replayed': 'the warrant was used before',
};

function noWarrant(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'No warrant was brought, and the policy service opens nothing without one. The vault was not opened.',
  );
}
