import {
  deviceSecret,
  salt,
  slotId,
  slotSecret,
  toHex,
  wipe,
  type DeviceSecret,
  type KeyFileSecret,
  type Salt,
  type SlotId,
} from './bytes.ts';
import { systemRandom, type RandomBytes } from './random.ts';
import { phraseOfSecret } from './recovery-phrase.ts';
import { devicePinSecret, passphraseSecret } from './slot-secrets.ts';
import { maxLabelLength, type Kdf, type SlotSeed } from './slots.ts';
import type { DeriveKey, KdfParameters } from './store.ts';

/** What a passphrase slot is made from. */
export interface NewPassphrase {
  readonly passphrase: string;
  /** Absent: random. */
  readonly id?: SlotId;
  /** Present: from then on the passphrase opens nothing without it. It stays the caller's. */
  readonly keyFile?: KeyFileSecret | undefined;
  readonly kdf: KdfParameters;
  readonly deriveKey: DeriveKey;
  readonly now: number;
  readonly random?: RandomBytes;
}

/** A slot that this passphrase opens. Throws `kdf-parameters-refused`. */
export async function passphraseSeed({
  passphrase,
  keyFile,
  kdf,
  deriveKey,
  now,
  random = systemRandom,
  id = slotId(random(16)),
}: NewPassphrase): Promise<SlotSeed> {
  const saltBytes = salt(random(16));
  return {
    id,
    type: 'passphrase',
    label: 'Passphrase',
    createdAt: now,
    secret: await passphraseSecret(passphrase, keyFile ?? null, id, { salt: saltBytes, kdf, deriveKey }),
    kdf: storedKdf(kdf, saltBytes),
    ...(keyFile ? { keyFile: true } : {}),
  };
}

/** A slot that 24 words open, and the words: shown once, kept nowhere. */
export function recoverySeed(
  now: number,
  random: RandomBytes = systemRandom,
): { readonly seed: SlotSeed; readonly phrase: string } {
  const secret = slotSecret(random(32));
  const id = slotId(random(16));
  return {
    seed: { id, type: 'recovery', label: 'Recovery phrase', createdAt: now, secret },
    phrase: phraseOfSecret(secret),
  };
}

/** What a device slot is made from. */
export interface NewDevice {
  readonly pin: string;
  /** The computer's name, for people. Cut to what a slot takes. */
  readonly label: string;
  readonly kdf: KdfParameters;
  readonly deriveKey: DeriveKey;
  readonly now: number;
  readonly random?: RandomBytes;
}

/** A slot that this PIN opens together with the secret, which is given out this once. Throws `kdf-parameters-refused`. */
export async function deviceSeed({
  pin,
  label,
  kdf,
  deriveKey,
  now,
  random = systemRandom,
}: NewDevice): Promise<{ readonly seed: SlotSeed; readonly secret: DeviceSecret }> {
  const id = slotId(random(16));
  const saltBytes = salt(random(16));
  const held = deviceSecret(random(32));
  try {
    const secret = await devicePinSecret(pin, held, id, { salt: saltBytes, kdf, deriveKey });
    const seed: SlotSeed = {
      id,
      type: 'device',
      label: label.slice(0, maxLabelLength),
      createdAt: now,
      secret,
      kdf: storedKdf(kdf, saltBytes),
    };
    return { seed, secret: held };
  } catch (error) {
    wipe(held);
    throw error;
  }
}

function storedKdf({ memoryKiB, passes, lanes }: KdfParameters, saltBytes: Salt): Kdf {
  return { name: 'argon2id', version: 19, memoryKiB, passes, lanes, salt: toHex(saltBytes) };
}
