import type { KnownVault } from '../../contract/index.ts';

/** Longest list of vaults in a menu. */
const mostInMenu = 10;

/** Every vault but the one that the window shows. */
export function othersOf(known: readonly KnownVault[] | null): readonly KnownVault[] {
  return (known ?? []).filter(({ shownIn }) => shownIn !== 'here');
}

export function othersInMenu(known: readonly KnownVault[] | null): readonly KnownVault[] {
  return othersOf(known).slice(0, mostInMenu);
}

/** A vault's name, with its folder where another of the same name would be taken for it. */
export function nameAmong({ ref, name, place }: KnownVault, known: readonly KnownVault[]): string {
  const hasDouble = known.some((other) => other.ref !== ref && other.name === name);
  return hasDouble ? `${name} (${place})` : name;
}

/** What a person should know before choosing a vault; null if nothing. */
export function conditionOf({ isMissing, shownIn }: KnownVault): string | null {
  if (isMissing)
    return 'Its file is not there any more. It may have been moved, or its disk is not connected.';
  return shownIn === 'elsewhere' ? 'Shown in another window' : null;
}
