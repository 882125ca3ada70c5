import { LatchkeyError } from '../../../contract/errors.ts';
import type { CeremonyStep, Settings } from '../../../contract/lab.ts';
import {
  createVault,
  fromHex,
  passphraseSeed,
  readEscrowSlots,
  systemRandom,
  toHex,
  unlockVault,
  vaultId,
  type EscrowSlot,
  type VaultId,
} from '../../../vault/index.ts';
import { MemoryStore } from '../../../vault/testing/memory-store.ts';
import { cheapKdf, nobleArgon2id } from '../../../vault/testing/surroundings.ts';
import type { Access, AccessRequest, Effort, Establishment, Regime, Tools } from '../../access-model.ts';
import type { Keystore } from '../../keystore.ts';
import { accessModel } from '../index.ts';
import { issueWarrant, makeIssuer, type Warrant } from '../../warrants/warrant.ts';

export const sentence = 'The heron sleeps at noon.';
const passphrase = 'correct horse battery staple';
export const noon = Date.UTC(2026, 0, 14, 12);
export const tools: Tools = { now: () => noon, random: systemRandom };
export const court = makeIssuer('Home Secretary', true);
export const day = 24 * 60 * 60 * 1000;

export function establishment(settings: Settings = {}): Establishment {
  return { settings, tools, issuer: court.publicKey };
}

/** A demo vault with one note, in memory. */
export interface Trial {
  readonly id: VaultId;
  readonly store: MemoryStore;
  readonly slots: readonly EscrowSlot[];
  readonly device: readonly Keystore[];
}

export async function makeTrial(regime: Regime): Promise<Trial> {
  const store = new MemoryStore();
  const made = { passphrase, kdf: cheapKdf, deriveKey: nobleArgon2id, isDemo: true, ...tools };
  const vault = await createVault(store, made);
  const id = vaultId(fromHex(vault.id));
  vault.create({ title: 'Canary', body: sentence });
  const { seeds, device } = await regime.enrol({ vaultId: id, name: 'One' });
  if (seeds.length > 0) vault.changeSlots({ add: seeds });
  return { id, store, slots: readEscrowSlots(store), device };
}

/** The owner's next use where the regime has epochs: a new vault key, wrapped for whoever the regime says. */
export async function nextEpoch(regime: Regime, { id, store }: Trial): Promise<Trial> {
  const before = await unlockVault(
    store,
    { kind: 'passphrase', passphrase, deriveKey: nobleArgon2id },
    tools,
  );
  const own = await passphraseSeed({
    passphrase,
    kdf: cheapKdf,
    deriveKey: nobleArgon2id,
    now: noon,
    random: systemRandom,
  });
  const { seeds, device } = await regime.enrol({ vaultId: id, name: 'One' });
  const after = new MemoryStore();
  const work = before.rotateInto(after, [own, ...seeds]);
  while (!work.next().done);
  return { id, store: after, slots: readEscrowSlots(after), device };
}

export function warrantFor(
  id: VaultId,
  order: { readonly from?: number; readonly until?: number } = {},
): Warrant {
  const { from = noon - day, until = noon + day } = order;
  return issueWarrant(court, {
    vaultId: toHex(id),
    purpose: 'A test',
    validFrom: from,
    validUntil: until,
  });
}

/** What is brought when all is as it should be. */
export function requestFor(
  regime: Regime,
  trial: Trial,
  changes: Partial<AccessRequest> = {},
): AccessRequest {
  return {
    vaultId: trial.id,
    slots: trial.slots,
    warrant: warrantFor(trial.id),
    brought: regime.holders.flatMap(({ keystores }) => keystores),
    device: trial.device,
    reports: [],
    ...changes,
  };
}

/** A ceremony from start to end, with the refusal that ended it, if one did. Each step must be drawn in the model's diagram. */
export async function carryOut(
  regime: Regime,
  request: AccessRequest,
): Promise<{
  readonly steps: readonly CeremonyStep[];
  readonly access: Access | null;
  readonly problem: string | null;
}> {
  const steps: CeremonyStep[] = [];
  const ceremony = regime.access(request);
  try {
    for (;;) {
      const step = await ceremony.next();
      if (step.done) return { steps, access: step.value, problem: null };
      checkDrawn(regime, step.value);
      steps.push(step.value);
    }
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    return { steps, access: null, problem: error.code };
  }
}

function checkDrawn({ model }: Regime, { actor, nodes, edges }: CeremonyStep): void {
  const { diagram } = accessModel(model).info;
  const known = new Set([...diagram.nodes, ...diagram.edges].map(({ id }) => id));
  const unknown = [actor, ...nodes, ...edges].find((id) => !known.has(id));
  if (unknown !== undefined) throw new Error(`${model} draws no ${unknown}`);
}

/** What is read in the vault through the slot that was opened; null if none was. */
export async function readThrough({ store }: Trial, access: Access | null): Promise<string | null> {
  if (!access?.opened) return null;
  const { slotId: id, secret } = access.opened;
  const vault = await unlockVault(store, { kind: 'escrow', id, secret }, tools);
  const [note] = vault.list();
  return note?.state === 'readable' ? vault.open(note.id).body : null;
}

export const noEffort: Effort = { mostTries: 0, onTries: () => undefined };
