import type { CeremonyStep } from '../../contract/lab.ts';
import type { EscrowSlot } from '../../vault/index.ts';
import type { Access, AccessModel, AccessRequest, Establishment, Regime } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import { Witness } from '../warrants/access-log.ts';
import { PolicyService, type Admission, type OpeningOrder } from '../warrants/policy-service.ts';
import { openWrapped, wrappedSeed } from '../wrapped-slot.ts';
import { makeAuthorityKey } from './authority-key.ts';
import { drawing, line, part } from './drawing.ts';
import { ownSlot } from './own-slot.ts';
import { settingsOf } from './settings.ts';
import { attempt, done, fact, refused, warrantFacts } from './steps.ts';

const authorityName = 'National Access Service';

/** This model in force, with its two machines at hand. */
export interface GatedRegime extends Regime {
  readonly service: PolicyService;
  readonly witness: Witness;
}

/** Whether a regime has a policy service in it. */
export function isGated(regime: Regime): regime is GatedRegime {
  return 'service' in regime && regime.service instanceof PolicyService;
}

const info: AccessModel['info'] = {
  id: 'M4',
  name: 'One key behind a warrant check',
  line: 'One key opens every vault, but it sits in a program that asks for a signed warrant and writes everything down.',
  construction: [
    'Each vault gets the same slot as under one national key: 32 random bytes sealed with HPKE to a public key of 1,216 bytes (an encapsulation of 1,120 bytes, and 48 with the tag).',
    'The private key, 32 bytes, is put into a policy service. No official has it.',
    'A warrant is a small file: the vault’s id (16 bytes), what may be read, from when until when, and a signature of 64 bytes (Ed25519). A quorum of judges can make that one signature together (FROST, RFC 9591).',
    'The service checks signature, dates, vault and scope, and takes each warrant once. It then adds an entry to a Merkle log (SHA-256, RFC 6962), and shows the log’s new root of 32 bytes to a witness outside, with proof that the log still begins with all the witness has seen.',
    'Only then does it use the key on the slot.',
  ],
  ceremony:
    'An officer brings a copy of the vault and a warrant. The service checks, logs, has the log witnessed, and opens. It takes one machine and no person.',
  trace:
    'An entry for every request, refused ones too. A removed or edited entry is noticed by any witness who saw an earlier root. Nothing on the vault.',
  bestFor:
    'Every use through the service is lawful on its face, limited to one vault and one period, and recorded so that it cannot be denied later. No official handles the key, and several judges can be made to sign each warrant together.',
  bestAgainst:
    'The warrant is not part of the lock. It is a question that a program asks before it does what it could do anyway: whoever has the 32 bytes, by theft, by a flaw in the service or as its operator, opens every vault with no warrant and no entry.',
  sources: ['doormats-2015', 'seed-2017', 'storm-0558-2024', 'rfc-6962', 'rfc-8032', 'rfc-9591', 'rfc-9180'],
  parameters: [
    {
      id: 'quorum',
      label: 'Who signs warrants',
      unit: '',
      names: ['one official', 'three of five judges'],
      min: 0,
      max: 1,
      preset: 0,
      explains:
        'With judges, no official can issue a warrant alone. It changes who can ask the service, and nothing about what the key opens.',
    },
  ],
  leavesOut: [
    'Hardware that guards the key inside the service. It makes the key harder to copy, and whoever can make the hardware use it needs no copy.',
    'A network between service and witness: both run in one program here, and talk only through roots and proofs.',
  ],
  isForOwnVaults: false,
  diagram: drawing(
    [
      part('officer', 'person', [0, 1], 'Officer', 'Brings a copy of the vault and a warrant.'),
      part('court', 'person', [0, 2], 'Issuer of warrants', 'One official or a quorum of judges. Signs.'),
      part(
        'policy-service',
        'service',
        [1, 2],
        'Policy service',
        'A program that checks, logs, and then opens.',
      ),
      part('service-key', 'key', [1, 1], 'Private key', '32 bytes. The same one for every vault.'),
      part('escrow-slot', 'ciphertext', [2, 1], 'Escrow slot', '32 random bytes, sealed to the public key.'),
      part('access-log', 'log', [2, 2], 'Merkle log', 'Each entry changes its root, a hash of 32 bytes.'),
      part('witness', 'person', [3, 2], 'Witness', 'Remembers the last root and asks for a proof.'),
    ],
    [
      line('court', 'asks', 'officer', 'signs a warrant for'),
      line('officer', 'asks', 'policy-service', 'brings warrant and copy'),
      line('policy-service', 'holds', 'service-key', 'has in memory'),
      line('service-key', 'opens', 'escrow-slot', 'opens'),
      line('escrow-slot', 'opens', 'vault-key', 'opens'),
      line('policy-service', 'records', 'access-log', 'writes'),
      line('witness', 'asks', 'access-log', 'asks for a proof'),
    ],
  ),
  terms: termsOf(
    'warrant',
    'policy service',
    'signature',
    'Ed25519',
    'encapsulation',
    'HPKE',
    'private key',
    'Merkle log',
    'root',
    'witness',
    'consistency proof',
    'FROST',
  ),
};

/** M1's one key, in a program that asks for a warrant first. */
export const warrantGate = {
  info,

  async establish({ settings, tools, issuer }: Establishment): Promise<GatedRegime> {
    const set = settingsOf(info, settings);
    const { card, keystore } = await makeAuthorityKey('M4', authorityName, tools);
    const witness = new Witness();
    const { now, random } = tools;
    const service = new PolicyService({ name: authorityName, issuer, now, witness, keystores: [keystore] });
    return {
      model: 'M4',
      settings: set,
      cards: [card],
      holders: [{ id: 'policy-service', name: authorityName, keystores: [keystore] }],
      needed: 1,
      hasEpochs: false,
      enrol: async ({ vaultId: vault }) => ({
        seeds: [await wrappedSeed({ model: 'M4', cards: [card], vault, isDemo: true, now: now(), random })],
        device: [],
      }),
      inspect: () => Promise.resolve(null),
      access: (request) => openOnWarrant(service, request),
      log: () => service.log.entries,
      service,
      witness,
    };
  },

  // No warrant here: there is no place in the mathematics where one would go in.
  recover: (keystores, slot, place) => openWrapped(keystores, slot, place),
  readReports: () => Promise.resolve([]),
} satisfies AccessModel;

/** The ceremony. The service is started with the keys that were brought. */
async function* openOnWarrant(
  service: PolicyService,
  { vaultId, slots, warrant, brought }: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  service.start(brought);
  const admission = yield* admitted(service, { vaultId, warrant, isDemo: true });
  const opened = yield* attempt(
    () => openedBy(service, admission, slots),
    () =>
      refused('policy-service', 'The key in the service does not open the escrow slot.', {
        nodes: ['service-key', 'escrow-slot'],
        edges: ['service-key-escrow-slot'],
      }),
  );
  yield done(
    'policy-service',
    'The service opens the slot with its key. The warrant was not used for that: only the key and the slot were.',
    {
      nodes: ['policy-service', 'service-key', 'escrow-slot', 'vault-key', 'notes'],
      edges: [
        'policy-service-service-key',
        'service-key-escrow-slot',
        'escrow-slot-vault-key',
        'vault-key-notes',
      ],
    },
    { facts: [fact('Slot', opened.slotId, 'hex', 'lit')] },
  );
  // The key is in the memory of the machine that the console is part of.
  return { opened, metadata: [], tries: 0, onConsole: service.keystores };
}

/** Warrant, log, witness. */
async function* admitted(
  service: PolicyService,
  order: OpeningOrder,
): AsyncGenerator<CeremonyStep, Admission> {
  const asking = {
    nodes: ['court', 'officer', 'policy-service'],
    edges: ['court-officer', 'officer-policy-service'],
  };
  const facts = warrantFacts(order.warrant);
  const entry = yield* attempt(
    () => service.check(order),
    () =>
      refused(
        'policy-service',
        'The service looks at the warrant, refuses it, and logs the refusal.',
        asking,
        {
          facts,
          logged: service.log.entries.slice(-1),
        },
      ),
  );
  yield done(
    'policy-service',
    'The service finds the warrant in order: its signature, its dates, its vault, and that it is used for the first time.',
    asking,
    { facts },
  );
  yield done(
    'policy-service',
    'Before it opens anything, it adds an entry to its log. The root of the log changes with that.',
    { nodes: ['policy-service', 'access-log'], edges: ['policy-service-access-log'] },
    { facts: [fact('Root', entry.root ?? '', 'hex')], logged: [entry] },
  );
  const witnessing = { nodes: ['witness', 'access-log'], edges: ['witness-access-log'] };
  const admission = yield* attempt(
    () => service.publish(order, entry),
    () =>
      refused(
        'witness',
        'The witness asks for proof that the log still begins with all it has seen. There is none: the log was edited.',
        witnessing,
      ),
  );
  yield done(
    'witness',
    'The witness gets proof that the log has only grown, and remembers its new root.',
    witnessing,
    { facts: [fact('Entries seen', String(admission.head.size), 'number')] },
  );
  return admission;
}

async function openedBy(
  service: PolicyService,
  admission: Admission,
  slots: readonly EscrowSlot[],
): Promise<NonNullable<Access['opened']>> {
  const slot = ownSlot(slots, 'M4');
  return { slotId: slot.id, secret: await service.open(admission, slot) };
}
