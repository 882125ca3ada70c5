import { errorToData, LatchkeyError } from '../../contract/errors.ts';
import type { CeremonyStep, ConsoleOpening, ConsoleState, InboxWarrant } from '../../contract/lab.ts';
import {
  fromHex,
  toHex,
  unlockWithKey,
  vaultKey as vaultKeyOf,
  type Store,
  type Vault,
} from '../../vault/index.ts';
import { fingerprintOf } from '../authority.ts';
import { isGated, type GatedRegime } from '../models/m4-warrant-gate.ts';
import { done, fact, refused } from '../models/steps.ts';
import { openEscrowed } from '../opening.ts';
import { AccessLog } from '../warrants/access-log.ts';
import {
  checkWarrant,
  isSigned,
  issueWarrant,
  makeIssuer,
  type Issuer,
  type Warrant,
} from '../warrants/warrant.ts';
import { idOf, makeDemoVaults } from './demo-vaults.ts';
import { establish } from './experiment.ts';
import { accessLawfully, keystoresOf } from './lawful-access.ts';
import type { DemoVault, Workbench } from './workbench.ts';

const day = 24 * 3600 * 1000;
const vaultCount = 6;

/** What an official at the console asks for. */
export interface ConsoleOrder {
  readonly vaultId: string;
  /** Id of a warrant of the inbox. */
  readonly warrant: string | null;
  readonly isLogged: boolean;
}

/** The desk of an authority: M4 in force, six demo vaults, and an inbox of warrants, some of which are not in order. */
export interface AuthorityConsole {
  state(): ConsoleState;
  /**
   * Opens a vault: through the policy service, which takes a warrant and always logs, or past it with the service’s key. What is
   * refused is an answer. Throws `not-found` for a warrant that is not in the inbox.
   */
  open(order: ConsoleOrder): Promise<ConsoleOpening>;
  /** Moves the desk’s clock forward. */
  advance(days: number): ConsoleState;
  /** Takes an entry out of the log, as somebody who can write to it would. Throws `not-found`. */
  removeEntry(index: number): ConsoleState;
}

/** Sets up a desk, with new keys, vaults and warrants. */
export async function setUpConsole(workbench: Workbench): Promise<AuthorityConsole> {
  let ahead = 0;
  const tools = { ...workbench.tools, now: () => workbench.tools.now() + ahead };
  const bench: Workbench = { ...workbench, tools };
  const setting = await establish(bench, 'M4');
  const { regime, issuer } = setting;
  if (!isGated(regime)) throw new TypeError('M4 has a policy service');
  const vaults = await makeDemoVaults(bench, setting, vaultCount);
  const desk = new Desk(bench, { regime, issuer, vaults, warrants: inboxFor(vaults, issuer, tools) });
  return {
    state: () => desk.state(),
    open: (order) => desk.open(order),
    advance(days) {
      ahead += days * day;
      return desk.state();
    },
    removeEntry: (index) => desk.removeEntry(index),
  };
}

/** Two that are in order, one too late, one too early, one that somebody else has signed, and one for a vault that is elsewhere. */
function inboxFor(
  vaults: readonly DemoVault[],
  issuer: Issuer,
  { now, random }: Workbench['tools'],
): readonly Warrant[] {
  const at = now();
  const order = (vaultId: string, from: number, until: number, signer = issuer): Warrant =>
    issueWarrant(
      signer,
      {
        vaultId,
        purpose: 'A case before the court',
        validFrom: at + from * day,
        validUntil: at + until * day,
      },
      random,
    );
  const forger = { ...makeIssuer(issuer.name.name, true, random), name: issuer.name };
  const id = (index: number): string => toHex(vaults[index]?.id ?? random(16));
  return [
    order(id(0), -1, 30),
    order(id(1), -1, 30),
    order(id(2), -40, -10),
    order(id(3), 7, 37),
    order(id(4), -1, 30, forger),
    order(toHex(random(16)), -1, 30),
  ];
}

/** What lies on the desk. */
interface OnDesk {
  readonly regime: GatedRegime;
  readonly issuer: Issuer;
  readonly vaults: readonly DemoVault[];
  readonly warrants: readonly Warrant[];
}

class Desk {
  readonly #bench: Workbench;
  readonly #on: OnDesk;

  constructor(bench: Workbench, on: OnDesk) {
    this.#bench = bench;
    this.#on = on;
  }

  state(): ConsoleState {
    const { regime, vaults, warrants } = this.#on;
    const { service, witness } = regime;
    return {
      authority: this.#authority(),
      now: this.#bench.tools.now(),
      warrants: warrants.map((warrant) => this.#listed(warrant)),
      vaults: vaults.map((vault) => ({ id: idOf(vault), name: vault.name, bytes: vault.file.length })),
      log: [...service.log.entries],
      witness: {
        size: witness.seen?.size ?? 0,
        root: witness.seen?.root ?? null,
        isConsistent: witness.finds(service.log),
      },
    };
  }

  async open({ vaultId, warrant: id, isLogged }: ConsoleOrder): Promise<ConsoleOpening> {
    const warrant = id === null ? null : this.#warrant(id);
    const vault = this.#on.vaults.find((one) => idOf(one) === vaultId);
    if (!vault) return { steps: [], notes: [], problem: errorToData(notHere()) };
    if (warrant && isLogged) return this.#throughService(vault, warrant);
    return this.#pastService(vault, warrant, isLogged);
  }

  removeEntry(index: number): ConsoleState {
    const { service } = this.#on.regime;
    const { entries } = service.log;
    if (index >= entries.length) throw noEntry();
    service.restore(new AccessLog(entries.toSpliced(index, 1)));
    return this.state();
  }

  #authority(): ConsoleState['authority'] {
    const [card] = this.#on.regime.cards;
    if (!card) throw new TypeError('M4 has a public key');
    return { name: card.name, fingerprint: fingerprintOf(fromHex(card.publicKey)) };
  }

  #listed(warrant: Warrant): InboxWarrant {
    const { id, vaultId, scope, issuer, validFrom, validUntil } = warrant;
    const vault = this.#on.vaults.find((one) => idOf(one) === vaultId);
    return {
      id,
      vault: vault?.name ?? 'A vault that is not here',
      vaultId,
      scope,
      issuer: issuer.name,
      validFrom,
      validUntil,
      standing: this.#standingOf(warrant),
    };
  }

  #standingOf(warrant: Warrant): InboxWarrant['standing'] {
    const now = this.#bench.tools.now();
    if (!isSigned(warrant, this.#on.issuer.publicKey)) return 'forged';
    if (this.#on.regime.service.hasUsed(warrant)) return 'used';
    if (now < warrant.validFrom) return 'not-yet-valid';
    return now > warrant.validUntil ? 'expired' : 'valid';
  }

  #warrant(id: string): Warrant {
    const found = this.#on.warrants.find((warrant) => warrant.id === id);
    if (!found) throw noWarrant();
    return found;
  }

  async #throughService(vault: DemoVault, warrant: Warrant): Promise<ConsoleOpening> {
    const { regime, issuer } = this.#on;
    const { steps, problem, vaultKey } = await accessLawfully(this.#bench, { regime, issuer }, vault, {
      warrant,
    });
    if (!vaultKey) return { steps: [...steps], notes: [], problem: problem && errorToData(problem) };
    const notes = await this.#notesIn(vault, (store) =>
      unlockWithKey(store, vaultKeyOf(fromHex(vaultKey.key)), this.#bench.tools),
    );
    return { steps: [...steps], notes, problem: null };
  }

  /** The key lies in the service’s memory, and whoever can read that needs the service for nothing. */
  async #pastService(vault: DemoVault, warrant: Warrant | null, isLogged: boolean): Promise<ConsoleOpening> {
    const steps: CeremonyStep[] = [];
    if (warrant) {
      const problem = this.#refusalOf(warrant, vault);
      steps.push(lookedAt(warrant, problem));
      if (problem) return { steps, notes: [], problem: errorToData(problem) };
    }
    // The key, and nothing else.
    const notes = await this.#notesIn(vault, (store) =>
      openEscrowed(store, keystoresOf(this.#on.regime), this.#bench.tools),
    );
    steps.push(openedDirectly(warrant !== null));
    if (isLogged) steps.push(this.#writeDown(vault));
    return { steps, notes: [...notes], problem: null };
  }

  #refusalOf(warrant: Warrant, vault: DemoVault): LatchkeyError | null {
    const { issuer, regime } = this.#on;
    const used = new Set(regime.service.hasUsed(warrant) ? [warrant.id] : []);
    const check = { issuer: issuer.publicKey, vaultId: idOf(vault), now: this.#bench.tools.now(), used };
    try {
      checkWarrant(warrant, check);
      return null;
    } catch (error) {
      if (error instanceof LatchkeyError) return error;
      throw error;
    }
  }

  #writeDown(vault: DemoVault): CeremonyStep {
    const { service } = this.#on.regime;
    const what = `opened vault ${idOf(vault).slice(0, 8)} past the policy service`;
    const entry = service.log.append({ at: this.#bench.tools.now(), by: 'The official', what });
    return done(
      'officer',
      'The official writes the access into the log afterwards. Nothing would have happened otherwise.',
      { nodes: ['officer', 'access-log'] },
      { logged: [entry] },
    );
  }

  async #notesIn(
    vault: DemoVault,
    open: (store: Store) => Vault | Promise<Vault>,
  ): Promise<ConsoleOpening['notes']> {
    const store = this.#bench.files.open(vault.file);
    try {
      return readNotes(await open(store));
    } finally {
      store.close();
    }
  }
}

/** Every note that opens. Locks the vault. */
function readNotes(vault: Vault): ConsoleOpening['notes'] {
  try {
    return vault.list().flatMap((entry) => {
      if (entry.state !== 'readable') return [];
      const { summary, body } = vault.open(entry.id);
      return [{ title: summary.title, body }];
    });
  } finally {
    vault.lock();
  }
}

function lookedAt(warrant: Warrant, problem: LatchkeyError | null): CeremonyStep {
  const facts = [fact('Warrant', warrant.id, 'hex')];
  const parts = { nodes: ['court', 'officer'], edges: ['court-officer'] };
  return problem
    ? refused('officer', 'The official looks at the warrant, and it is not in order.', parts, { facts })
    : done(
        'officer',
        'The official looks at the warrant, finds it in order, and goes past the service all the same.',
        parts,
        { facts },
      );
}

function openedDirectly(hasWarrant: boolean): CeremonyStep {
  return done(
    'officer',
    hasWarrant
      ? 'The key is taken from the service’s memory and opens the slot. The service has checked nothing and knows of nothing.'
      : 'The key is taken from the service’s memory and opens the slot. There is no warrant, and nothing has asked for one.',
    {
      nodes: ['officer', 'service-key', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['service-key-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
  );
}

function notHere(): LatchkeyError {
  return new LatchkeyError('not-found', 'There is no copy of that vault at this desk. Nothing was opened.');
}

function noWarrant(): LatchkeyError {
  return new LatchkeyError('not-found', 'That warrant is not in this inbox. Nothing was opened.');
}

function noEntry(): LatchkeyError {
  return new LatchkeyError('not-found', 'The log has no such entry. Nothing was removed.');
}
