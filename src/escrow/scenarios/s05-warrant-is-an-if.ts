import { fromHex, toHex, unwrapVaultKey, vaultKey, wipe } from '../../vault/index.ts';
import { idOf, makeDemoVault } from '../lab/demo-vaults.ts';
import { accessLawfully, carryOut, keystoresOf, slotsIn } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { accessModel } from '../models/index.ts';
import { issueWarrant } from '../warrants/warrant.ts';
import { hashOf, inForce, loggedIn } from './desk.ts';
import { byKey, readThrough, sentencesOf } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, refusal, seen, setUp, text } from './scene.ts';

const day = 24 * 60 * 60 * 1000;

export const warrantIsAnIf: Scenario = {
  info: {
    number: 5,
    title: 'The warrant is an if',
    line: 'An expired warrant is refused. Then the same key is used on the same vault without asking.',
    models: ['M4'],
    mirrors: {
      what: 'A signing key made in 2016 gave its thief valid tokens for the mail of 22 organisations, as reported. How it was come by is not known.',
      year: '2023',
      sources: ['storm-0558-2024', 'msrc-2024'],
    },
    lesson:
      'A warrant decides whether a program goes on. It is no part of what opens the vault: the same key gives the same bytes with it and without it.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M4');
    const { regime } = setting;
    const vault = await makeDemoVault(bench, setting, { number: 1 });
    yield setUp(
      'A policy service keeps the key. It opens a vault only on a valid warrant, signed by the Home Secretary of this lab.',
      {
        facts: [text('Signs warrants', setting.issuer.name.name), hex('Vault', idOf(vault))],
      },
    );

    const expired = await onExpiredWarrant(bench, setting, vault);
    yield action(
      'Somebody brings a warrant that ran out yesterday. The service refuses it and writes that down.',
      {
        facts: expired.problem ? [refusal('The expired warrant', expired.problem)] : [],
        logged: loggedIn(expired.steps),
      },
    );

    const lawful = await accessLawfully(bench, setting, vault);
    const byWarrant = await readBy(bench, vault, lawful.vaultKey?.key);
    yield action('With a valid warrant the service opens the vault, as it should.', {
      facts: factsOf(byWarrant),
      logged: loggedIn(lawful.steps),
    });
    const entries = regime.log().length;

    const direct = await readBy(bench, vault, await openedDirectly(bench, setting, vault));
    yield action(
      'Then somebody who has a copy of the service’s key runs the last step alone: the key on the slot.',
      {
        facts: [...factsOf(direct), count('New entries in the log', regime.log().length - entries)],
      },
    );
    yield seen('With and without a warrant, side by side.', {
      table: {
        columns: ['', 'SHA-256 of the vault key', 'Read'],
        rows: [
          ['Expired warrant, through the service', expired.problem ? 'refused' : 'opened', ''],
          ['Valid warrant, through the service', byWarrant?.hash ?? '', byWarrant?.read ?? ''],
          ['No warrant, past the service', direct?.hash ?? '', direct?.read ?? ''],
        ],
      },
    });
    return (
      expired.problem?.code === 'warrant-expired' &&
      byWarrant !== null &&
      byWarrant.hash === direct?.hash &&
      byWarrant.read === direct.read &&
      direct.read === vault.sentence &&
      regime.log().length === entries
    );
  },
};

function onExpiredWarrant(bench: ScenarioBench, { regime, issuer }: Setting, vault: DemoVault) {
  const now = bench.tools.now();
  const order = { vaultId: idOf(vault), purpose: 'a case', validFrom: now - 31 * day, validUntil: now - day };
  return carryOut(regime, {
    vaultId: vault.id,
    slots: slotsIn(bench, vault.file),
    warrant: issueWarrant(issuer, order, bench.tools.random),
    brought: keystoresOf(regime),
    device: [],
    reports: [],
  });
}

/** The vault key, hex, as the private key and the slot give it when nobody asks for a warrant. */
async function openedDirectly(
  bench: ScenarioBench,
  { regime }: Setting,
  vault: DemoVault,
): Promise<string | undefined> {
  const place = { vault: vault.id, isDemo: true };
  const effort = { mostTries: 0, onTries: () => undefined };
  for (const slot of slotsIn(bench, vault.file)) {
    const secret = await accessModel(regime.model).recover(keystoresOf(regime), slot, place, effort);
    if (!secret) continue;
    const key = unwrapVaultKey(slot, vault.id, secret);
    wipe(secret);
    if (typeof key === 'string') continue;
    const hexKey = toHex(key);
    wipe(key);
    return hexKey;
  }
  return undefined;
}

/** What a vault key is and reads. */
interface ByKey {
  readonly hash: string;
  readonly read: string;
}

async function readBy(bench: ScenarioBench, { file }: DemoVault, hexKey?: string): Promise<ByKey | null> {
  if (hexKey === undefined) return null;
  const key = vaultKey(fromHex(hexKey));
  const notes = await readThrough(bench, file, byKey(bench, key));
  const hash = hashOf(key);
  wipe(key);
  return { hash, read: sentencesOf(notes) };
}

function factsOf(opened: ByKey | null) {
  if (!opened) return [];
  return [hex('SHA-256 of the vault key', opened.hash, 'lit'), text('Read', opened.read, 'lit')];
}
