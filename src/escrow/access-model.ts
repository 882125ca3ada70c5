import type { LatchkeyError } from '../contract/errors.ts';
import type { CeremonyStep, LogEntry, ModelId, ModelInfo, Settings } from '../contract/lab.ts';
import type { EscrowSlot, RandomBytes, SlotSecret, SlotSeed, VaultId } from '../vault/index.ts';
import type { AuthorityCard } from './authority.ts';
import type { Keystore } from './keystore.ts';
import type { Warrant } from './warrants/warrant.ts';

/** What a model takes from outside besides its settings. */
export interface Tools {
  /** Milliseconds since 1970, UTC. Scenarios set it. */
  readonly now: () => number;
  readonly random: RandomBytes;
}

/** A demo vault whose owner lets the regime in. */
export interface VaultToEnrol {
  readonly vaultId: VaultId;
  /** For people: what the vault is called. */
  readonly name: string;
}

/** What enrolling adds. */
export interface Enrolment {
  /** Slots for the vault; none in a model that opens no vault. */
  readonly seeds: readonly SlotSeed[];
  /** What stays in the owner's hands and nobody else's, such as the key inside a device. */
  readonly device: readonly Keystore[];
}

/** Text that is about to be sealed, as the client sees it. */
export interface TextToSeal {
  readonly vaultId: VaultId;
  readonly note: string;
  readonly text: string;
}

/** What a scanning client sends away about a text: sealed to the authority, 32 hex digits of vault id beside it. */
export interface ScanReport {
  readonly vaultId: string;
  /** HPKE encapsulation and ciphertext, hex. */
  readonly enc: string;
  readonly sealed: string;
}

/** Somebody who keeps keys in a regime. */
export interface KeyHolder {
  /** A node of the model's diagram. */
  readonly id: string;
  readonly name: string;
  readonly keystores: readonly Keystore[];
}

/** What is brought to a ceremony. */
export interface AccessRequest {
  readonly vaultId: VaultId;
  /** The vault's escrow slots. */
  readonly slots: readonly EscrowSlot[];
  readonly warrant: Warrant | null;
  /** The keys on the table: those of all holders, unless somebody is missing or something is wrong on purpose. */
  readonly brought: readonly Keystore[];
  /** What the seized device holds; empty where nobody has it. */
  readonly device: readonly Keystore[];
  /** Reports that clients have sent. */
  readonly reports: readonly ScanReport[];
}

/** What a ceremony gave. */
export interface Access {
  /** The slot that was opened, and its secret; null where nothing opens. The caller zeroes it. */
  readonly opened: { readonly slotId: string; readonly secret: SlotSecret } | null;
  /** What was learnt without opening anything: one line each. */
  readonly metadata: readonly string[];
  /** Hashes or keys that were tried. */
  readonly tries: number;
  /** Keys that lay on the access console while this went on. An intruder there has them. */
  readonly onConsole: readonly Keystore[];
}

/** Work that is done until something opens. */
export interface Effort {
  /** Hashes or keys that may be tried; then the answer is null. */
  readonly mostTries: number;
  /** Told now and then how many more have been tried, and at the end. */
  readonly onTries: (tries: number) => void;
}

/** An access model in force: its keys exist, and vaults are enrolled under it. */
export interface Regime {
  readonly model: ModelId;
  readonly settings: Settings;
  /** The public halves. */
  readonly cards: readonly AuthorityCard[];
  /** Everybody who keeps keys. In a model that nobody keeps keys in: nobody. */
  readonly holders: readonly KeyHolder[];
  /** How many of them it takes. 0 where nobody keeps keys. */
  readonly needed: number;
  enrol(vault: VaultToEnrol): Promise<Enrolment>;
  /**
   * Whether the owner's next use of a vault makes a new epoch: a new vault key, wrapped anew for whoever the regime says.
   * True only where what an authority gets begins with the next epoch.
   */
  readonly hasEpochs: boolean;
  /** Looks at a text before it is sealed; null where the client reports nothing. */
  inspect(text: TextToSeal): Promise<ScanReport | null>;
  /**
   * The ceremony of lawful access, step by step: a screen, the command line and a test all run this. What is refused is
   * thrown as a `LatchkeyError` after the step that tells it.
   */
  access(request: AccessRequest): AsyncGenerator<CeremonyStep, Access>;
  /** Every entry of the logs that ceremonies have left so far. */
  log(): readonly LogEntry[];
}

/** What a regime is set up with. */
export interface Establishment {
  readonly settings: Settings;
  readonly tools: Tools;
  /** The public key that warrants are signed under, 32 bytes. */
  readonly issuer: Uint8Array;
}

/**
 * A way for somebody besides the owner to open a vault, in a file of its own: the slots, the keys and their keepers, the steps
 * of lawful access, and what remains of them in a log.
 */
export interface AccessModel {
  readonly info: ModelInfo;
  /** Makes the keys of a demonstration. */
  establish(establishment: Establishment): Promise<Regime>;
  /**
   * What these keys make of a slot, whoever holds them and however they came by them: no warrant is asked for, because
   * none is an input. Null if they do not open it. The caller zeroes the secret.
   */
  recover(
    keystores: readonly Keystore[],
    slot: EscrowSlot,
    place: { readonly vault: VaultId; readonly isDemo: boolean },
    effort: Effort,
  ): Promise<SlotSecret | null>;
  /** Why keys that do belong to a slot give nothing: `too-few-shares` or `share-damaged`. Null where there is no such reason. */
  explain?(
    keystores: readonly Keystore[],
    slot: EscrowSlot,
    place: { readonly vault: VaultId; readonly isDemo: boolean },
  ): Promise<LatchkeyError | null>;
  /** What these keys read in reports that clients have sent: one line each. Empty in a model without reports. */
  readReports(keystores: readonly Keystore[], reports: readonly ScanReport[]): Promise<readonly string[]>;
}
