import { LatchkeyError } from '../contract/errors.ts';
import { modelIds } from '../contract/lab.ts';
import {
  fromHex,
  readEscrowSlots,
  readInfo,
  unlockVault,
  vaultId,
  wipe,
  type Store,
  type Surroundings,
  type Vault,
} from '../vault/index.ts';
import type { Effort } from './access-model.ts';
import type { Keystore } from './keystore.ts';
import { accessModel } from './models/index.ts';

/** Nothing that takes guessing is tried. */
const noEffort: Effort = { mostTries: 0, onTries: () => undefined };

/**
 * Opens a vault with an authority's keys, and nothing else: no warrant is asked for. Throws `demo-key` or `real-key` for
 * keys of the other kind of vault, `too-few-shares` or `share-damaged` for shares of the right key that do not give it,
 * `wrong-authority-key` if no slot opens, or as `unlockVault` does. The store stays the caller's until this returns.
 */
export async function openEscrowed(
  store: Store,
  keystores: readonly Keystore[],
  surroundings: Surroundings = {},
  effort: Effort = noEffort,
): Promise<Vault> {
  const { vaultId: id, isDemo } = readInfo(store);
  for (const { demo } of keystores) if (demo !== isDemo) throw demo ? demoKey() : realKey();
  const place = { vault: vaultId(fromHex(id)), isDemo };
  let problem: LatchkeyError | null = null;
  for (const slot of readEscrowSlots(store)) {
    const known = modelIds.find((model) => model === slot.model);
    if (known === undefined) continue;
    const model = accessModel(known);
    const secret = await model.recover(keystores, slot, place, effort);
    if (!secret) {
      problem ??= (await model.explain?.(keystores, slot, place)) ?? null;
      continue;
    }
    try {
      return await unlockVault(store, { kind: 'escrow', id: slot.id, secret }, surroundings);
    } finally {
      wipe(secret);
    }
  }
  throw (
    problem ??
    new LatchkeyError(
      'wrong-authority-key',
      'These keys open no escrow slot of this vault: it was enrolled with other keys, or not at all. It was not opened.',
    )
  );
}

function demoKey(): LatchkeyError {
  return new LatchkeyError(
    'demo-key',
    'A key that was made for a demonstration is refused on a real vault. The vault was not opened.',
  );
}

function realKey(): LatchkeyError {
  return new LatchkeyError(
    'real-key',
    'The key of a real authority is refused on a demo vault: a demonstration is no place for it. The vault was not opened.',
  );
}
