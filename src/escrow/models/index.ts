import type { ModelId } from '../../contract/lab.ts';
import type { AccessModel } from '../access-model.ts';
import { noAccess } from './m0-none.ts';
import { nationalKey } from './m1-national-key.ts';
import { keyShares } from './m2-shares.ts';
import { twoParties } from './m3-two-parties.ts';
import { warrantGate } from './m4-warrant-gate.ts';
import { leafEscrow } from './m5-leaf.ts';
import { ghost } from './m6-ghost.ts';
import { scanning } from './m7-scanning.ts';
import { crumpleZone } from './m8-crumple-zone.ts';
import { deviceSelfEscrow } from './m9-device.ts';

/** Every model there is, in the order in which they are shown. A new one is a file here and a line in this list. */
export const accessModels: readonly AccessModel[] = [
  noAccess,
  nationalKey,
  keyShares,
  twoParties,
  warrantGate,
  leafEscrow,
  ghost,
  scanning,
  crumpleZone,
  deviceSelfEscrow,
];

/** The model of this name. */
export function accessModel(id: ModelId): AccessModel {
  const found = accessModels.find(({ info }) => info.id === id);
  if (!found) throw new RangeError(`There is no access model ${id}`);
  return found;
}
