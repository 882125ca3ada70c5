import { sha256 } from '@noble/hashes/sha2.js';
import type { CeremonyStep, LogEntry, ModelId, Settings } from '../../contract/lab.ts';
import { fromHex, toHex } from '../../vault/index.ts';
import type { Regime } from '../access-model.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import { emptyBundle } from '../lab/attack.ts';
import type { Bundle, DemoVault, Findings, Setting, Workbench } from '../lab/workbench.ts';
import { accessModel } from '../models/index.ts';
import { makeIssuer } from '../warrants/warrant.ts';

/** Puts a model in force, with a court of its own. */
export async function inForce(
  { tools }: Workbench,
  model: ModelId,
  settings: Settings = {},
): Promise<Setting> {
  const issuer = makeIssuer('Home Secretary', true, tools.random);
  const regime = await accessModel(model).establish({ settings, tools, issuer: issuer.publicKey });
  return { regime, issuer };
}

/** The one public half of a regime that has one. */
export function cardOf({ cards: [card], model }: Regime): AuthorityCard {
  if (!card) throw new RangeError(`${model} has no public key`);
  return card;
}

/** What people compare of a public key. */
export function fingerprintIn({ publicKey }: AuthorityCard): string {
  return fingerprintOf(fromHex(publicKey));
}

/** Files, and whatever else somebody has come by. */
export function bundleOf(vaults: readonly DemoVault[], got: Partial<Omit<Bundle, 'files'>> = {}): Bundle {
  return { ...emptyBundle, files: vaults.map(({ name, file }) => ({ name, bytes: file })), ...got };
}

/** The vaults whose own sentence was told. */
export function readIn(vaults: readonly DemoVault[], { recovered }: Findings): readonly DemoVault[] {
  return vaults.filter(({ name, sentence }) =>
    recovered.some((found) => found.name === name && found.sentence === sentence),
  );
}

/** What a ceremony has left in logs. */
export function loggedIn(steps: readonly CeremonyStep[]): readonly LogEntry[] {
  return steps.flatMap(({ logged }) => logged);
}

/** SHA-256 of something that is not to be shown, 64 hex digits. */
export function hashOf(secret: Uint8Array): string {
  return toHex(sha256(secret));
}
