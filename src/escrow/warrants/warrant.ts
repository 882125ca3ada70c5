import { ed25519 } from '@noble/curves/ed25519.js';
import * as v from 'valibot';
import { LatchkeyError } from '../../contract/errors.ts';
import { AuthorityName, Time } from '../../contract/words.ts';
import { fromHex, systemRandom, toHex, utf8, type RandomBytes } from '../../vault/index.ts';
import { hexOf } from '../../vault/slots.ts';
import { fingerprintOf } from '../authority.ts';
import { minuteOf } from '../minute.ts';

/** What a warrant may allow. */
export const scopes = ['read-notes', 'read-metadata'] as const;
const Scope = v.picklist(scopes);

const terms = {
  format: v.literal('latchkey-warrant'),
  version: v.literal(1),
  demo: v.boolean(),
  /** 16 random bytes: a warrant is used once. */
  id: hexOf(16),
  vaultId: hexOf(16),
  scope: Scope,
  purpose: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  issuer: AuthorityName,
  /** Milliseconds since 1970, UTC; both included. */
  validFrom: Time,
  validUntil: Time,
};

/** What is signed. */
export const WarrantTerms = v.strictObject(terms);
export type WarrantTerms = v.InferOutput<typeof WarrantTerms>;

/** An order to open one vault, signed by its issuer (Ed25519, RFC 8032). UTF-8 JSON in a file of its own. */
export const Warrant = v.strictObject({ ...terms, signature: hexOf(64) });
export type Warrant = v.InferOutput<typeof Warrant>;

/** Who signs warrants. */
export interface Issuer {
  readonly name: AuthorityName;
  /** Of Ed25519, 32 bytes. Everybody may know it. */
  readonly publicKey: Uint8Array;
  readonly isDemo: boolean;
  /** 64 bytes (RFC 8032). Throws what a quorum throws that is not met. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** An issuer that is one person with one private key of 32 bytes. */
export interface SoleIssuer extends Issuer {
  readonly privateKey: Uint8Array;
}

export function makeIssuer(name: string, isDemo: boolean, random: RandomBytes = systemRandom): SoleIssuer {
  return issuerWith(name, isDemo, random(32));
}

/** The issuer whose private key of 32 bytes this is. It uses these bytes, and no copy: the caller zeroes them. */
export function issuerWith(name: string, isDemo: boolean, privateKey: Uint8Array): SoleIssuer {
  const publicKey = ed25519.getPublicKey(privateKey);
  return {
    name: { name, fingerprint: fingerprintOf(publicKey) },
    publicKey,
    privateKey,
    isDemo,
    sign: (message) => ed25519.sign(message, privateKey),
  };
}

/** What an order says besides who signs it. `days` from `from`. */
export interface Order {
  readonly vaultId: string;
  readonly scope?: WarrantTerms['scope'];
  readonly purpose: string;
  readonly validFrom: number;
  readonly validUntil: number;
}

/** Signs an order. */
export function issueWarrant(issuer: Issuer, order: Order, random: RandomBytes = systemRandom): Warrant {
  const signed: WarrantTerms = {
    format: 'latchkey-warrant',
    version: 1,
    demo: issuer.isDemo,
    id: toHex(random(16)),
    scope: 'read-notes',
    issuer: issuer.name,
    ...order,
  };
  return { ...signed, signature: toHex(issuer.sign(bytesToSign(signed))) };
}

/**
 * The bytes under the signature: `latchkey/v1/warrant` ‖ the terms as JSON with their keys in this fixed order, so that no
 * second text has the same bytes.
 */
export function bytesToSign(signed: WarrantTerms): Uint8Array {
  const { format, version, demo, id, vaultId, scope, purpose, issuer, validFrom, validUntil } = signed;
  const { name, fingerprint } = issuer;
  return utf8(
    `latchkey/v1/warrant${JSON.stringify([format, version, demo, id, vaultId, scope, purpose, name, fingerprint, validFrom, validUntil])}`,
  );
}

/** What a warrant is held against. */
export interface WarrantCheck {
  /** The public key of the issuer, 32 bytes. */
  readonly issuer: Uint8Array;
  readonly vaultId: string;
  readonly scope?: WarrantTerms['scope'];
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Ids of warrants that were used before. */
  readonly used: ReadonlySet<string>;
}

/**
 * Everything that a careful holder of a key looks at, in this order: signature, dates, vault and scope, first use. Throws
 * `warrant-forged`, `warrant-not-yet-valid`, `warrant-expired`, `warrant-out-of-scope` or `warrant-replayed`.
 */
export function checkWarrant(warrant: Warrant, check: WarrantCheck): void {
  if (!isSigned(warrant, check.issuer)) {
    throw refused(
      'warrant-forged',
      'Its signature is not by the issuer it names, or a word of it was changed.',
    );
  }
  if (check.now < warrant.validFrom) {
    throw refused('warrant-not-yet-valid', `It is valid from ${minuteOf(warrant.validFrom)} UTC.`);
  }
  if (check.now > warrant.validUntil) {
    throw refused('warrant-expired', `It was valid until ${minuteOf(warrant.validUntil)} UTC.`);
  }
  if (warrant.vaultId !== check.vaultId) {
    throw refused('warrant-out-of-scope', 'It names another vault.');
  }
  if (warrant.scope !== (check.scope ?? 'read-notes')) {
    throw refused(
      'warrant-out-of-scope',
      `It is ${scopeWords[warrant.scope]}, and what was asked for is ${scopeWords[check.scope ?? 'read-notes']}.`,
    );
  }
  if (check.used.has(warrant.id)) {
    throw refused('warrant-replayed', 'It was used before, and is good for one time.');
  }
}

const scopeWords: Readonly<Record<WarrantTerms['scope'], string>> = {
  'read-notes': 'to read the notes',
  'read-metadata': 'to read what is known about the notes and not their text',
};

/** Whether the signature is this issuer's. Never throws. */
export function isSigned({ signature, ...signed }: Warrant, issuer: Uint8Array): boolean {
  try {
    return ed25519.verify(fromHex(signature), bytesToSign(signed), issuer);
  } catch {
    return false;
  }
}

type Refusal = Extract<LatchkeyError['code'], `warrant-${string}`>;

function refused(code: Refusal, why: string): LatchkeyError {
  return new LatchkeyError(code, `This warrant was refused. ${why} The vault was not opened.`);
}
