import { LatchkeyError } from '../../contract/errors.ts';
import { toHex } from '../../vault/index.ts';
import type { AccessRequest, Establishment } from '../access-model.ts';
import { checkWarrant } from '../warrants/warrant.ts';

/** An office that does something only on a warrant, and remembers which warrants it has honoured. */
export class WarrantDesk {
  readonly #used = new Set<string>();
  readonly #issuer: Uint8Array;
  readonly #now: () => number;

  constructor({ issuer, tools }: Pick<Establishment, 'issuer' | 'tools'>) {
    this.#issuer = issuer;
    this.#now = tools.now;
  }

  /** Honours a warrant to read this vault's notes: null, and it is used up. Otherwise the reason, and nothing changes. */
  refusal({ warrant, vaultId }: Pick<AccessRequest, 'warrant' | 'vaultId'>): LatchkeyError | null {
    if (!warrant) {
      return new LatchkeyError(
        'invalid-request',
        'No warrant was brought, and this office does nothing without one. The vault was not opened.',
      );
    }
    try {
      checkWarrant(warrant, {
        issuer: this.#issuer,
        vaultId: toHex(vaultId),
        now: this.#now(),
        used: this.#used,
      });
    } catch (error) {
      if (error instanceof LatchkeyError) return error;
      throw error;
    }
    this.#used.add(warrant.id);
    return null;
  }
}
