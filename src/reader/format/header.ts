import { jsonOf } from '../bytes.ts';
import { ReaderError } from '../problem.ts';
import { isCount, isFields, isHex, type Fields } from './fields.ts';

/** What a passphrase costs to check: Argon2id's memory in KiB, passes and lanes. */
export interface Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** One way to the vault key. */
export interface Slot {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  /** Absent in a slot that this page cannot open. */
  readonly lock?: { readonly commitment: string; readonly wrapped: string };
  /** For a passphrase or a computer. */
  readonly kdf?: Cost & { readonly salt: string };
  /** Whether a passphrase opens it only together with a key file. */
  readonly needsKeyFile: boolean;
  /** For a slot that somebody else’s keys open. */
  readonly escrow?: Escrow;
}

/** Who has the keys to an escrow slot. */
export interface Escrow {
  /** How they are used: “M1” and the like. */
  readonly model: string;
  /** Names, and 16 bytes of the SHA-256 of each public key as hex. */
  readonly authorities: readonly { readonly name: string; readonly fingerprint: string }[];
}

export interface Header {
  readonly vaultId: string;
  /** Made for a demonstration: its keys are known to others. */
  readonly isDemo: boolean;
  readonly slots: readonly Slot[];
}

const maxSlots = 64;

/** Reads the body of a header. Throws `ReaderError` if it is not one, or of a format this page does not know. */
export function parseHeader(body: Uint8Array): Header {
  const json = jsonOf(body);
  if (!isFields(json)) throw unreadable();
  const { format, vaultId, slots, demo } = json;
  if (isCount(format) && format > 1) throw newerFormat(format);
  if (format !== 1 || !isHex(vaultId, 16) || !Array.isArray(slots) || slots.length > maxSlots)
    throw unreadable();
  return { vaultId, isDemo: demo === true, slots: slots.flatMap((slot) => parseSlot(slot) ?? []) };
}

/** For a vault of a later format. */
export function newerFormat(format: number): ReaderError {
  return new ReaderError(
    `This vault has format ${format}. This page reads format 1. Use the reader that came with the newer Latchkey.`,
  );
}

function unreadable(): ReaderError {
  return new ReaderError(
    'The front page of this vault is damaged: without it nobody can tell who may open the vault. Try a backup.',
  );
}

/** Null for something that is no slot: the others are still worth a try. */
function parseSlot(slot: unknown): Slot | null {
  if (!isFields(slot)) return null;
  const { id, type, label, createdAt, commitment, wrapped } = slot;
  if (!isHex(id, 16) || typeof type !== 'string' || typeof label !== 'string' || !isCount(createdAt))
    return null;
  const escrow = type === 'escrow' ? { escrow: parseEscrow(slot) } : {};
  const common = { id, type, label, createdAt, needsKeyFile: slot.keyFile === true, ...escrow };
  if (!isHex(commitment, 32) || !isHex(wrapped, 72)) return common;
  const lock = { commitment, wrapped };
  if (type === 'recovery') return { ...common, lock };
  const kdf = parseKdf(slot.kdf);
  const isKnown = slot.keyFile === undefined || slot.keyFile === true;
  return kdf && isKnown ? { ...common, lock, kdf } : common;
}

/** Whoever is named badly is still named: nobody gets in unseen. */
function parseEscrow({ model, authorities }: Fields): Escrow {
  const named = Array.isArray(authorities) ? authorities.filter(isFields) : [];
  return {
    model: typeof model === 'string' ? model : '',
    authorities: named.map(({ name, fingerprint }) => ({
      name: typeof name === 'string' && name !== '' ? name : 'somebody without a name',
      fingerprint: isHex(fingerprint, 16) ? fingerprint : '',
    })),
  };
}

function parseKdf(kdf: unknown): (Cost & { readonly salt: string }) | null {
  if (!isFields(kdf)) return null;
  const { name, version, memoryKiB, passes, lanes, salt } = kdf;
  const isKnown = name === 'argon2id' && version === 19 && isHex(salt, 16);
  if (!isKnown || !isCount(memoryKiB) || !isCount(passes) || !isCount(lanes)) return null;
  return { memoryKiB, passes, lanes, salt };
}

const bounds = { memoryKiB: [8 * 1024, 1024 * 1024], passes: [1, 32], lanes: [1, 8] } as const;

/** Throws `ReaderError` for a cost that no vault of Latchkey's asks for, before any memory is taken. */
export function checkCost(cost: Cost): void {
  for (const name of ['memoryKiB', 'passes', 'lanes'] as const) {
    const [least, most] = bounds[name];
    if (cost[name] >= least && cost[name] <= most) continue;
    throw new ReaderError(
      'This file asks for more memory or time to check a passphrase than any vault of Latchkey’s does. It is damaged, or made to freeze this computer. It was not tried.',
    );
  }
}
