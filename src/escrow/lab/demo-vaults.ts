import {
  createVault,
  fromHex,
  passphraseSeed,
  toHex,
  unlockVault,
  vaultId,
  type Credential,
  type SlotSeed,
  type Store,
  type Vault,
  type VaultKey,
} from '../../vault/index.ts';
import { openedSlot } from '../../vault/credentials.ts';
import { parseHeader } from '../../vault/header.ts';
import type { Keystore } from '../keystore.ts';
import type { ScanReport } from '../access-model.ts';
import { drawSentence, drawStrongPassphrase, drawWeakPassphrase } from './demo-words.ts';
import type { DemoVault, Setting, Workbench } from './workbench.ts';

/** The title of the one note in every demo vault. */
export const noteTitle = 'A sentence that nobody else knows';

/** Every fifth owner has a passphrase from the list of weak ones. */
const weakEvery = 5;

/** Hashtags in the notes: most are about nothing, and two of them are what lists may come to name. */
const ordinaryTags = ['#garden', '#recipes', '#repairs', '#reading'] as const;

function tagOf(number: number): string {
  if (number % 10 === 3) return '#plot';
  if (number % 5 === 1) return '#march';
  return ordinaryTags[number % ordinaryTags.length] ?? '#garden';
}

/** A client that does as its model says, or one that its owner has changed: it lets nobody in and reports nothing. */
export type Client = 'compliant' | 'patched';

/** What one demo vault is made from. */
export interface NewDemoVault {
  /** From 1. Which owner has a weak passphrase, and what the note is tagged with, follows from it. */
  readonly number: number;
  readonly client?: Client;
  /** Slots in the place of those that the regime would add. */
  readonly slots?: (vault: { readonly id: DemoVault['id'] }) => Promise<readonly SlotSeed[]>;
}

/** Makes demo vaults under a regime, each with a sentence of its own. */
export async function makeDemoVaults(
  workbench: Workbench,
  setting: Setting,
  count: number,
): Promise<DemoVault[]> {
  const vaults: DemoVault[] = [];
  const sentences = new Set<string>();
  while (vaults.length < count) {
    const vault = await makeDemoVault(workbench, setting, { number: vaults.length + 1 });
    if (sentences.has(vault.sentence)) continue;
    sentences.add(vault.sentence);
    vaults.push(vault);
  }
  return vaults;
}

export async function makeDemoVault(
  workbench: Workbench,
  { regime }: Setting,
  { number, client = 'compliant', slots }: NewDemoVault,
): Promise<DemoVault> {
  const { random, now } = workbench.tools;
  const name = `Demo vault ${number}`;
  const passphrase = number % weakEvery === 0 ? drawWeakPassphrase(random) : drawStrongPassphrase(random);
  const sentence = drawSentence(random);
  const body = `${sentence}\n\n${tagOf(number)}`;
  const { store, read } = workbench.files.create();
  const vault = await madeIn(store, { ...workbench, passphrase });
  const id = vaultId(fromHex(vault.id));
  const isCompliant = client === 'compliant';
  // The device comes as it is made; a patched client leaves the slots out, and nothing else.
  const enrolled = slots ? null : await regime.enrol({ vaultId: id, name });
  const added = isCompliant ? (enrolled?.seeds ?? []) : [];
  const seeds = slots ? await slots({ id }) : added;
  if (seeds.length > 0) vault.changeSlots({ add: seeds });
  const report = isCompliant ? await regime.inspect({ vaultId: id, note: noteTitle, text: body }) : null;
  vault.create({ title: noteTitle, body, createdAt: now() });
  vault.lock();
  return {
    name,
    id,
    passphrase,
    sentence,
    file: read(),
    device: enrolled?.device ?? [],
    reports: report ? [report] : [],
  };
}

async function madeIn(
  store: Store,
  { passphrase, kdf, deriveKey, tools }: Workbench & { readonly passphrase: string },
): Promise<Vault> {
  try {
    return await createVault(store, { passphrase, kdf, deriveKey, isDemo: true, ...tools });
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * The owner opens the vault and saves the note once more. Where the regime has epochs, that seals everything under a new key,
 * which is wrapped for whoever the regime says by then. The vault that was given is an earlier copy from then on.
 */
export async function useAgain(
  workbench: Workbench,
  { regime }: Setting,
  vault: DemoVault,
  client: Client = 'compliant',
): Promise<DemoVault> {
  const { id, name } = vault;
  const isCompliant = client === 'compliant';
  const used = await saveAgain(workbench, vault, async (text) =>
    isCompliant ? regime.inspect({ vaultId: id, note: noteTitle, text }) : null,
  );
  if (!regime.hasEpochs) return used;
  const enrolled = isCompliant ? await regime.enrol({ vaultId: id, name }) : null;
  return rotated(workbench, used, enrolled?.seeds ?? [], enrolled?.device ?? []);
}

/** Escrow is turned off: everything is sealed under a new key that no authority gets. */
export function turnEscrowOff(workbench: Workbench, vault: DemoVault): Promise<DemoVault> {
  return rotated(workbench, vault, [], []);
}

/** The vault key, as the owner's own device has it in memory while the vault is open. The caller zeroes it. */
export async function keyInMemory(workbench: Workbench, { file, passphrase }: DemoVault): Promise<VaultKey> {
  const store = workbench.files.open(file);
  try {
    const { slots, vaultId: id } = parseHeader(store.readHeader());
    const { key } = await openedSlot(slots, id, credentialOf(workbench, passphrase));
    return key;
  } finally {
    store.close();
  }
}

async function saveAgain(
  workbench: Workbench,
  vault: DemoVault,
  inspect: (text: string) => Promise<ScanReport | null>,
): Promise<DemoVault> {
  const { store, read } = workbench.files.edit(vault.file);
  const open = await unlocked(workbench, store, vault.passphrase);
  const reports: ScanReport[] = [];
  try {
    for (const entry of open.list()) {
      if (entry.state !== 'readable') continue;
      const { summary, body } = open.open(entry.id);
      const report = await inspect(body);
      if (report) reports.push(report);
      open.save({ id: summary.id, revision: summary.revision, title: summary.title, body });
    }
  } finally {
    open.lock();
  }
  return { ...vault, file: read(), reports: [...vault.reports, ...reports] };
}

async function rotated(
  workbench: Workbench,
  vault: DemoVault,
  seeds: readonly SlotSeed[],
  device: readonly Keystore[],
): Promise<DemoVault> {
  const { kdf, deriveKey, tools } = workbench;
  const { passphrase } = vault;
  const own = await passphraseSeed({ passphrase, kdf, deriveKey, ...tools, now: tools.now() });
  const before = await unlocked(workbench, workbench.files.open(vault.file), passphrase);
  const { store, read } = workbench.files.create();
  try {
    const work = before.rotateInto(store, [own, ...seeds]);
    let step = work.next();
    while (!step.done) step = work.next();
    step.value.lock();
  } finally {
    before.lock();
    store.close();
  }
  return { ...vault, file: read(), device };
}

async function unlocked(workbench: Workbench, store: Store, passphrase: string): Promise<Vault> {
  try {
    return await unlockVault(store, credentialOf(workbench, passphrase), workbench.tools);
  } catch (error) {
    store.close();
    throw error;
  }
}

function credentialOf({ deriveKey }: Workbench, passphrase: string): Credential {
  return { kind: 'passphrase', passphrase, deriveKey };
}

/** Hex id of a vault. */
export function idOf({ id }: Pick<DemoVault, 'id'>): string {
  return toHex(id);
}
