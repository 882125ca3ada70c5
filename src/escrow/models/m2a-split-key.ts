import type { CeremonyStep, LogEntry, Settings } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { fromHex, toHex, wipe, type EscrowSlot, type SlotSecret } from '../../vault/index.ts';
import type { Access, AccessRequest, Establishment, Regime } from '../access-model.ts';
import { tooFewShares } from '../crypto/shares.ts';
import { about, ofKind, type Keystore } from '../keystore.ts';
import { joinShares, splitKey, type HpkeShare } from '../split-key.ts';
import { openWrapped, wrappedSeed, type SlotPlace } from '../wrapped-slot.ts';
import { makeAuthorityKey } from './authority-key.ts';
import { admittedBy, bearersOf, councilName, partsOf, shareHolders, type ShareHolder } from './m2-holders.ts';
import { ownSlot } from './own-slot.ts';
import { attempt, done, fact, refused, warrantFacts } from './steps.ts';

/**
 * What shares make of a slot that is sealed to the key they are of. Null if none is of that key. Throws `too-few-shares` or
 * `share-damaged` where some are.
 */
export async function openWithSplitKey(
  keystores: readonly Keystore[],
  slot: EscrowSlot,
  place: SlotPlace,
): Promise<SlotSecret | null> {
  const shares = ofKind(keystores, 'hpke-share').filter(({ authority }) =>
    slot.authorities.some(({ fingerprint }) => fingerprint === authority.fingerprint),
  );
  if (shares.length === 0) return null;
  const privateKey = await joinShares(shares);
  try {
    return await openWrapped([wholeKey(shares, privateKey)], slot, place);
  } finally {
    wipe(privateKey);
  }
}

function wholeKey(
  [share]: readonly HpkeShare[],
  privateKey: Uint8Array,
): Extract<Keystore, { kind: 'hpke' }> {
  if (!share) throw tooFewShares(0);
  return { ...about({ ...share, holder: 'Combiner' }), kind: 'hpke', privateKey: toHex(privateKey) };
}

/** Form (a) in force: one key as in M1, split when it was made, put together for each access. */
export async function splitKeyRegime(
  establishment: Establishment,
  settings: Settings,
  { needed, total }: { readonly needed: number; readonly total: number },
): Promise<Regime> {
  const { now, random } = establishment.tools;
  const made = await makeAuthorityKey('M2', councilName, establishment.tools);
  const card = { ...made.card, shares: { needed, total } };
  const holders = shareHolders(total, establishment);
  const privateKey = fromHex(made.keystore.privateKey);
  const names = holders.map(({ name }) => name);
  const shares = await splitKey({ privateKey, said: made.keystore, holders: names, needed });
  wipe(privateKey);
  const log: LogEntry[] = [];
  const ceremony: Ceremony = { holders, needed, record: (entry) => log.push(entry), now };
  return {
    model: 'M2',
    settings,
    cards: [card],
    holders: holders.map(({ id, name }) => ({
      id,
      name,
      keystores: shares.filter(({ holder }) => holder === name),
    })),
    needed,
    hasEpochs: false,
    enrol: async ({ vaultId: vault }) => ({
      seeds: [await wrappedSeed({ model: 'M2', cards: [card], vault, isDemo: true, now: now(), random })],
      device: [],
    }),
    inspect: () => Promise.resolve(null),
    access: (request) => openTogether(ceremony, request),
    log: () => log,
  };
}

interface Ceremony {
  readonly holders: readonly ShareHolder[];
  readonly needed: number;
  readonly record: (entry: LogEntry) => void;
  readonly now: () => number;
}

/** The ceremony: shares are handed over, and the combiner sees the whole key. */
async function* openTogether(
  { holders, needed, record, now }: Ceremony,
  request: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  const bearers = yield* bearersOf(holders, ofKind(request.brought, 'hpke-share'), needed);
  const shares = bearers.map(({ keystore }) => keystore);
  for (const { holder, keystore } of bearers) {
    const entry = yield* admittedBy(holder, request, 'handed over a share for', now());
    record(entry);
    yield done(
      holder.id,
      `The ${holder.name} finds the warrant in order, notes the access, and hands its share to the combiner.`,
      partsOf(holder),
      {
        facts: [...warrantFacts(request.warrant), fact('Share', `${keystore.share.length / 2} bytes`)],
        logged: [entry],
      },
    );
  }
  const joining = { nodes: ['combiner', 'joined'], edges: ['combiner-joined'] };
  const privateKey = yield* attempt(
    () => joinShares(shares),
    ({ code }) =>
      refused(
        'combiner',
        code === 'share-damaged'
          ? 'The combiner checks each share, and finds one that is not as it was made.'
          : 'The combiner cannot put the key together from these shares.',
        joining,
      ),
  );
  const whole = wholeKey(shares, privateKey);
  wipe(privateKey);
  yield done(
    'combiner',
    'The combiner puts the whole private key together, and its check value is right. From here on one machine has the key to every vault.',
    joining,
    { facts: [fact('Key check', shares[0]?.keyCheck ?? '', 'hex')] },
  );
  const opened = yield* attempt(
    () => openedWith(whole, request),
    () =>
      refused('combiner', 'The key that came of the shares does not open the escrow slot.', {
        nodes: ['joined', 'escrow-slot'],
        edges: ['joined-escrow-slot'],
      }),
  );
  yield done(
    'combiner',
    'The key opens the escrow slot, and the vault key is in it. The rules say that the combiner now forgets the key.',
    {
      nodes: ['joined', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['joined-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', opened.slotId, 'hex', 'lit')] },
  );
  return { opened, metadata: [], tries: 0, onConsole: [...shares, whole] };
}

async function openedWith(
  key: Keystore,
  { slots, vaultId }: AccessRequest,
): Promise<NonNullable<Access['opened']>> {
  const slot = ownSlot(slots, 'M2');
  const secret = await openWrapped([key], slot, { vault: vaultId, isDemo: true });
  if (secret) return { slotId: slot.id, secret };
  throw new LatchkeyError(
    'wrong-authority-key',
    'The key that came of these shares does not open the escrow slot: the vault was enrolled with another key. It was not opened.',
  );
}
