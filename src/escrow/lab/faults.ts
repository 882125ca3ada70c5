import type { ErrorCode } from '../../contract/errors.ts';
import type { Fault, ModelId } from '../../contract/lab.ts';

/** Where somebody looks at a warrant. */
const warrantFaults: readonly Fault[] = [
  'expired-warrant',
  'future-warrant',
  'forged-warrant',
  'other-vault-warrant',
  'replayed-warrant',
];

/** Where somebody keeps a key that opens vaults. */
const keyFaults: readonly Fault[] = ['wrong-key', 'demo-key-on-real-vault', 'real-key-on-demo-vault'];

const faults: Readonly<Record<ModelId, readonly Fault[]>> = {
  // There is no key to bring.
  M0: [],
  // Nobody but the office looks at a warrant, and the office need not.
  M1: keyFaults,
  M2: [...keyFaults, 'too-few-shares', 'damaged-share', ...warrantFaults],
  M3: [...keyFaults, 'too-few-shares', ...warrantFaults],
  M4: [...keyFaults, ...warrantFaults, 'edited-log'],
  M5: [...keyFaults, 'too-few-shares', ...warrantFaults],
  // A reader who has been added needs no warrant to read again.
  M6: [...keyFaults, 'too-few-shares', ...warrantFaults.filter((fault) => fault !== 'replayed-warrant')],
  // The key opens reports and no vault, and nobody is asked for a warrant.
  M7: ['wrong-key'],
  M8: [],
  M9: [...keyFaults, 'too-few-shares', ...warrantFaults],
};

/** What can go wrong on purpose in a model's ceremony: `none` first, and then the faults that mean something in it. */
export function faultsOf(model: ModelId): readonly Fault[] {
  return ['none', ...faults[model]];
}

/** What each fault is refused with. */
export const refusalOf: Readonly<Record<Exclude<Fault, 'none'>, ErrorCode>> = {
  'wrong-key': 'wrong-authority-key',
  'too-few-shares': 'too-few-shares',
  'damaged-share': 'share-damaged',
  'expired-warrant': 'warrant-expired',
  'future-warrant': 'warrant-not-yet-valid',
  'forged-warrant': 'warrant-forged',
  'other-vault-warrant': 'warrant-out-of-scope',
  'replayed-warrant': 'warrant-replayed',
  'edited-log': 'log-inconsistent',
  'demo-key-on-real-vault': 'demo-key',
  'real-key-on-demo-vault': 'real-key',
};
