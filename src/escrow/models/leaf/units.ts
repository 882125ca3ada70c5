import type { AuthorityName } from '../../../contract/words.ts';
import { toHex, wipe, type VaultId } from '../../../vault/index.ts';
import type { KeyHolder, Tools } from '../../access-model.ts';
import { fingerprintOf } from '../../authority.ts';
import { leafLengths, splitUnitKey } from '../../crypto/leaf.ts';
import { about, type Keystore } from '../../keystore.ts';
import { unitName } from './slot.ts';

/** Names of those who keep something. */
export const keepers = {
  agency: 'National Access Office',
  first: 'First escrow agent',
  second: 'Second escrow agent',
} as const;

/** A unit: the part of a client that makes LEAFs. */
export interface Unit {
  readonly id: number;
  /** KU, 16 bytes. */
  readonly key: Uint8Array;
}

/** Where units are made: it keeps the family key, gives each unit a key, and each agent one half of that. */
export class UnitWorks {
  readonly familyKey: Uint8Array;
  readonly #tools: Tools;
  readonly #madeAt: number;
  readonly #units = new Map<string, Unit>();
  readonly #halves = { first: new Map<string, string>(), second: new Map<string, string>() };
  #nextId = 1;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#madeAt = tools.now();
    this.familyKey = tools.random(leafLengths.familyKey);
  }

  /** The unit of a vault's client, made when it is first asked for. Ids count from 1. */
  unitFor(vault: VaultId): Unit {
    const name = toHex(vault);
    const known = this.#units.get(name);
    if (known) return known;
    const unit = { id: this.#nextId++, key: this.#tools.random(leafLengths.unitKey) };
    const [first, second] = splitUnitKey(unit.key, this.#tools.random);
    this.#halves.first.set(unitName(unit.id), toHex(first));
    this.#halves.second.set(unitName(unit.id), toHex(second));
    wipe(first, second);
    this.#units.set(name, unit);
    return unit;
  }

  /** The family key, as everybody has it who makes or receives a LEAF. */
  familyKeystore(holder: string): Extract<Keystore, { kind: 'family-key' }> {
    return { ...this.#said(holder), kind: 'family-key', familyKey: toHex(this.familyKey) };
  }

  /** Everybody who keeps keys, with the halves of all units that have been made so far. */
  get holders(): readonly KeyHolder[] {
    return [
      { id: 'agency', name: keepers.agency, keystores: [this.familyKeystore(keepers.agency)] },
      { id: 'first-agent', name: keepers.first, keystores: [this.#halvesKeystore('first')] },
      { id: 'second-agent', name: keepers.second, keystores: [this.#halvesKeystore('second')] },
    ];
  }

  #halvesKeystore(agent: 'first' | 'second'): Keystore {
    const halves = Object.fromEntries(this.#halves[agent]);
    return { ...this.#said(keepers[agent]), kind: 'unit-halves', agent, halves };
  }

  #said(holder: string) {
    return about({ demo: true, model: 'M5', authority: this.authority, holder, createdAt: this.#madeAt });
  }

  /**
   * Whom slots name. The fingerprint is of the family key, which has no public half; the key is in every client, so that its
   * hash tells nothing that is kept from anybody.
   */
  get authority(): AuthorityName {
    return { name: keepers.agency, fingerprint: fingerprintOf(this.familyKey) };
  }
}
