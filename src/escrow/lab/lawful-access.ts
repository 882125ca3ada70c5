import type { CeremonyStep } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { readEscrowSlots, toHex, unwrapVaultKey, wipe, type EscrowSlot } from '../../vault/index.ts';
import type { Access, AccessRequest, Regime } from '../access-model.ts';
import type { Keystore } from '../keystore.ts';
import { issueWarrant, type Warrant } from '../warrants/warrant.ts';
import { idOf } from './demo-vaults.ts';
import type { Bundle, DemoVault, Setting, Workbench } from './workbench.ts';

/** How long a warrant of the lab is valid, in milliseconds: thirty days. */
const warrantLength = 30 * 24 * 3600 * 1000;

/** A ceremony that was carried out to its end, whatever that was. */
export interface Ceremony {
  readonly steps: readonly CeremonyStep[];
  /** Null if it was refused. The caller zeroes the secret in it. */
  readonly access: Access | null;
  /** Why it was refused. */
  readonly problem: LatchkeyError | null;
}

/** Carries out a ceremony. What is refused is an answer; anything else that goes wrong is thrown. */
export async function carryOut(regime: Regime, request: AccessRequest): Promise<Ceremony> {
  const steps: CeremonyStep[] = [];
  const ceremony = regime.access(request);
  try {
    let step = await ceremony.next();
    while (!step.done) {
      steps.push(step.value);
      step = await ceremony.next();
    }
    return { steps, access: step.value, problem: null };
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    return { steps, access: null, problem: error };
  }
}

/** The keys of everybody who keeps any. */
export function keystoresOf({ holders }: Regime): readonly Keystore[] {
  return holders.flatMap(({ keystores }) => keystores);
}

/** The escrow slots of a vault’s file, which anyone with a copy can read. */
export function slotsIn({ files }: Workbench, file: Uint8Array): readonly EscrowSlot[] {
  const store = files.open(file);
  try {
    return readEscrowSlots(store);
  } finally {
    store.close();
  }
}

/** A warrant that is in order: for this vault, and valid now. */
export function validWarrant(
  { tools }: Workbench,
  { issuer }: Setting,
  vault: DemoVault,
  purpose: string,
): Warrant {
  const now = tools.now();
  return issueWarrant(
    issuer,
    { vaultId: idOf(vault), purpose, validFrom: now, validUntil: now + warrantLength },
    tools.random,
  );
}

/** What somebody brings to a ceremony besides the warrant. */
export interface LawfulOptions {
  /** Of the warrant that is issued for it. */
  readonly purpose?: string;
  /** In the place of one that is issued for it, and is in order. */
  readonly warrant?: Warrant;
  /** What lies on the table of the owner’s things: the seized device, if anybody has it. */
  readonly device?: readonly Keystore[];
  readonly reports?: AccessRequest['reports'];
}

/** What a ceremony for one vault gave. */
export interface LawfulAccess extends Ceremony {
  /** The vault key, as a bundle holds it; null where nothing was opened. */
  readonly vaultKey: Bundle['vaultKeys'][number] | null;
}

/** The whole ceremony for one vault, with a warrant and everybody’s keys. */
export async function accessLawfully(
  workbench: Workbench,
  setting: Setting,
  vault: DemoVault,
  { purpose = 'a case', warrant, device = [], reports = [] }: LawfulOptions = {},
): Promise<LawfulAccess> {
  const slots = slotsIn(workbench, vault.file);
  const ceremony = await carryOut(setting.regime, {
    vaultId: vault.id,
    slots,
    warrant: warrant ?? validWarrant(workbench, setting, vault, purpose),
    brought: keystoresOf(setting.regime),
    device,
    reports,
  });
  return { ...ceremony, vaultKey: keyOpenedBy(ceremony.access, slots, vault) };
}

/** The vault key in the slot that a ceremony has opened. Zeroes the slot’s secret. */
function keyOpenedBy(
  access: Access | null,
  slots: readonly EscrowSlot[],
  vault: DemoVault,
): Bundle['vaultKeys'][number] | null {
  const opened = access?.opened;
  const slot = slots.find(({ id }) => id === opened?.slotId);
  if (!opened || !slot) return null;
  const key = unwrapVaultKey(slot, vault.id, opened.secret);
  wipe(opened.secret);
  if (typeof key === 'string') return null;
  const hex = toHex(key);
  wipe(key);
  return { vaultId: idOf(vault), key: hex };
}
