import { LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import { modelIds } from '../../contract/lab.ts';
import {
  fromHex,
  readEscrowSlots,
  readInfo,
  unlockVault,
  unlockWithKey,
  vaultId,
  vaultKey,
  wipe,
  type Credential,
  type DeriveKey,
  type EscrowSlot,
  type Store,
  type Vault,
  type VaultInfo,
} from '../../vault/index.ts';
import { accessModel, accessModels } from '../models/index.ts';
import { openBeacon } from './beacon.ts';
import type { Bundle, DemoFiles, Findings } from './workbench.ts';

/** What an attack works with. */
export interface AttackTools {
  readonly files: DemoFiles;
  readonly deriveKey: DeriveKey;
  /** Milliseconds, of any beginning. */
  readonly now: () => number;
}

/** Nothing: what every bundle begins as. */
export const emptyBundle: Bundle = {
  files: [],
  keystores: [],
  vaultKeys: [],
  words: [],
  reports: [],
  beacons: [],
  beaconKey: null,
  mostTries: 0,
  told: [],
  spent: 0,
};

/**
 * Uses everything in a bundle on every file in it, and returns what could be read. Every adversary runs this one function:
 * they differ in what they have. Throws what opening a file throws if one of them is no vault.
 */
export async function attack(bundle: Bundle, { files, deriveKey, now }: AttackTools): Promise<Findings> {
  const begun = now();
  const attempt = new Attempt(bundle, deriveKey);
  const recovered: Findings['recovered'][number][] = [];
  for (const { name, bytes } of bundle.files) {
    const store = files.open(bytes);
    try {
      const vault = await attempt.open(store);
      if (vault) for (const sentence of sentencesIn(vault)) recovered.push({ name, sentence });
    } finally {
      store.close();
    }
  }
  const metadata = [...bundle.told, ...(await readReports(bundle))];
  const { tries, passphrases } = attempt;
  return { recovered, metadata, tries, passphrases, seconds: (now() - begun) / 1000 };
}

/** What a demo vault says to whoever has opened it: the first line of each note. Locks it. */
export function sentencesIn(vault: Vault): readonly string[] {
  try {
    return vault.list().flatMap((entry) => {
      if (entry.state !== 'readable') return [];
      const [first = ''] = vault.open(entry.id).body.split('\n');
      return first === '' ? [] : [first];
    });
  } finally {
    vault.lock();
  }
}

async function readReports({ keystores, reports }: Bundle): Promise<readonly string[]> {
  if (reports.length === 0) return [];
  const lines: string[] = [];
  for (const model of accessModels) lines.push(...(await model.readReports(keystores, reports)));
  return lines;
}

/** What says that a key is not this vault's. */
const notThisOne: readonly ErrorCode[] = ['wrong-passphrase', 'wrong-authority-key', 'header-tampered'];

/** One bundle, used on one file after another. */
class Attempt {
  readonly #bundle: Bundle;
  readonly #deriveKey: DeriveKey;
  #tries: number;
  #passphrases = 0;

  constructor(bundle: Bundle, deriveKey: DeriveKey) {
    this.#bundle = bundle;
    this.#deriveKey = deriveKey;
    this.#tries = bundle.spent;
  }

  get tries(): number {
    return this.#tries;
  }

  get passphrases(): number {
    return this.#passphrases;
  }

  /**
   * The vault, by the first thing that opens it; null if nothing does. A vault that is not a demonstration’s is left alone: evidence
   * comes from anybody, and may have somebody’s own notes in it. (To mark it as one would change what its key has signed.) The
   * store stays the caller's, who may close it twice.
   */
  async open(store: Store): Promise<Vault | null> {
    const info = readInfo(store);
    if (!info.isDemo) return null;
    return (
      (await this.#byVaultKeys(store, info)) ??
      (await this.#byBeacons(store, info)) ??
      (await this.#byEscrowSlots(store, info)) ??
      this.#byWords(store)
    );
  }

  #byVaultKeys(store: Store, info: VaultInfo): Promise<Vault | null> {
    return firstOf(this.#bundle.vaultKeys, ({ vaultId: id, key }) =>
      id === info.vaultId ? unlessRefused(() => unlockWithKey(store, vaultKey(fromHex(key)))) : null,
    );
  }

  #byBeacons(store: Store, info: VaultInfo): Promise<Vault | null> {
    const { beacons, beaconKey } = this.#bundle;
    if (beaconKey === null) return Promise.resolve(null);
    const privateKey = fromHex(beaconKey);
    return firstOf(beacons, async (beacon) => {
      const key = beacon.vaultId === info.vaultId ? await openBeacon(privateKey, beacon) : null;
      return key && unlessRefused(() => unlockWithKey(store, key));
    });
  }

  #byEscrowSlots(store: Store, info: VaultInfo): Promise<Vault | null> {
    const { keystores, mostTries } = this.#bundle;
    if (keystores.length === 0 && mostTries === 0) return Promise.resolve(null);
    return firstOf(readEscrowSlots(store), (slot) => this.#byEscrowSlot(store, info, slot));
  }

  async #byEscrowSlot(store: Store, info: VaultInfo, slot: EscrowSlot): Promise<Vault | null> {
    const model = modelIds.find((id) => id === slot.model);
    if (model === undefined) return null;
    const { keystores, mostTries } = this.#bundle;
    const place = { vault: vaultId(fromHex(info.vaultId)), isDemo: info.isDemo };
    const effort = { mostTries, onTries: (tries: number) => void (this.#tries += tries) };
    const secret = await accessModel(model).recover(keystores, slot, place, effort);
    if (!secret) return null;
    try {
      const credential: Credential = { kind: 'escrow', id: slot.id, secret };
      return await unlessRefused(() => unlockVault(store, credential));
    } finally {
      wipe(secret);
    }
  }

  #byWords(store: Store): Promise<Vault | null> {
    return firstOf(this.#bundle.words, (passphrase) => {
      this.#tries++;
      this.#passphrases++;
      return unlessRefused(() =>
        unlockVault(store, { kind: 'passphrase', passphrase, deriveKey: this.#deriveKey }),
      );
    });
  }
}

async function firstOf<T>(
  list: readonly T[],
  open: (one: T) => Promise<Vault | null> | null,
): Promise<Vault | null> {
  for (const one of list) {
    const vault = await open(one);
    if (vault) return vault;
  }
  return null;
}

/** Null where the key is another vault's. */
async function unlessRefused(open: () => Vault | Promise<Vault>): Promise<Vault | null> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof LatchkeyError && notThisOne.includes(error.code)) return null;
    throw error;
  }
}
