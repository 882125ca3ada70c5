import { useEffect } from 'react';
import type { KnownVault } from '../../contract/index.ts';
import { useApp, useVaults } from '../app/app-context.ts';

/** The vaults known here. The list is read again whenever a person turns to the window, because another may have changed it. */
export function useKnownVaults(): readonly KnownVault[] | null {
  const { vaults } = useApp();
  const known = useVaults((state) => state.known);
  useEffect(() => {
    const read = (): void => void vaults.refresh();
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [vaults]);
  return known;
}
