import type { CeremonyStep, LogEntry } from '../../contract/lab.ts';
import { toHex } from '../../vault/index.ts';
import type { AccessRequest, Establishment } from '../access-model.ts';
import type { Keystore } from '../keystore.ts';
import { tooFewShares } from '../crypto/shares.ts';
import { attempt, refused, warrantFacts } from './steps.ts';
import { WarrantDesk } from './warrant-desk.ts';

/** The authority that the shared key is the key of. */
export const councilName = 'Council of Key Holders';

/** Offices that do not depend on each other, as far as that can be arranged. */
const officeNames = [
  'Supreme Court registry',
  'Data protection office',
  'Ombudsman',
  'Ministry of Justice',
  'Parliament’s clerk',
] as const;

/** Most holders there are: the drawing has a place for each. */
export const mostHolders = officeNames.length;

/** Somebody with one share. They check every warrant for themselves, and keep a log that is theirs. */
export interface ShareHolder {
  /** A node of the diagram. */
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly name: string;
  readonly desk: WarrantDesk;
}

/** The first `total` offices. */
export function shareHolders(total: number, establishment: Establishment): readonly ShareHolder[] {
  return officeNames.slice(0, total).map((name, at) => ({
    id: `holder-${at + 1}`,
    number: at + 1,
    name,
    desk: new WarrantDesk(establishment),
  }));
}

/** A holder with the share it has brought. */
export interface Bearer<K extends Keystore> {
  readonly holder: ShareHolder;
  readonly keystore: K;
}

/**
 * Those of the holders who have brought a share, in the order in which they came, and no more than are needed. The step of too
 * few, and `too-few-shares`, where they are not enough.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- nobody is waited for; a ceremony's steps come from such generators
export async function* bearersOf<K extends Keystore>(
  holders: readonly ShareHolder[],
  brought: readonly K[],
  needed: number,
): AsyncGenerator<CeremonyStep, readonly Bearer<K>[]> {
  const bearers = brought.flatMap((keystore) =>
    holders.flatMap((holder) => (holder.name === keystore.holder ? [{ holder, keystore }] : [])),
  );
  const distinct = bearers.filter(
    ({ holder }, at) => bearers.findIndex((one) => one.holder === holder) === at,
  );
  if (distinct.length < needed) {
    yield refused(
      'combiner',
      `${distinct.length} of the ${needed} holders who are needed have come. With fewer there is nothing to begin with.`,
      { nodes: ['combiner', ...distinct.map(({ holder }) => holder.id)] },
    );
    throw tooFewShares(distinct.length, needed);
  }
  return distinct.slice(0, needed);
}

/** A holder looks at the warrant for itself, and notes in its own log that it does `what`. Throws as `checkWarrant` does. */
export async function* admittedBy(
  { id, name, desk }: ShareHolder,
  { warrant, vaultId }: AccessRequest,
  what: string,
  now: number,
): AsyncGenerator<CeremonyStep, LogEntry> {
  yield* attempt(
    () => {
      const refusal = desk.refusal({ warrant, vaultId });
      if (refusal) throw refusal;
    },
    () =>
      refused(
        id,
        `The ${name} looks at the warrant for itself, and refuses it.`,
        { nodes: ['court', 'combiner', id], edges: ['court-combiner'] },
        { facts: warrantFacts(warrant) },
      ),
  );
  return { at: now, by: name, what: `${what} vault ${toHex(vaultId).slice(0, 8)}`, index: null, root: null };
}

/** The parts of the diagram at which a holder works. */
export function partsOf({ id, number }: ShareHolder): { readonly nodes: string[]; readonly edges: string[] } {
  const share = `share-${number}`;
  return {
    nodes: [id, share, 'joined', 'holder-logs'],
    edges: [`${id}-${share}`, `${share}-joined`, `${id}-holder-logs`],
  };
}
