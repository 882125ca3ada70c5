import type { OwnVaultModel } from '../contract/lab.ts';
import { LatchkeyError } from '../contract/errors.ts';
import type { AuthorityName } from '../contract/words.ts';
import type { Engine, KnownAuthority } from '../engine/index.ts';

/** How many are kept at hand: somebody who goes on choosing files must not fill the memory. */
const most = 16;

/** The authorities that were chosen or made since the app started. The page names them by fingerprint and sees no path. */
export class Authorities {
  readonly #engine: Engine;
  readonly #atHand = new Map<string, KnownAuthority>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Reads a public key file. Throws what `Engine.readAuthority` does. */
  async read(file: string, model: OwnVaultModel): Promise<AuthorityName> {
    return this.#keep(await this.#engine.readAuthority({ file, model }));
  }

  /** Makes an authority; its files are in that folder then. Throws what `Engine.makeAuthority` does. */
  async make(place: {
    readonly folder: string;
    readonly model: OwnVaultModel;
    readonly name: string;
  }): Promise<{ readonly authority: AuthorityName; readonly files: readonly string[] }> {
    const { files, ...made } = await this.#engine.makeAuthority(place);
    return { authority: this.#keep(made), files };
  }

  /** The public halves of authorities that are at hand. Throws `invalid-request` for one that is not. */
  cardsOf(fingerprints: readonly string[]): readonly KnownAuthority['card'][] {
    return fingerprints.map((fingerprint) => {
      const found = this.#atHand.get(fingerprint);
      if (!found) throw notAtHand();
      return found.card;
    });
  }

  #keep(known: KnownAuthority): AuthorityName {
    const { fingerprint } = known.authority;
    this.#atHand.delete(fingerprint);
    this.#atHand.set(fingerprint, known);
    const [oldest] = this.#atHand.keys();
    if (this.#atHand.size > most && oldest !== undefined) this.#atHand.delete(oldest);
    return known.authority;
  }
}

function notAtHand(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'That public key is not at hand any more. Choose its file again. Nothing was changed.',
  );
}
