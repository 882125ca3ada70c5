import * as v from 'valibot';
import type { CeremonyStep, LogEntry, Settings } from '../../contract/lab.ts';
import { LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import { fromHex, slotId, toHex, type SlotId } from '../../vault/index.ts';
import type { Access, AccessRequest, Establishment, KeyHolder, Regime, Tools } from '../access-model.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import type { Quorum, SharedKey } from '../crypto/shares.ts';
import {
  dealThresholdKey,
  isRightAnswer,
  refreshShares,
  type Partial as Answer,
} from '../crypto/threshold.ts';
import { contributionDamaged } from '../crypto/shares.ts';
import { ofKind } from '../keystore.ts';
import {
  admittedBy,
  bearersOf,
  councilName,
  partsOf,
  shareHolders,
  type Bearer,
  type ShareHolder,
} from './m2-holders.ts';
import {
  answerOf,
  secretFrom,
  ThresholdAccess,
  thresholdKeystores,
  thresholdSeed,
  type ThresholdShare,
} from './m2b-threshold-key.ts';
import { ownSlot } from './own-slot.ts';
import { attempt, done, fact, refused, warrantFacts } from './steps.ts';

const monthMs = 30 * 24 * 60 * 60 * 1000;

/** A shared key whose shares are renewed as time goes by. */
class RenewedKey {
  readonly #tools: Tools;
  readonly #everyMs: number;
  readonly #startedAt: number;
  readonly #holders: readonly ShareHolder[];
  #key: SharedKey;
  #period = 0;

  /** `months`: how long shares last, counted as 30 days each; 0: for good. */
  constructor(quorum: Quorum, months: number, holders: readonly ShareHolder[], tools: Tools) {
    this.#key = dealThresholdKey(quorum, tools.random);
    this.#tools = tools;
    this.#everyMs = months * monthMs;
    this.#startedAt = tools.now();
    this.#holders = holders;
  }

  /** The key as it is shared out now. Periods that have passed unseen are made up for by one renewal. */
  get current(): SharedKey {
    const passed = this.#everyMs > 0 ? Math.floor((this.#tools.now() - this.#startedAt) / this.#everyMs) : 0;
    if (passed > this.#period) {
      this.#key = refreshShares(this.#key, this.#tools.random);
      this.#period = passed;
    }
    return this.#key;
  }

  get keyHolders(): readonly KeyHolder[] {
    const key = this.current;
    const keystores = thresholdKeystores(
      key,
      this.#holders.map(({ name }) => name),
      {
        model: 'M2',
        authority: { name: councilName, fingerprint: fingerprintOf(key.group.publicKey) },
        createdAt: this.#startedAt + this.#period * this.#everyMs,
        period: this.#period,
      },
    );
    return this.#holders.map(({ id, name }, at) => ({ id, name, keystores: keystores.slice(at, at + 1) }));
  }
}

/** Form (b) in force: a key that was shared out when it was made, and is never put together. */
export function thresholdRegime(
  establishment: Establishment,
  settings: Settings,
  { needed, total, months }: { readonly needed: number; readonly total: number; readonly months: number },
): Regime {
  const { tools } = establishment;
  const holders = shareHolders(total, establishment);
  const key = new RenewedKey({ k: needed, n: total }, months, holders, tools);
  const card: AuthorityCard = {
    format: 'latchkey-authority',
    version: 1,
    demo: true,
    model: 'M2',
    name: councilName,
    publicKey: toHex(key.current.group.publicKey),
    createdAt: tools.now(),
    shares: { needed, total },
  };
  const log: LogEntry[] = [];
  const ceremony: Ceremony = { holders, key, needed, record: (entry) => log.push(entry), tools };
  return {
    model: 'M2',
    settings,
    cards: [card],
    get holders() {
      return key.keyHolders;
    },
    needed,
    hasEpochs: false,
    enrol: ({ vaultId: vault }) =>
      Promise.resolve({
        seeds: [thresholdSeed(card, { vault, now: tools.now(), random: tools.random })],
        device: [],
      }),
    inspect: () => Promise.resolve(null),
    access: (request) => openTogether(ceremony, request),
    log: () => log,
  };
}

interface Ceremony {
  readonly holders: readonly ShareHolder[];
  readonly key: RenewedKey;
  readonly needed: number;
  readonly record: (entry: LogEntry) => void;
  readonly tools: Tools;
}

/** A slot of this form, and where it is. */
interface Asked {
  readonly access: ThresholdAccess;
  readonly slot: SlotId;
  readonly id: string;
}

/** The ceremony: each holder answers for this one vault, and the answers are combined. */
async function* openTogether(
  ceremony: Ceremony,
  request: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  const { holders, key, needed } = ceremony;
  const { group } = key.current;
  const asked = yield* attempt(
    () => askedOf(request),
    () =>
      refused('combiner', 'The file has no slot that these holders could answer for.', {
        nodes: ['escrow-slot'],
      }),
  );
  const answers: Answer[] = [];
  for (const bearer of yield* bearersOf(holders, ofKind(request.brought, 'threshold-share'), needed)) {
    answers.push(yield* answered(ceremony, bearer, asked, request));
  }
  const secret = secretFrom(group, asked.access, answers, { vault: request.vaultId, slot: asked.slot });
  yield done(
    'combiner',
    `${answers.length} answers give 32 bytes that open this slot and no other. The key itself was in no place at any time.`,
    {
      nodes: ['combiner', 'joined', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['combiner-joined', 'joined-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', asked.id, 'hex', 'lit')] },
  );
  return { opened: { slotId: asked.id, secret }, metadata: [], tries: 0, onConsole: [] };
}

function askedOf({ slots }: AccessRequest): Asked {
  const { id, access } = ownSlot(slots, 'M2');
  const parsed = v.safeParse(ThresholdAccess, access);
  if (parsed.success) return { access: parsed.output, slot: slotId(fromHex(id)), id };
  throw new LatchkeyError(
    'header-tampered',
    'The escrow slot does not hold what holders can answer: its bytes were changed. Use an unchanged copy.',
  );
}

/** What one holder does: it looks at the warrant, notes the access, and answers; the combiner checks the answer. */
async function* answered(
  { key, record, tools }: Ceremony,
  { holder, keystore }: Bearer<ThresholdShare>,
  { access }: Asked,
  request: AccessRequest,
): AsyncGenerator<CeremonyStep, Answer> {
  const entry = yield* admittedBy(holder, request, 'answered for', tools.now());
  record(entry);
  const parts = partsOf(holder);
  const partial = yield* attempt(
    () => rightAnswer(key.current, holder, keystore, access, tools),
    ({ code }) =>
      refused(
        holder.id,
        wrongAnswers[code] ?? 'The slot does not hold what a holder can answer: its bytes were changed.',
        parts,
        { logged: [entry] },
      ),
  );
  yield done(
    holder.id,
    `The ${holder.name} finds the warrant in order, notes the access, and answers for this vault. Its share stays with it.`,
    parts,
    {
      facts: [
        ...warrantFacts(request.warrant),
        fact('Answer', toHex(partial.point), 'hex'),
        fact('Proof that it is right', `${partial.proof.length} bytes`),
      ],
      logged: [entry],
    },
  );
  return partial;
}

/** What is seen when an answer is not accepted. */
const wrongAnswers: Readonly<Partial<Record<ErrorCode, string>>> = {
  'share-damaged':
    'The answer does not fit the share that this holder was given: the combiner sees that from the proof which comes with each answer.',
  'wrong-authority-key':
    'The share of this holder is of another key than the one that the slot is sealed to.',
};

/** Throws `wrong-authority-key` for a share of another key, `share-damaged` for an answer that is not what the share should give. */
function rightAnswer(
  { group }: SharedKey,
  { name, number }: ShareHolder,
  keystore: ThresholdShare,
  access: ThresholdAccess,
  { random }: Tools,
): Answer {
  if (keystore.groupKey !== access.groupKey) {
    throw new LatchkeyError(
      'wrong-authority-key',
      `The share of the ${name} is of another key than the one that this vault was enrolled with. It was not opened.`,
    );
  }
  const partial = answerOf(keystore, access, random);
  if (isRightAnswer(group, fromHex(access.encapsulation), partial)) return partial;
  throw contributionDamaged(number);
}
