import type { DeriveKey, KdfParameters, Store, VaultId } from '../../vault/index.ts';
import type { Regime, ScanReport, Tools } from '../access-model.ts';
import type { Keystore } from '../keystore.ts';
import type { Issuer } from '../warrants/warrant.ts';

/** Where demo vaults lie: real vault files, in a place of the lab's own. */
export interface DemoFiles {
  /** An empty store in a new file, and a way to read that file once the store is closed. */
  create(): { readonly store: Store; readonly read: () => Uint8Array };
  /** A copy of a file, opened to look at. Throws what opening a vault file throws. */
  open(file: Uint8Array): Store;
  /** A copy of a file, opened to be changed, and a way to read it once the store is closed. Throws as `open` does. */
  edit(file: Uint8Array): { readonly store: Store; readonly read: () => Uint8Array };
}

/** What the lab works with. */
export interface Workbench {
  readonly files: DemoFiles;
  readonly deriveKey: DeriveKey;
  /** Costs of the demo vaults' passphrases. */
  readonly kdf: KdfParameters;
  readonly tools: Tools;
}

/** A model in force, with the court that signs its warrants. */
export interface Setting {
  readonly regime: Regime;
  readonly issuer: Issuer;
}

/** A demo vault, as its owner knows it. */
export interface DemoVault {
  readonly name: string;
  readonly id: VaultId;
  readonly passphrase: string;
  /** The random sentence in its one note: whoever can tell it has read the vault. */
  readonly sentence: string;
  /** The closed file, whole. */
  readonly file: Uint8Array;
  /** What stays in the owner's device. */
  readonly device: readonly Keystore[];
  /** What its client has reported. */
  readonly reports: readonly ScanReport[];
}

/** Everything an adversary is given, and all that the worker which plays it gets. */
export interface Bundle {
  /** Several files may be of one vault: copies from different days. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly keystores: readonly Keystore[];
  /** Vault keys that a ceremony or an open vault has given: 32 bytes as hex. */
  readonly vaultKeys: readonly { readonly vaultId: string; readonly key: string }[];
  /** Passphrases to try. */
  readonly words: readonly string[];
  readonly reports: readonly ScanReport[];
  /** What a malicious client has sent home: the vault's key, sealed to the adversary (HPKE), hex. */
  readonly beacons: readonly { readonly vaultId: string; readonly enc: string; readonly sealed: string }[];
  /** The key that opens the beacons: 32 bytes as hex; null where there are none. */
  readonly beaconKey: string | null;
  /** Hashes or keys that may be tried for each slot. */
  readonly mostTries: number;
  /** What a ceremony has told without opening anything: one line each. */
  readonly told: readonly string[];
  /** Hashes or keys that the ceremonies behind this bundle have tried. */
  readonly spent: number;
}

/** Plays an adversary that has this bundle and nothing else. */
export type Perform = (bundle: Bundle) => Promise<Findings>;

/** Says whether work has to end. An `AbortSignal` is one. */
export interface Stop {
  readonly aborted: boolean;
}

/** What came of a bundle. */
export interface Findings {
  /** The first line of every note that was read, and the file it was in. */
  readonly recovered: readonly { readonly name: string; readonly sentence: string }[];
  /** Reports that were read, and what ceremonies have told. */
  readonly metadata: readonly string[];
  /** Keys, passphrases or hashes that were tried, by ceremonies too. */
  readonly tries: number;
  /** How many of those were passphrases. */
  readonly passphrases: number;
  readonly seconds: number;
}
