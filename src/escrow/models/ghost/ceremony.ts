import type { CeremonyStep, LogEntry } from '../../../contract/lab.ts';
import { LatchkeyError } from '../../../contract/errors.ts';
import { ed25519 } from '@noble/curves/ed25519.js';
import { equalInConstantTime, fromHex, toHex, type SlotSecret } from '../../../vault/index.ts';
import type { Access, AccessRequest } from '../../access-model.ts';
import { fingerprintOf } from '../../authority.ts';
import { publicKeyOf } from '../../crypto/hpke.ts';
import { ofKind, type Keystore } from '../../keystore.ts';
import { openWrapped } from '../../wrapped-slot.ts';
import { done, fact, refused } from '../steps.ts';
import type { WarrantDesk } from '../warrant-desk.ts';
import type { KeyDirectory } from './directory.ts';
import { shownDevices, type Alarm } from './owner-client.ts';

/** The provider, as the agency meets it. */
export interface Provider {
  readonly name: string;
  readonly directory: KeyDirectory;
  readonly desk: WarrantDesk;
  readonly log: LogEntry[];
  readonly now: () => number;
  /** What the client of an account's owner has warned of. */
  alarms(account: string): readonly Alarm[];
}

/**
 * The ceremony. The first time, the directory gets the agency's key, and nothing opens. Once the owner has used the vault
 * again, the second time, the agency opens what its key was given; that takes no provider and no warrant any more.
 */
export async function* accessByGhost(
  provider: Provider,
  request: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  const { vaultId, brought } = request;
  const ghosts = ofKind(brought, 'hpke');
  const [ghost] = ghosts;
  const opened = await openAny(request, ghosts);
  if (opened) {
    yield readAgain(opened.slotId);
    return { opened, metadata: [], tries: 0, onConsole: ghosts };
  }
  if (!ghost) {
    yield refused('agency', 'The agency has not brought its private key.', {
      nodes: ['agency', 'ghost-key'],
      edges: ['agency-ghost-key'],
    });
    throw missing('The agency’s private key');
  }
  const publicKey = await publicKeyIn(ghost);
  const silent = provider.directory.keysOf(toHex(vaultId)).filter(({ isSilent }) => isSilent);
  if (silent.length === 0) {
    yield* checkProvider(provider, request);
    yield add(provider, request, publicKey);
    yield look(provider, request);
  } else if (silent.every((key) => key.publicKey !== publicKey)) {
    yield refused(
      'agency',
      'The private key on the table is not the one whose public half is in the directory.',
      {
        nodes: ['agency', 'ghost-key', 'directory'],
      },
    );
    throw wrongKey('The agency’s private key is not the one that was added for this account.');
  }
  yield notYet(request, provider.alarms(toHex(vaultId)));
  return { opened: null, metadata: [], tries: 0, onConsole: ghosts };
}

/** The provider's part: its signing key, and the warrant. */
function* checkProvider(
  { directory, desk }: Provider,
  request: AccessRequest,
): Generator<CeremonyStep, void> {
  const [signing] = ofKind(request.brought, 'signing');
  const parts = { nodes: ['agency', 'provider'], edges: ['agency-provider'] };
  if (!signing) {
    yield refused('provider', 'The provider is not there: nobody can sign a changed answer.', parts);
    throw missing('The provider’s signing key');
  }
  const isOurs = equalInConstantTime(ed25519.getPublicKey(fromHex(signing.privateKey)), directory.publicKey);
  if (!isOurs) {
    yield refused(
      'provider',
      'The signing key on the table is not this directory’s: clients would not believe it.',
      parts,
    );
    throw wrongKey('The signing key is not the one that clients know their directory by.');
  }
  const refusal = desk.refusal(request);
  if (refusal) {
    yield refused('provider', 'The provider looks at the warrant and refuses it.', parts);
    throw refusal;
  }
  yield done(
    'provider',
    'The provider checks the warrant: signature, dates, vault, and that it was not used before.',
    parts,
    {
      facts: [fact('Warrant', request.warrant?.id ?? '', 'hex')],
    },
  );
}

function add(
  { name, directory, log, now }: Provider,
  { vaultId }: AccessRequest,
  publicKey: string,
): CeremonyStep {
  const account = toHex(vaultId);
  directory.addSilently(account, publicKey);
  const head = directory.head();
  const entry: LogEntry = {
    at: now(),
    by: name,
    what: `added a silent key to vault ${account.slice(0, 8)}`,
    index: head && head.size - 1,
    root: head && toHex(head.root),
  };
  log.push(entry);
  return done(
    'provider',
    'The directory now gives out one more public key for this account, and asks clients not to show it.',
    { nodes: ['provider', 'directory', 'ghost-key'], edges: ['provider-directory'] },
    { facts: [fact('Key added', fingerprintOf(fromHex(publicKey)), 'hex', 'lit')], logged: [entry] },
  );
}

/** What the owner is told by a client that complies, beside what the directory gives out. */
function look({ directory }: Provider, { vaultId }: AccessRequest): CeremonyStep {
  const view = directory.lookup(toHex(vaultId));
  const shown = shownDevices(view);
  return done(
    'owner',
    `The owner’s screen goes on showing ${shown.join(' and ')}. The directory’s answer has ${view.keys.length} keys.`,
    { nodes: ['owner', 'directory'], edges: ['owner-directory'] },
    {
      facts: [
        fact('Devices shown', String(shown.length), 'number'),
        fact('Keys given out', String(view.keys.length), 'number', 'lit'),
      ],
    },
  );
}

/** Nothing opens: because the owner has not used the vault since, or because the owner's client has noticed. */
function notYet({ slots }: AccessRequest, alarms: readonly Alarm[]): CeremonyStep {
  const facts = [fact('Slots in the file', String(slots.length), 'number')];
  if (alarms.length === 0) {
    return done(
      'agency',
      'Nothing in the file is sealed to the agency’s key. What is there stays closed to it: it waits for the owner’s next use.',
      { nodes: ['agency', 'ghost-key', 'device-slots'] },
      { facts },
    );
  }
  return refused(
    'owner',
    'The owner’s client has found a key in the directory that no device of the owner has. It warns, and does not seal to that key: nothing in the file opens with it.',
    { nodes: ['owner', 'directory', 'device-slots'], edges: ['owner-directory'] },
    { facts: [...facts, ...alarms.map(({ says }) => fact('The client warns', says, 'text', 'refused'))] },
  );
}

function readAgain(slot: string): CeremonyStep {
  return done(
    'agency',
    'The owner has used the vault again, and the client has sealed its new key to the agency as well. The agency takes a copy of the file and opens it.',
    {
      nodes: ['agency', 'ghost-key', 'ghost-slot', 'vault-key', 'notes'],
      edges: ['agency-ghost-key', 'ghost-key-ghost-slot', 'ghost-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', slot, 'hex', 'lit')] },
  );
}

async function openAny(
  { vaultId, slots }: AccessRequest,
  keystores: readonly Keystore[],
): Promise<{ readonly slotId: string; readonly secret: SlotSecret } | null> {
  for (const slot of slots) {
    if (slot.model !== 'M6') continue;
    const secret = await openWrapped(keystores, slot, { vault: vaultId, isDemo: true });
    if (secret) return { slotId: slot.id, secret };
  }
  return null;
}

async function publicKeyIn({ privateKey }: { readonly privateKey: string }): Promise<string> {
  return toHex(await publicKeyOf(fromHex(privateKey)));
}

function missing(what: string): LatchkeyError {
  return new LatchkeyError(
    'too-few-shares',
    `${what} is not there. It takes the provider to add a reader, and the agency to read. The vault was not opened.`,
  );
}

function wrongKey(what: string): LatchkeyError {
  return new LatchkeyError('wrong-authority-key', `${what} The vault was not opened.`);
}
