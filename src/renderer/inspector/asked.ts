import { useEffect, useState } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { shownError } from '../bridge/api.ts';

/** What has come of a question to the vault. An older answer stays until a newer one is there. */
export type Asked<T> =
  | { readonly is: 'waiting' }
  | { readonly is: 'there'; readonly value: T }
  | { readonly is: 'failed'; readonly error: LatchkeyError };

/** Asks when what is shown appears, and again whenever `ask` is another function. Null asks nothing. */
export function useAsked<T>(ask: (() => Promise<T>) | null): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ is: 'waiting' });
  useEffect(() => {
    if (ask === null) return undefined;
    let wanted = true;
    ask().then(
      (value) => wanted && setAsked({ is: 'there', value }),
      (thrown: unknown) => wanted && setAsked({ is: 'failed', error: shownError(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [ask]);
  return asked;
}
