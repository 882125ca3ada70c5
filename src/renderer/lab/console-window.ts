import { useState } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';

/** Opens the authority's console, a window of its own, and says why if it does not open. */
export function useConsoleWindow(): { readonly open: () => void; readonly failure: LatchkeyError | null } {
  const { api } = useApp();
  const [failure, setFailure] = useState<LatchkeyError | null>(null);
  const open = (): void => {
    setFailure(null);
    api.call('lab.openConsole').catch((thrown: unknown) => setFailure(shownError(thrown)));
  };
  return { open, failure };
}
