import { openedSlot } from '../../vault/credentials.ts';
import { parseHeader, sealHeader } from '../../vault/header.ts';
import { Keyring } from '../../vault/keyring.ts';
import { Ledger } from '../../vault/ledger.ts';
import { isEscrowSlot } from '../../vault/slots.ts';
import { VaultState } from '../../vault/state.ts';
import { fromHex, vaultKey, type VaultKey } from '../../vault/index.ts';
import { makeDemoVault, noteTitle, turnEscrowOff } from '../lab/demo-vaults.ts';
import type { Keystore } from '../keystore.ts';
import { drawSentence } from '../lab/demo-words.ts';
import { accessLawfully, keystoresOf } from '../lab/lawful-access.ts';
import type { DemoVault } from '../lab/workbench.ts';
import { hashOf, inForce, loggedIn } from './desk.ts';
import {
  byKey,
  byKeystores,
  byOwner,
  holdersIn,
  infoOf,
  readThrough,
  sentencesOf,
  writtenInto,
  type ReadNote,
} from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, hex, seen, setUp, text } from './scene.ts';
import { isRefusedAs, outcome, trial, type Trial } from './trial.ts';

export const turningItOff: Scenario = {
  info: {
    number: 3,
    title: 'Turning it off',
    line: 'An owner wants the authority out again: once by deleting its slot, once by sealing everything anew.',
    models: ['M1'],
    mirrors: {
      what: 'No single incident. A report of eleven cryptographers is about what key recovery costs and risks, whatever its form.',
      year: '1997',
      sources: ['key-recovery-1997'],
    },
    lesson:
      'Whoever has opened a vault once may have kept its key, and deleting a slot takes no key away. A new vault key under which everything is sealed anew closes the live vault. Copies made before stay open.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M1');
    const keystores = keystoresOf(setting.regime);
    const enrolled = await makeDemoVault(bench, setting, { number: 1 });
    const { steps, vaultKey: kept } = await accessLawfully(bench, setting, enrolled);
    if (!kept) throw new RangeError('M1 opens what it has enrolled');
    const key = vaultKey(fromHex(kept.key));
    const backup = enrolled.file;
    yield setUp(
      'A vault is enrolled under an office’s key, and a backup is made of it. The office opens the vault once, by its rules, and keeps the vault key that it found.',
      {
        facts: [hex('SHA-256 of the vault key that the office keeps', hashOf(key), 'lit')],
        logged: loggedIn(steps),
      },
    );

    const taken = await trial(() => takenOut(bench, enrolled));
    yield action('The owner asks the app to take the office out of the list of holders. The app refuses.', {
      facts: [outcome('The app', taken, () => 'The office is out of the list.')],
    });

    const dropped = await slotDropped(bench, enrolled);
    const later = await withNewNote(bench, dropped);
    yield action(
      'So the slot is deleted by hand, as a tool could that knows the format, and the front page is signed again. Then the owner writes another note.',
      {
        facts: [
          text('Holders before', holdersIn(bench, enrolled)),
          text('Holders now', holdersIn(bench, later)),
          text('Written now', later.sentence),
        ],
      },
    );
    const slotless = await bothWays(bench, later.file, keystores, key);
    yield seen(
      'The office’s key finds no slot any more. The vault key that the office has kept opens the new note.',
      {
        facts: shown('The live vault', slotless),
      },
    );

    const off = await withNewNote(bench, await turnEscrowOff(bench, later));
    yield action(
      'Now escrow is turned off as the app does it: a new vault key, and everything sealed anew under it.',
      {
        facts: [text('Holders now', holdersIn(bench, off)), text('Written now', off.sentence)],
      },
    );
    const live = await bothWays(bench, off.file, keystores, key);
    const old = await bothWays(bench, backup, keystores, key);
    yield seen(
      'The live vault is closed to both. (A key that does not fit is told like a damaged front page: from outside the two look the same.) The backup opens as before.',
      { facts: [...shown('The live vault', live), ...shown('The backup', old)] },
    );
    key.fill(0);
    return (
      isRefusedAs(taken, 'invalid-request') &&
      isRefusedAs(slotless.byKeystore, 'wrong-authority-key') &&
      isRead(slotless.byVaultKey, later.sentence) &&
      isRefusedAs(live.byKeystore, 'wrong-authority-key') &&
      isRefusedAs(live.byVaultKey, 'header-tampered') &&
      isRead(old.byKeystore, enrolled.sentence) &&
      isRead(old.byVaultKey, enrolled.sentence)
    );
  },
};

type Reading = Trial<readonly ReadNote[]>;

/** What the office's private key and the vault key that it has kept make of one file. */
interface BothWays {
  readonly byKeystore: Reading;
  readonly byVaultKey: Reading;
}

async function bothWays(
  bench: ScenarioBench,
  file: Uint8Array,
  keystores: readonly Keystore[],
  key: VaultKey,
): Promise<BothWays> {
  return {
    byKeystore: await trial(() => readThrough(bench, file, byKeystores(bench, keystores))),
    byVaultKey: await trial(() => readThrough(bench, file, byKey(bench, key))),
  };
}

function shown(file: string, { byKeystore, byVaultKey }: BothWays) {
  return [
    outcome(`${file}, by the office’s key`, byKeystore, sentencesOf),
    outcome(`${file}, by the vault key that was kept`, byVaultKey, sentencesOf),
  ];
}

function isRead({ value }: Reading, sentence: string): boolean {
  return value?.some(({ body }) => body.startsWith(sentence)) ?? false;
}

/** What the owner would like: the vault without the authority's slot. */
function takenOut(bench: ScenarioBench, vault: DemoVault): Promise<Uint8Array> {
  const remove = infoOf(bench, vault.file)
    .holders.filter(({ escrow }) => escrow)
    .map(({ id }) => id);
  return writtenInto(bench, vault.file, byOwner(bench, vault), (open) => open.changeSlots({ remove }));
}

/** Deletes the authority's slot and nothing else, which the app never does: the vault key stays. */
async function slotDropped(bench: ScenarioBench, vault: DemoVault): Promise<DemoVault> {
  const { deriveKey, tools, files } = bench;
  const { store, read } = files.edit(vault.file);
  try {
    const stored = store.readHeader();
    const header = parseHeader(stored);
    const { passphrase } = vault;
    const { key } = await openedSlot(header.slots, vault.id, { kind: 'passphrase', passphrase, deriveKey });
    const keyring = new Keyring(key, vault.id);
    const ledger = new Ledger(store, keyring, tools, VaultState.read(keyring, store, stored));
    const slots = header.slots.filter((slot) => !isEscrowSlot(slot));
    ledger.commitHeader(sealHeader({ ...header, slots }, keyring));
    ledger.close();
  } finally {
    store.close();
  }
  return { ...vault, file: read() };
}

/** The vault with one more note, whose sentence is the vault's from then on. */
async function withNewNote(bench: ScenarioBench, vault: DemoVault): Promise<DemoVault> {
  const sentence = drawSentence(bench.tools.random);
  const file = await writtenInto(bench, vault.file, byOwner(bench, vault), (open) => {
    open.create({ title: noteTitle, body: sentence });
  });
  return { ...vault, sentence, file };
}
