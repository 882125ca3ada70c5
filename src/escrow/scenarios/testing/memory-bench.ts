import { systemRandom } from '../../../vault/index.ts';
import { cheapKdf, nobleArgon2id } from '../../../vault/testing/surroundings.ts';
import { attack } from '../../lab/attack.ts';
import { memoryFiles } from '../../lab/testing/memory-files.ts';
import type { ScenarioBench } from '../scenario.ts';

const deriveKey = nobleArgon2id;
const files = memoryFiles;

/** Where scenarios are played without disks and workers: real vaults with real keys, in memory. */
export const memoryBench: ScenarioBench = {
  files,
  deriveKey,
  kdf: cheapKdf,
  tools: { now: () => Date.UTC(2026, 0, 14, 12), random: systemRandom },
  perform: (bundle) => attack(bundle, { files, deriveKey, now: Date.now }),
};
