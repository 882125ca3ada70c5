import type { Holder } from '../../contract/index.ts';

/** A holder whose keys somebody else has. */
export type EscrowHolder = Holder & { readonly escrow: NonNullable<Holder['escrow']> };

export function isEscrowHolder(holder: Holder): holder is EscrowHolder {
  return holder.escrow !== null;
}

/** Sixteen bytes in groups that two people can read to each other: "3fa0 91c4 …". */
export function groupedFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** "Harbour Office", or "Harbour Office and Town Court"; what the file calls it where it names nobody. */
export function namesOf({ label, escrow: { authorities } }: EscrowHolder): string {
  const names = authorities.map(({ name }) => name);
  return names.length === 0 ? label : listed(names);
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** How the access model works, in words that need no other page. */
const models: Readonly<Record<string, string>> = {
  M1: 'One key holder: whoever has that one key opens the vault alone.',
  M2: 'One key in several shares: enough of their holders together have the key, and open the vault.',
  M3: 'Two holders: each has a half of what opens the vault, and neither half opens it alone.',
};

/** The model of an escrow holder in plain words. */
export function modelWords({ escrow: { model } }: EscrowHolder): string {
  return models[model] ?? `By the access model ${model}, which this version does not use on real vaults.`;
}

/** In quotation marks: an authority called “Nobody” does not make a sentence of its own. */
function quotedNamesOf({ label, escrow: { authorities } }: EscrowHolder): string {
  // Unlike a name, a label may have anything in it.
  const names =
    authorities.length === 0 ? [label.replace(/\p{C}/gu, '·')] : authorities.map(({ name }) => name);
  return listed(names.map((name) => `“${name}”`));
}

/** Who else can open a vault, as one sentence: null if nobody. */
export function whoElse(holders: readonly Holder[]): string | null {
  const [first, ...others] = holders.filter(isEscrowHolder);
  if (first === undefined) return null;
  if (others.length > 0)
    return `Others can open this vault without you: ${[first, ...others].map(quotedNamesOf).join('; ')}.`;
  const names = quotedNamesOf(first);
  if (first.escrow.authorities.length > 1) return `${names} can together open this vault without you.`;
  return first.escrow.model === 'M2'
    ? `${names} can open this vault without you, once enough shares of the key come together.`
    : `${names} can open this vault without you.`;
}
