import * as v from 'valibot';
import { ModelId } from '../contract/lab.ts';
import { AuthorityName, Time } from '../contract/words.ts';
import { hexOf } from '../vault/slots.ts';

/** What every keystore says of itself. It is a secret: whoever has the file has the key. */
const common = {
  format: v.literal('latchkey-keystore'),
  version: v.literal(1),
  /** Watermark: made for a demonstration, and refused by every vault that is not. */
  demo: v.boolean(),
  model: ModelId,
  authority: AuthorityName,
  /** Who keeps this file, for people. */
  holder: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  createdAt: Time,
};

const Few = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32));

/** A whole private key of X-Wing: opens every slot that was sealed to it. */
const HpkeKeystore = v.strictObject({ ...common, kind: v.literal('hpke'), privateKey: hexOf(32) });

/** One share of a private key of X-Wing (Shamir 1979). */
const HpkeShareKeystore = v.strictObject({
  ...common,
  kind: v.literal('hpke-share'),
  share: v.pipe(v.string(), v.maxLength(128), v.regex(/^([0-9a-f]{2})+$/)),
  /** Tells which share was damaged: see `crypto/shamir.ts`. */
  shareCheck: v.pipe(v.string(), v.maxLength(64)),
  /** Tells whether the key that comes of the shares is the one that was split. */
  keyCheck: v.pipe(v.string(), v.maxLength(64)),
  needed: Few,
  total: Few,
});

/** One share of a ristretto255 key that is never put together. */
const ThresholdKeystore = v.strictObject({
  ...common,
  kind: v.literal('threshold-share'),
  /** As FROST names it (RFC 9591): a scalar in hex. */
  identifier: hexOf(32),
  signingShare: hexOf(32),
  /** Public shares of all holders by identifier: each holder's answer is checked against its own. */
  verifyingShares: v.record(hexOf(32), hexOf(32)),
  groupKey: hexOf(32),
  needed: Few,
  total: Few,
  /** Counts refreshes, from 0: shares of two periods do not go together. */
  period: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** The key that every receiver of a LEAF has. */
const FamilyKeystore = v.strictObject({ ...common, kind: v.literal('family-key'), familyKey: hexOf(16) });

/** One agent's halves of unit keys, by unit id in hex: half xor half is a unit's key of 16 bytes. */
const UnitHalvesKeystore = v.strictObject({
  ...common,
  kind: v.literal('unit-halves'),
  agent: v.picklist(['first', 'second']),
  halves: v.record(v.pipe(v.string(), v.maxLength(16), v.regex(/^[0-9a-f]+$/)), hexOf(16)),
});

/** What one device keeps: it opens the vault of that device together with an authorisation. */
const DeviceKeystore = v.strictObject({
  ...common,
  kind: v.literal('device'),
  vaultId: hexOf(16),
  secret: hexOf(32),
});

/** An authorisation for one device, or with `vaultId` null the root that all of them are derived from. */
const AuthorisationKeystore = v.strictObject({
  ...common,
  kind: v.literal('authorisation'),
  vaultId: v.nullable(hexOf(16)),
  secret: hexOf(32),
});

/** A private key of Ed25519 that signs a key directory or a scan list. It opens nothing. */
const SigningKeystore = v.strictObject({ ...common, kind: v.literal('signing'), privateKey: hexOf(32) });

/** The secret scalar of ristretto255 that a list of words is hidden with (OPRF, RFC 9497). It opens no vault. */
const OprfKeystore = v.strictObject({ ...common, kind: v.literal('oprf'), secretKey: hexOf(32) });

export const Keystore = v.variant('kind', [
  HpkeKeystore,
  HpkeShareKeystore,
  ThresholdKeystore,
  FamilyKeystore,
  UnitHalvesKeystore,
  DeviceKeystore,
  AuthorisationKeystore,
  SigningKeystore,
  OprfKeystore,
]);
export type Keystore = v.InferOutput<typeof Keystore>;
export type KeystoreKind = Keystore['kind'];

/** The keystores of one kind. */
export function ofKind<K extends KeystoreKind>(
  keystores: readonly Keystore[],
  kind: K,
): readonly Extract<Keystore, { kind: K }>[] {
  return keystores.filter((one): one is Extract<Keystore, { kind: K }> => one.kind === kind);
}

/** What a keystore says of itself, without its secret. */
export function about(
  keystore: Pick<Keystore, 'demo' | 'model' | 'authority' | 'holder' | 'createdAt'>,
): Pick<Keystore, 'format' | 'version' | 'demo' | 'model' | 'authority' | 'holder' | 'createdAt'> {
  const { demo, model, authority, holder, createdAt } = keystore;
  return { format: 'latchkey-keystore', version: 1, demo, model, authority, holder, createdAt };
}
