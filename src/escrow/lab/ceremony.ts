import { errorToData, LatchkeyError } from '../../contract/errors.ts';
import type { CeremonyRun, CeremonyStep, Fault, ModelId, Settings } from '../../contract/lab.ts';
import { createVault, fromHex, toHex, unlockVault, vaultId, wipe, type Vault } from '../../vault/index.ts';
import type { Access } from '../access-model.ts';
import type { Keystore } from '../keystore.ts';
import { accessModel } from '../models/index.ts';
import { isGated } from '../models/m4-warrant-gate.ts';
import { settingsOf } from '../models/settings.ts';
import { done, fact, refused } from '../models/steps.ts';
import { openEscrowed } from '../opening.ts';
import { AccessLog } from '../warrants/access-log.ts';
import type { Warrant } from '../warrants/warrant.ts';
import { makeDemoVault, useAgain } from './demo-vaults.ts';
import { faultsOf } from './faults.ts';
import { carryOut, keystoresOf, slotsIn } from './lawful-access.ts';
import { broughtWith, makeCourt, warrantWith } from './orders.ts';
import type { DemoVault, Setting, Workbench } from './workbench.ts';

/** A vault with a strong passphrase, and with a hashtag that a scanning client reports. */
const vaultNumber = 3;

/** Which ceremony, and what goes wrong in it on purpose. */
export interface CeremonyOrder {
  readonly model: ModelId;
  readonly settings: Settings;
  readonly fault: Fault;
}

/**
 * Sets a model up afresh with a court and one demo vault, and carries out its ceremony. A refusal is an answer and not thrown.
 * Throws `invalid-request` for settings out of bounds, and for a fault that means nothing in this model (`faultsOf`).
 */
export async function runCeremony(workbench: Workbench, order: CeremonyOrder): Promise<CeremonyRun> {
  const startedAt = Date.now();
  const { model, fault } = order;
  const access = accessModel(model);
  const settings = settingsOf(access.info, order.settings);
  if (!faultsOf(model).includes(fault)) throw meaningless(access.info.name, fault);
  const issuer = makeCourt(workbench, settings);
  const regime = await access.establish({ settings, tools: workbench.tools, issuer: issuer.publicKey });
  const setting = { regime, issuer };
  const vault = await makeDemoVault(workbench, setting, { number: vaultNumber });
  const { steps, read, problem } = await play({ workbench, setting, vault }, fault);
  return {
    model,
    settings,
    steps: [...steps],
    outcome: read === null ? 'refused' : 'opened',
    read,
    problem: problem && errorToData(problem),
    seconds: (Date.now() - startedAt) / 1000,
  };
}

interface Scene {
  readonly workbench: Workbench;
  readonly setting: Setting;
  readonly vault: DemoVault;
}

interface Played {
  readonly steps: readonly CeremonyStep[];
  /** The sentence; null if nothing was opened. */
  readonly read: string | null;
  readonly problem: LatchkeyError | null;
}

async function play(scene: Scene, fault: Fault): Promise<Played> {
  if (fault === 'demo-key-on-real-vault') return onRealVault(scene);
  if (fault === 'real-key-on-demo-vault') return withRealKeys(scene);
  const { workbench, setting, vault } = scene;
  const warrant = warrantWith(fault, workbench, setting, vault);
  if (fault !== 'replayed-warrant' && fault !== 'edited-log') {
    return asked(scene, warrant, await broughtWith(fault, workbench, setting));
  }
  const all = keystoresOf(setting.regime);
  const first = await asked(scene, warrant, all);
  if (first.problem) return first;
  const between = fault === 'edited-log' ? editLog(setting) : [];
  const again = fault === 'edited-log' ? warrantWith('none', workbench, setting, vault) : warrant;
  const second = await asked(scene, again, all);
  return { ...second, steps: [...first.steps, ...between, ...second.steps] };
}

/** The ceremony as the model has it; where a model waits for the owner's next use, that comes, and then the ceremony again. */
async function asked(scene: Scene, warrant: Warrant, brought: readonly Keystore[]): Promise<Played> {
  const { workbench, setting, vault } = scene;
  const first = await once(scene, warrant, brought);
  if (first.read !== null || first.problem || !setting.regime.hasEpochs) return first;
  const used = await useAgain(workbench, setting, vault);
  const second = await once({ ...scene, vault: used }, warrant, brought);
  return { ...second, steps: [...first.steps, ownersNextUse(), ...second.steps] };
}

async function once(
  { workbench, setting, vault }: Scene,
  warrant: Warrant,
  brought: readonly Keystore[],
): Promise<Played> {
  const { steps, access, problem } = await carryOut(setting.regime, {
    vaultId: vault.id,
    slots: slotsIn(workbench, vault.file),
    warrant,
    brought,
    device: vault.device,
    reports: vault.reports,
  });
  return { steps, read: access?.opened ? await readWith(access.opened, workbench, vault) : null, problem };
}

/** Opens the vault with what the ceremony gave, and reads. Zeroes the secret. */
async function readWith(
  { slotId, secret }: NonNullable<Access['opened']>,
  { files, tools }: Workbench,
  { file }: DemoVault,
): Promise<string> {
  const store = files.open(file);
  try {
    const vault = await unlockVault(store, { kind: 'escrow', id: slotId, secret }, tools);
    try {
      return sentenceIn(vault);
    } finally {
      vault.lock();
    }
  } finally {
    wipe(secret);
    store.close();
  }
}

/** The first line of the vault's one note. */
function sentenceIn(vault: Vault): string {
  const [note] = vault.list();
  if (note?.state !== 'readable') throw new RangeError('A demo vault has one note that can be read');
  return vault.open(note.id).body.split('\n', 1).join('');
}

function ownersNextUse(): CeremonyStep {
  return done(
    'owner',
    'The owner opens the vault and saves a note. A new epoch begins: a new vault key, sealed to every key that the client is told of.',
    {
      nodes: ['owner', 'passphrase', 'vault-key', 'notes'],
      edges: ['owner-passphrase', 'passphrase-vault-key', 'vault-key-notes'],
    },
  );
}

/** Somebody with access to the machine takes the last entry out of the log, and writes the rest back. */
function editLog({ regime }: Setting): readonly CeremonyStep[] {
  if (!isGated(regime))
    throw new RangeError('Only the model with a policy service has a log that can be checked');
  const { service } = regime;
  const { entries, head } = service.log;
  service.restore(new AccessLog(entries.slice(0, -1)));
  return [
    done(
      'policy-service',
      'Somebody who can write to the machine’s disk takes the last entry out of the log. The service goes on with what is there.',
      { nodes: ['policy-service', 'access-log'], edges: ['policy-service-access-log'] },
      {
        facts: [
          fact('Root that the witness has seen', head.root, 'hex'),
          fact('Root of the edited log', service.log.head.root, 'hex', 'refused'),
        ],
      },
    ),
  ];
}

/** A real vault, made for this and thrown away, enrolled past the check that would refuse it; then opened in the usual way. */
async function onRealVault({ workbench, setting }: Scene): Promise<Played> {
  const { files, kdf, deriveKey, tools } = workbench;
  const { regime } = setting;
  const { store, read } = files.create();
  const passphrase = toHex(tools.random(16));
  const vault = await createVault(store, { passphrase, kdf, deriveKey, ...tools });
  const { seeds } = await regime.enrol({ vaultId: vaultId(fromHex(vault.id)), name: 'A real vault' });
  if (seeds.length > 0) vault.changeSlots({ add: seeds });
  vault.lock();
  return openedBy(
    workbench,
    read(),
    keystoresOf(regime),
    refused(
      actorOf(setting),
      'The demonstration’s keys are put to a real vault, made just now, with a slot for them. They bear the mark of a demonstration, and are refused.',
      { nodes: [actorOf(setting), 'notes'] },
    ),
  );
}

/** New keys without the mark of a demonstration, as a real authority has them. */
async function withRealKeys({ workbench, setting, vault }: Scene): Promise<Played> {
  const marked = await broughtWith('wrong-key', workbench, setting);
  return openedBy(
    workbench,
    vault.file,
    marked.map((keystore) => ({ ...keystore, demo: false })),
    refused(
      actorOf(setting),
      'The keys of a real authority, made just now without the mark of a demonstration, are put to the demo vault, and are refused.',
      { nodes: [actorOf(setting), 'notes'] },
    ),
  );
}

/** Tries keys on a file as anybody would. `told`: the step that tells of the refusal. */
async function openedBy(
  { files, tools }: Workbench,
  file: Uint8Array,
  keystores: readonly Keystore[],
  told: CeremonyStep,
): Promise<Played> {
  const store = files.open(file);
  try {
    const vault = await openEscrowed(store, keystores, tools);
    try {
      return { steps: [], read: sentenceIn(vault), problem: null };
    } finally {
      vault.lock();
    }
  } catch (error) {
    if (error instanceof LatchkeyError) return { steps: [told], read: null, problem: error };
    throw error;
  } finally {
    store.close();
  }
}

/** Whoever keeps a key. */
function actorOf({ regime }: Setting): string {
  return regime.holders[0]?.id ?? 'owner';
}

function meaningless(name: string, fault: Fault): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `“${name}” has nothing in which the fault “${fault}” could happen. Choose another fault, or none.`,
  );
}
