import type { CeremonyStep, LogEntry } from '../../../contract/lab.ts';
import { LatchkeyError } from '../../../contract/errors.ts';
import { toHex } from '../../../vault/index.ts';
import type { Access, AccessRequest } from '../../access-model.ts';
import { ofKind, type Keystore } from '../../keystore.ts';
import { done, fact, refused } from '../steps.ts';
import type { WarrantDesk } from '../warrant-desk.ts';
import { leafAccessOf, leafContents, recoverFromLeaf, unitName, type LeafAccess } from './slot.ts';
import { keepers } from './units.ts';

type Agent = 'first' | 'second';

/** The two agents, as the agency meets them. */
export interface Agents {
  readonly desks: Readonly<Record<Agent, WarrantDesk>>;
  readonly log: LogEntry[];
  readonly now: () => number;
}

/** The ceremony: read the unit's id in the LEAF, get both halves of its key on a warrant, open. */
// eslint-disable-next-line @typescript-eslint/require-await -- agents that live in the same program answer at once
export async function* accessByLeaf(
  agents: Agents,
  request: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  const { vaultId, slots, brought } = request;
  const family = ofKind(brought, 'family-key');
  const slot = slots.find((one) => leafAccessOf(one) !== null);
  const access = slot && leafAccessOf(slot);
  const [first] = family;
  if (!first) {
    yield refused(
      'agency',
      'The family key is not on the table, and without it the LEAF is 16 bytes of noise.',
      {
        nodes: ['agency', 'family-key'],
      },
    );
    throw missing('The family key');
  }
  if (!slot || !access) {
    yield refused('agency', 'The file has no LEAF.', { nodes: ['agency', 'leaf'] });
    throw nothingOpens('The vault has no slot with a LEAF in it, or the slot is damaged.');
  }
  const unit = unitName(leafContents(access, first.familyKey).unitId);
  yield readUnit(access, unit);
  const halves: Keystore[] = [];
  for (const agent of ['first', 'second'] as const) halves.push(yield* release(agents, request, agent, unit));
  const onConsole = [...family, ...halves];
  const secret = recoverFromLeaf(onConsole, slot, { vault: vaultId, isDemo: true });
  if (!secret) {
    yield refused(
      'agency',
      'Both halves are there, and what they decipher is not the session key of this slot.',
      { nodes: ['unit-key', 'leaf', 'escrow-slot'], edges: ['unit-key-leaf', 'leaf-escrow-slot'] },
    );
    throw nothingOpens(
      'The LEAF does not hold this slot’s session key, or a half is not of this unit’s key.',
    );
  }
  yield done(
    'agency',
    'The two halves make the unit’s key. It deciphers the session key in the LEAF, the session key opens the slot, and the vault key is in it.',
    {
      nodes: ['agency', 'unit-key', 'leaf', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['unit-key-leaf', 'leaf-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', slot.id, 'hex', 'lit')] },
  );
  return { opened: { slotId: slot.id, secret }, metadata: [], tries: 0, onConsole };
}

function readUnit({ leaf, iv, width }: LeafAccess, unit: string): CeremonyStep {
  return done(
    'agency',
    'The agency takes a copy of the file and deciphers the LEAF with the family key. It reads which unit made it.',
    {
      nodes: ['agency', 'family-key', 'leaf'],
      edges: ['agency-family-key', 'family-key-leaf'],
    },
    {
      facts: [
        fact('LEAF', leaf, 'hex'),
        fact('IV', iv, 'hex'),
        fact('Width of the checksum', `${width} bits`),
        fact('Unit', unit),
      ],
    },
  );
}

/** One agent looks at the warrant, and gives its half of this unit's key and of no other. */
function* release(
  { desks, log, now }: Agents,
  request: AccessRequest,
  agent: Agent,
  unit: string,
): Generator<CeremonyStep, Keystore> {
  const actor = `${agent}-agent`;
  const asked = { nodes: ['agency', actor], edges: [`agency-${actor}`] };
  const kept = ofKind(request.brought, 'unit-halves').filter((one) => one.agent === agent);
  const [any] = kept;
  if (!any) {
    yield refused(actor, 'This agent is not there. One half of a key is noise.', asked);
    throw missing(`The half of the ${agent} escrow agent`);
  }
  const refusal = desks[agent].refusal(request);
  if (refusal) {
    yield refused(actor, 'The agent looks at the warrant and refuses it.', asked);
    throw refusal;
  }
  const half = kept.find(({ halves }) => halves[unit] !== undefined);
  if (half?.halves[unit] === undefined) {
    yield refused(
      actor,
      'The warrant is in order, and the agent has no key for a unit of that name.',
      asked,
      {
        facts: [fact('Unit', unit, 'text', 'refused')],
      },
    );
    throw nothingOpens(
      'The LEAF names a unit that the escrow agents do not know: it is forged, or of another system.',
    );
  }
  const what = `released its half of the key of unit ${unit} for vault ${toHex(request.vaultId).slice(0, 8)}`;
  const entry: LogEntry = { at: now(), by: keepers[agent], what, index: null, root: null };
  log.push(entry);
  yield done(
    actor,
    'The agent checks the warrant, releases its half of this one unit’s key, and writes that down.',
    {
      nodes: [actor, `${agent}-half`, 'unit-key'],
      edges: [`${actor}-${agent}-half`, `${agent}-half-unit-key`],
    },
    { facts: [fact('Warrant', request.warrant?.id ?? '', 'hex')], logged: [entry] },
  );
  return { ...half, halves: { [unit]: half.halves[unit] } };
}

function missing(what: string): LatchkeyError {
  return new LatchkeyError(
    'too-few-shares',
    `${what} is not there. It takes the family key and the halves of both agents. The vault was not opened.`,
  );
}

function nothingOpens(why: string): LatchkeyError {
  return new LatchkeyError('wrong-authority-key', `${why} The vault was not opened.`);
}
