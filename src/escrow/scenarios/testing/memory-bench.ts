import { systemRandom, toHex, type DeriveKey } from '../../../vault/index.ts';
import { cheapKdf, nobleArgon2id } from '../../../vault/testing/surroundings.ts';
import { attack } from '../../lab/attack.ts';
import { memoryFiles } from '../../lab/testing/memory-files.ts';
import type { ScenarioBench } from '../scenario.ts';

const derived = new Map<string, Uint8Array>();

/** Argon2id, worked out once for each passphrase and salt: owners of demo vaults open them again and again. */
const deriveKey: DeriveKey = async (passphrase, salt, parameters) => {
  const name = `${toHex(passphrase)}/${toHex(salt)}/${JSON.stringify(parameters)}`;
  const key = derived.get(name) ?? (await nobleArgon2id(passphrase, salt, parameters));
  derived.set(name, key.slice());
  return key.slice();
};

const files = memoryFiles;

/** Where scenarios are played without disks and workers: real vaults with real keys, in memory. */
export const memoryBench: ScenarioBench = {
  files,
  deriveKey,
  kdf: cheapKdf,
  tools: { now: () => Date.UTC(2026, 0, 14, 12), random: systemRandom },
  perform: (bundle) => attack(bundle, { files, deriveKey, now: Date.now }),
};
